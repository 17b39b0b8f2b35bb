using Microsoft.CodeAnalysis.CodeActions;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.CodeFixes;

/// <summary>Sources before and after a fix.</summary>
internal static class FixedSource
{
    /// <summary>Checks what the one action of a title makes of a source, and that nothing is left to report then.</summary>
    public static void Verify(string before, string title, string after) => Verify([before], title, [after]);

    /// <summary>The same for several files.</summary>
    public static void Verify(string[] before, string title, string[] after)
    {
        using FixableProject project = new(before);
        Assert.Equal(string.Join("\0", after), string.Join("\0", project.Apply(Assert.Single(project.Offered(), action => action.Title == title))));
        GeneratorHarness.Run(after).AssertClean();
    }

    /// <summary>The titles of what is offered against all that is reported.</summary>
    public static string[] Titles(params string[] sources)
    {
        using FixableProject project = new(sources);
        Assert.NotEmpty(project.Findings);
        return [.. project.Offered().Select(static action => action.Title)];
    }
}
