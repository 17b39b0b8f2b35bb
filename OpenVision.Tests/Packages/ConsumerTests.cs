using System.Text.Json;
using System.Text.RegularExpressions;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Packages;

/// <summary>The page on packages is followed: its projects and files are restored, built and run from the packages.</summary>
[Collection(PackagesCollection.Name)]
public sealed partial class ConsumerTests(PackedFeed feed)
{
    private const string Strict = "-p:TreatWarningsAsErrors=true";

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "packages.md")).ReplaceLineEndings("\n");

    [Fact]
    public void AProjectListsPackagedRecipesAndDerivesItsOwn()
    {
        feed.Write("Mine/Mine.csproj", Block("Mine.csproj"));
        feed.Write("Mine/Mine.cs", Block("Mine.cs"));

        string[] recipes = Recipes(feed.Succeed("Mine", "run", "-c", "Release", Strict, "--", "list", "--json"));
        Assert.Superset(new HashSet<string> { "OnMyShards", "OpenVisionTi16", "OpenVisionH14", "Seeds.Seed3", "Table5.TiPatch8" }, recipes.ToHashSet());

        string code = feed.Succeed("Mine", "run", "-c", "Release", "--no-build", "--", "describe", "OpenVisionTi16", "--code");
        Assert.Contains("partial class OpenVisionTi16", code, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileListsPackagedRecipesAndDerivesItsOwn()
    {
        feed.Write("mine.cs", Block("mine.cs"));

        string[] recipes = Recipes(feed.Succeed(".", "run", "mine.cs", Strict, "--", "list", "--json"));

        Assert.Superset(new HashSet<string> { "OpenVisionTi16", "ToResolution224" }, recipes.ToHashSet());
    }

    [Fact]
    public void AWrongRecipeIsAnErrorAtItsArgument()
    {
        feed.Write("wrong.cs", Block("mine.cs").Replace("\"finetune-high\"", "\"finetune-hihg\"", StringComparison.Ordinal));

        (int exit, string output, string error) = feed.Dotnet(".", "run", "wrong.cs", "--", "list");

        Assert.NotEqual(0, exit);
        Assert.Matches(@"wrong\.cs\(9,\d+\): error OV4020: .*finetune-hihg", output + error);
    }

    [Fact]
    public void AProgramThatNamesNoPlatformIsToldHow()
    {
        feed.Write("Anywhere/Anywhere.csproj", Block("Mine.csproj").Replace("<UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>", "", StringComparison.Ordinal));

        (int exit, string output, _) = feed.Dotnet("Anywhere", "build");

        Assert.NotEqual(0, exit);
        Assert.Contains("Add <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier> to a PropertyGroup of Anywhere.csproj", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TemplatesMakeProgramsThatTrainAndPackagesOfRecipes()
    {
        feed.Succeed(".", "new", "install", Path.Combine(feed.Folder, $"OpenVision.Templates.{PackedFeed.Version}.nupkg"));

        feed.Succeed(".", "new", "openvision", "-o", "Textiles");
        feed.Write("Textiles/Recipe.cs", File.ReadAllText(feed["Textiles/Recipe.cs"]).Replace("Samples = 8_000", "Samples = 64", StringComparison.Ordinal));
        feed.Succeed("Textiles", "run", "-c", "Release", Strict, "--", "train", "--max-steps", "2", "--device", "cpu");
        Assert.Equal(2, File.ReadAllLines(feed["Textiles/runs/SceneRecipe/metrics.jsonl"]).Count(line => line.Contains("\"loss\"", StringComparison.Ordinal)));

        feed.Write("Textiles/Textiles.csproj", Block("Textiles.csproj"));
        feed.Succeed("Textiles", "pack", Strict, "-c", "Release", "-o", feed.Folder);

        feed.Succeed(".", "new", "openvision-file", "-n", "weave");
        string file = File.ReadAllText(feed["weave.cs"]).Replace("SceneRecipe", "Woven", StringComparison.Ordinal);
        feed.Write("weave.cs", $"#:package Textiles@1.0.0\n{file}");
        string[] recipes = Recipes(feed.Succeed(".", "run", "weave.cs", Strict, "--", "list", "--json"));
        Assert.Equal(["SceneRecipe", "Woven"], recipes);
    }

    // A block of the page, under the line that names its file.
    private static string Block(string file)
    {
        Match block = Blocks().Matches(Page).Single(match => match.Groups["file"].Value == file);
        string indent = block.Groups["indent"].Value;
        return string.Join('\n', block.Groups["code"].Value.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line))
            .Replace("0.1.0", PackedFeed.Version, StringComparison.Ordinal);
    }

    private static string[] Recipes(string output)
    {
        using JsonDocument document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("recipes").EnumerateArray().Select(recipe => recipe.GetProperty("name").GetString()!)];
    }

    [GeneratedRegex(@"`(?<file>[\w.]+)`[^`\n]*(`[^`\n]*`[^`\n]*)*:\n\n(?<indent> *)```\w+\n(?<code>.*?)\n *```\n", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
