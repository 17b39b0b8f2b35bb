using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Receipts;
using OpenVision.Tests.Training;

namespace OpenVision.Tests.Cli;

public sealed class DiffVerbTests
{
    [Fact]
    public void TwoRecipesOfTheProgram()
    {
        CommandLine diff = CommandLine.Run("diff", "captioner", "Contrastive");

        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.StartsWith("Captioner → Contrastive\n  shapes\n    decoder.width ", diff.Output, StringComparison.Ordinal);
        Assert.Contains("those of the first load into the second", diff.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Captioner", "Captioner")]
    [InlineData("DemoVision", "DemoVision")]
    [InlineData("DemoDecoder", "demodecoder")]
    public void NothingDiffersFromItself(string before, string after)
    {
        Assert.Contains("  the same in every setting: ", CommandLine.Run("diff", before, after).Output, StringComparison.Ordinal);
        Assert.True(CommandLine.Run("diff", before, after, "--json").Json().GetProperty("same").GetBoolean());
    }

    /// <summary>The repository's quickstart, in two versions of a package.</summary>
    [Fact]
    public void TwoVersionsOfAPackage()
    {
        using TemporaryFolder folder = new();
        string before = folder["Scenes.1.0.0.nupkg"], after = folder["Scenes.1.1.0.nupkg"];
        BuiltRecipes.Pack(before, ("lib/net10.0/Scenes.dll", BuiltRecipes.Assembly));
        BuiltRecipes.Pack(after, ("lib/net10.0/Scenes.dll", BuiltRecipes.Changed(
            ("Patch = 16, Resolution = 64", "Patch = 8, Resolution = 64"),
            ("SceneText", "SceneWords"),
            ("Samples = 40_000", "Samples = 80_000"),
            ("public sealed partial class Quickstart;", "public sealed partial class Quickstart;\n[VisionModel(Variant.Ti)] public sealed partial class Added;"))));

        CommandLine diff = CommandLine.Run("diff", before, after);

        Assert.Equal((0, ""), (diff.ExitCode, diff.Error));
        Assert.StartsWith(
            $"""
            {before} → {after}: 2 changed, 1 added, 0 removed, 1 renamed, 1 the same
            added: Added (vision)
            renamed: SceneText → SceneWords (text)

            Quickstart (recipe)
              shapes
                vision.patch 
            """.ReplaceLineEndings("\n"), diff.Output, StringComparison.Ordinal);
        Assert.Contains("    stages.high.samples  40000 → 80000\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("    high: tokens of an image  17 → 65 (+282.4 %)\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("    steps                     2,000 → 3,250 (+62.5 %)\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("'visual.conv1.weight' has shape [128, 3, 16, 16], expected [128, 3, 8, 8]\n", diff.Output, StringComparison.Ordinal);
        Assert.Contains("\nSceneEncoder (vision)\n", diff.Output, StringComparison.Ordinal);

        JsonElement json = CommandLine.Run("diff", before, after, "--json").Json();
        Assert.False(json.GetProperty("same").GetBoolean());
        JsonElement recipe = json.GetProperty("changed")[0];
        Assert.Equal("Quickstart", recipe.GetProperty("after").GetProperty("name").GetString());
        Assert.Equal(["vision.patch", "stages.high.samples"], recipe.GetProperty("settings").EnumerateArray().Select(static one => one.GetProperty("setting").GetString()));
        Assert.Equal("Schedule", recipe.GetProperty("settings")[1].GetProperty("section").GetString());
        Assert.False(recipe.GetProperty("weights").GetProperty("load").GetBoolean());
        Assert.False(recipe.GetProperty("resumes").GetBoolean());
        Assert.Equal(3_250, recipe.GetProperty("costs_after").GetProperty("stages").EnumerateArray().Sum(static stage => stage.GetProperty("steps").GetInt64()));
    }

    [Fact]
    public void OneDeclarationOfAFile()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["before.dll"], BuiltRecipes.Assembly);
        File.WriteAllBytes(folder["after#2.dll"], BuiltRecipes.Changed(("Seed = 0", "Seed = 1")));
        string before = $"{folder["before.dll"]}#quickstart", after = folder["after#2.dll"];

        CommandLine one = CommandLine.Run("diff", before, $"{after}#Quickstart");

        Assert.StartsWith($"Quickstart of {before} → Quickstart of {after}#Quickstart\n  other\n    seed  0 → 1\n", one.Output, StringComparison.Ordinal);
        Assert.Equal(one.Output.Replace("#Quickstart", "#quickstart", StringComparison.Ordinal), CommandLine.Run("diff", before, $"{after}#quickstart").Output);
        Assert.Contains("    seed  0 → 1\n", CommandLine.Run("diff", before, after).Output, StringComparison.Ordinal);
        Assert.StartsWith($"{folder["before.dll"]} → {after}: 1 changed, 0 added, 0 removed, 0 renamed, 3 the same\n\nQuickstart (recipe)\n", CommandLine.Run("diff", folder["before.dll"], after).Output, StringComparison.Ordinal);

        CommandLine unknown = CommandLine.Run("diff", $"{folder["before.dll"]}#Quickstat", after);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("declares no 'Quickstat'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'Quickstart'?", unknown.Error, StringComparison.Ordinal);
    }

    /// <summary>A run is compared with the recipe of its name.</summary>
    [Fact]
    public void ARunAndItsRecipe()
    {
        using TemporaryFolder folder = new();
        TinyRun.MakeData(folder["data"]);
        RecipeEntry entry = CaptionedRecipe.On(folder["data"]);
        TinyRun.Execute(entry, new() { Out = folder["run"], Seed = 9, MaxSteps = 1 });
        Catalogue catalogue = new([], [], [], [], [], [entry]);

        string[] diffs =
        [
            .. new[] { folder["run"], Path.Combine(folder["run"], "run.json") }.Select(run => CommandLine.Run(catalogue, "diff", "CaptionedRecipe", run).Output),
            CommandLine.Run(catalogue, "diff", typeof(DiffVerbTests).Assembly.Location, folder["run"]).Output,
        ];

        Assert.All(diffs, static diff => Assert.Contains("    seed       5 → 9\n", diff, StringComparison.Ordinal));
        Assert.Contains("a run of the first cannot be resumed as the second: seed\n", diffs[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ANameThatIsNoneIsWrongUsage()
    {
        CommandLine diff = CommandLine.Run("diff", "Captioner", "Captionner");
        Assert.Equal(2, diff.ExitCode);
        Assert.Equal(
            """
            error: There is no recipe, no model and no file 'Captionner'.
              diff Captioner Captionner
                             ^^^^^^^^^^
            Did you mean 'Captioner'?

            """.ReplaceLineEndings("\n"), diff.Error);
    }

    [Fact]
    public void HelpSaysWhatItTakes()
    {
        string help = CommandLine.Run("diff", "--help").Output.ReplaceLineEndings(" ");
        Assert.Contains("diff <A> <B>", help, StringComparison.Ordinal);
        foreach (string word in new[] { "shapes, schedule, data and cost", ".dll", ".nupkg", "run.json", "FILE#NAME" })
        {
            Assert.Contains(word, help, StringComparison.Ordinal);
        }
    }
}
