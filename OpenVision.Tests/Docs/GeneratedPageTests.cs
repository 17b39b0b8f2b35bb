using System.Text.RegularExpressions;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Docs;

/// <summary>The page on generated code shows what is generated.</summary>
public sealed partial class GeneratedPageTests
{
    private static readonly string[] Blocks =
    [
        .. Fenced().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "generated.md")).ReplaceLineEndings("\n"))
            .Select(static block => block.Groups["code"].Value),
    ];

    public static TheoryData<string> Excerpts => [.. Blocks[1..].SelectMany(static block => block.Split("…\n"))];

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void EveryExcerptIsGenerated(string excerpt)
    {
        string generated = string.Join('\n', GeneratorHarness.Run(Blocks[0]).AssertClean().Files.Values).ReplaceLineEndings("\n");
        Assert.Contains(excerpt, generated, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();
}
