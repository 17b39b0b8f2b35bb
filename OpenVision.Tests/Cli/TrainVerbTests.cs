using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Evaluation;

namespace OpenVision.Tests.Cli;

[VisionModel(Width = 16, Depth = 1, Heads = 2, Patch = 4, Resolution = 8)]
public sealed partial class SquareEncoder;

[TextModel(Width = 16, Depth = 1, Heads = 2, Context = 10, Vocabulary = 13)]
public sealed partial class SquareText;

[CaptionDecoder(Width = 16, Depth = 1, Heads = 2, Queries = 6, Vocabulary = 13)]
public sealed partial class SquareCaptioner;

[TrainRecipe<SquareEncoder, SquareText, SquareCaptioner>(Precision = Precision.Float32)]
[Data("given by each test")]
[Stage("only", Resolution = 8, Samples = 6, BatchSize = 2, BaseLearningRate = 0.1)]
public sealed partial class SquareRecipe
{
    /// <summary>The recipe on a shard.</summary>
    internal static RecipeSpec On(ColorShard shard) =>
        Definition with { Data = new([new() { Shards = new([shard.Path]), Vocabulary = shard.Vocabulary }]) };
}

public class TrainVerbTests
{
    [Fact]
    public void JsonModePrintsOneDocumentAndTheRestOnStandardError()
    {
        using ColorShard shard = new();

        CommandLine run = CommandLine.Run(Of(shard), "train", "SquareRecipe", "--out", shard["run"], "--json");
        JsonElement document = run.Json();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, document.GetProperty("steps").GetInt64());
        Assert.False(document.GetProperty("interrupted").GetBoolean());
        Assert.Equal(["zero_shot", "captions"], document.GetProperty("evaluations").EnumerateArray().Select(item => item.GetProperty("benchmark").GetString()));
        Assert.Contains(document.GetProperty("pictures").EnumerateArray(), picture => picture.GetString()!.EndsWith("samples.png", StringComparison.Ordinal));
        Assert.Contains("only 3/3  loss ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainedWeightsServeTheOtherVerbs()
    {
        using ColorShard shard = new();
        CommandLine trained = CommandLine.Run(Of(shard), "train", "--out", shard["run"], "--max-steps", "1");

        CommandLine captioned = CommandLine.Run(
            Of(shard), "caption", "SquareRecipe", "--weights", shard["run"], "--vocab", shard.Vocabulary, "--input", shard.Path, "--json");

        Assert.Equal((0, 0), (trained.ExitCode, captioned.ExitCode));
        Assert.Contains("weights   ", trained.Output, StringComparison.Ordinal);
        Assert.Equal(3, captioned.Json().GetProperty("pictures").GetArrayLength());
    }

    [Fact]
    public void FolderWithARunIsNotOverwritten()
    {
        using ColorShard shard = new();
        CommandLine.Run(Of(shard), "train", "--out", shard["run"], "--max-steps", "1");

        CommandLine again = CommandLine.Run(Of(shard), "train", "--out", shard["run"]);
        CommandLine resumed = CommandLine.Run(Of(shard), "train", "--out", shard["run"], "--resume", "--json");

        Assert.Equal(1, again.ExitCode);
        Assert.Equal($"error: '{shard["run"]}' holds a run already. Go on with it with --resume, or name another folder with --out.\n", again.Error);
        Assert.Equal("", again.Output);
        Assert.Equal(3, resumed.Json().GetProperty("steps").GetInt64());
    }

    [Fact]
    public void MissingShardsAreOneLine()
    {
        using ColorShard shard = new();

        CommandLine run = CommandLine.Run(Of(shard), "train", "--out", shard["run"], "--data", "none.tar");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: No shard matches 'none.tar'", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Catalogue Of(ColorShard shard)
    {
        RecipeSpec spec = SquareRecipe.On(shard) with
        {
            Evals = new([
                new() { Benchmark = Benchmark.ZeroShot, Shards = shard.Path, Classes = shard.Classes },
                new() { Benchmark = Benchmark.Captions, Shards = shard.Path }]),
        };
        return new([], [], [], [], [], [new(spec, SquareRecipe.Create, null)]);
    }
}
