using System.Text;
using Microsoft.CodeAnalysis;

namespace OpenVision.Tests.Support;

/// <summary>Sources in which the expected findings are marked: <c>{|OV1001:Patch = 16|}</c>.</summary>
internal static class Marked
{
    /// <summary>Checks that exactly the marked findings are reported, at exactly the marked spans, and that ours are the only errors.</summary>
    /// <param name="marked">The source with its marks.</param>
    /// <returns>The findings' sentences, in the order of the source.</returns>
    public static IReadOnlyList<string> Verify(string marked)
    {
        (string source, List<(string Id, int Start, int End)> expected) = Read(marked);
        GeneratedProject project = GeneratorHarness.Run(source);
        var found = project.Findings();
        Assert.Equal(
            Render(source, expected.Order()),
            Render(source, found.Select(static finding => (finding.Id, finding.Location.SourceSpan.Start, finding.Location.SourceSpan.End)).Order()));
        Assert.Empty(project.CompilerDiagnostics());
        return [.. found.Select(static finding => finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string Render(string source, IEnumerable<(string Id, int Start, int End)> findings) =>
        string.Join("\n", findings.Select(finding => $"{finding.Id} at {finding.Start}: {source[finding.Start..finding.End]}"));

    private static (string Source, List<(string Id, int Start, int End)> Findings) Read(string marked)
    {
        StringBuilder source = new();
        List<(string, int, int)> findings = [];
        Stack<(string Id, int Start)> open = new();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|OV"))
            {
                open.Push((marked[(i + 2)..(i + 8)], source.Length));
                i += 8;
            }
            else if (marked.AsSpan(i).StartsWith("|}"))
            {
                (string id, int start) = open.Pop();
                findings.Add((id, start, source.Length));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        return (source.ToString(), findings);
    }
}
