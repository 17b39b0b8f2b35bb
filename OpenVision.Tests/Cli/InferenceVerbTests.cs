using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Layers;
using OpenVision.Tests.Evaluation;
using OpenVision.Tests.Text;
using OpenVision.Weights;

namespace OpenVision.Tests.Cli;

public class InferenceVerbTests
{
    private static readonly Catalogue colors = new([new(ColorGraph.Recipe.Vision, _ => null!)], [], [], [], [], [new(ColorGraph.Recipe, settings => new ColorGraph(ColorGraph.Recipe, settings), null)]);

    [Fact]
    public void PictureGetsLabelsWithProbabilities()
    {
        using ColorShard shard = new();
        File.WriteAllBytes(shard["green.png"], ColorShard.Picture(1));

        CommandLine run = Run(shard, "zeroshot", shard["green.png"], "--classes", shard.Classes, "--templates", shard.Templates, "--json");
        JsonElement picture = run.Json().GetProperty("pictures")[0];
        JsonElement[] labels = [.. picture.GetProperty("labels").EnumerateArray()];

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("green.png", picture.GetProperty("name").GetString());
        Assert.Equal("green", labels[0].GetProperty("label").GetString());
        Assert.Equal(1, labels.Sum(label => label.GetProperty("probability").GetDouble()), 5);
    }

    [Fact]
    public void LabelledShardGetsAccuracy()
    {
        using ColorShard shard = new();

        JsonElement metrics = Run(shard, "zeroshot", shard.Path, "--classes", shard.Classes, "--json").Json().GetProperty("metrics");

        Assert.Equal(1, metrics.GetProperty("top1").GetDouble());
    }

    [Fact]
    public void ShardIsSearchedBothWays()
    {
        using ColorShard shard = new();

        CommandLine run = Run(shard, "retrieve", shard.Path);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("image_to_text_r1", run.Output, StringComparison.Ordinal);
        Assert.Contains("100.0 %", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void FolderOfPicturesIsCaptionedLineByLine()
    {
        using ColorShard shard = new();
        Directory.CreateDirectory(shard["in"]);
        File.WriteAllBytes(Path.Combine(shard["in"], "b.png"), ColorShard.Picture(2));
        File.WriteAllBytes(Path.Combine(shard["in"], "a.png"), ColorShard.Picture(0));
        File.WriteAllBytes(Path.Combine(shard["in"], "c.png"), [1, 2, 3]);

        CommandLine run = Run(shard, "caption", shard["in"]);

        Assert.Equal("a.png\ta red square\nb.png\ta blue square\n", run.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("skipped for DamagedImage: 1\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void ModelAloneIsRefusedWithTheRecipeToName()
    {
        CommandLine run = CommandLine.Run(colors, "caption", "ColorVision", "--weights", "w", "--vocab", "v", "--input", "i");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            "error: 'ColorVision' is an image encoder alone; caption needs the parts that a recipe trains together or a [ClipModel] joins.\n"
            + "  caption ColorVision --weights w --vocab v --input i\n          ^^^^^^^^^^^\nName what joins them: Colors.\n",
            run.Error);
    }

    [Fact]
    public void EverythingMissingIsNamedAtOnce()
    {
        CommandLine run = CommandLine.Run(colors, "zeroshot", "Colors", "--input", "x.png");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: zeroshot needs --classes, --weights and --vocab.\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.png", "error: There is no 'nothing.png'. Name an image, a folder of images, or a shard.\n")]
    [InlineData("nothing.tar", "error: No shard matches 'nothing.tar'")]
    public void MissingInputIsOneLine(string input, string expected)
    {
        using ColorShard shard = new();
        CommandLine run = Run(shard, "caption", input);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void FolderWithoutWeightsIsRefused()
    {
        using ColorShard shard = new();
        CommandLine run = CommandLine.Run(colors, "caption", "Colors", "--weights", shard.Folder, "--vocab", shard.Vocabulary, "--input", shard.Path);

        Assert.Equal($"error: Folder {shard.Folder} holds none of model.safetensors, open_clip_model.safetensors and *.safetensors.index.json; name a file of weights.\n", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void RunFoldersWeightsAreTaken()
    {
        using ColorShard shard = new();
        Run(shard, "caption", shard.Path);
        Directory.CreateDirectory(shard["run"]);
        File.Copy(shard["weights.safetensors"], Path.Combine(shard["run"], "model.safetensors"));

        Assert.Equal(0, CommandLine.Run(colors, "caption", "Colors", "--weights", shard["run"], "--vocab", shard.Vocabulary, "--input", shard.Path).ExitCode);
    }

    [Theory]
    [InlineData("zeroshot")]
    [InlineData("retrieve")]
    [InlineData("caption")]
    public void ASentencePieceModelIsAVocabularyToo(string verb)
    {
        using ColorShard shard = new();
        string[] more = verb == "zeroshot" ? ["--classes", shard.Classes, "--json"] : ["--json"];
        string expected = Run(shard, verb, shard.Path, more).Output;
        SentencePieceFile model = new();
        foreach (string piece in ColorGraph.Vocabulary)
        {
            model.Piece(
                piece switch { "[eos]" => "</s>", "[UNK]" => "<unk>", ['[', ..] => piece, _ => $"▁{piece}" },
                -1,
                piece switch { "[UNK]" => SentencePieceFile.Unknown, ['[', ..] => SentencePieceFile.Control, _ => SentencePieceFile.Normal });
        }

        File.WriteAllBytes(shard.Vocabulary, model.ToArray());
        RecipeSpec spec = ColorGraph.Recipe with { Text = ColorGraph.Recipe.Text with { Tokenization = Tokenization.SentencePiece } };
        Catalogue reads = colors with { Recipes = [new(spec, settings => new ColorGraph(spec, settings), null)] };
        CommandLine run = CommandLine.Run(reads, [verb, "Colors", "--weights", shard["weights.safetensors"], "--vocab", shard.Vocabulary, "--input", shard.Path, .. more]);
        CommandLine other = Run(shard, verb, shard.Path, more);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(expected, run.Output);
        Assert.StartsWith($"error: The vocabulary '{shard.Vocabulary}' is SentencePiece, and 'ColorText' reads WordPiece. ", other.Error, StringComparison.Ordinal);
    }

    private static CommandLine Run(ColorShard shard, string verb, string input, params string[] more)
    {
        using (ColorGraph graph = new(ColorGraph.Recipe, GraphSettings.Inference))
        {
            ModelWeights.Save(graph.Model, graph.Parameters, shard["weights.safetensors"], new Dictionary<string, string>());
        }

        return CommandLine.Run(colors, [verb, "Colors", "--weights", shard["weights.safetensors"], "--vocab", shard.Vocabulary, "--input", input, .. more]);
    }
}
