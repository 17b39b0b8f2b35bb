using OpenVision.CodeFixes;
using OpenVision.Tests.Generators.Diagnostics;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.CodeFixes;

/// <summary>What the pages say of fixes, tried on their wrong snippets.</summary>
public sealed class PageFixTests
{
    private const string Line = "\n**Fix**: ";

    private static readonly string[] Fixable = [.. new DeclarationFixProvider().FixableDiagnosticIds];

    public static TheoryData<string> Ids => [.. Pages.Rules.Select(static rule => rule.Id)];

    public static TheoryData<string> FixableIds => [.. Fixable];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageNamesTheFixesOfItsWrongSnippetAndNoOthers(string id)
    {
        using FixableProject project = new(Pages.Snippet(id, "Wrong"));
        string[] titles = [.. project.Findings.Where(finding => finding.Id == id).SelectMany(project.Offered).Select(static action => $"`{action.Title}`")];
        string page = Pages.Read(id);
        int start = page.IndexOf(Line, StringComparison.Ordinal);
        Assert.Equal(start < 0 ? "" : page[(start + Line.Length)..page.IndexOf(".\n", start, StringComparison.Ordinal)], string.Join(" or ", titles));
    }

    [Theory]
    [MemberData(nameof(FixableIds))]
    public void EveryFixOfTheWrongSnippetLeavesNothingToReport(string id)
    {
        using FixableProject project = new(Pages.Snippet(id, "Wrong"));
        var actions = project.Offered(Assert.Single(project.Findings));
        Assert.NotEmpty(actions);
        Assert.Equal(actions.Count, actions.Select(static action => action.EquivalenceKey).Distinct().Count());
        Assert.All(actions, action => GeneratorHarness.Run(project.Apply(action)).AssertClean());
    }
}
