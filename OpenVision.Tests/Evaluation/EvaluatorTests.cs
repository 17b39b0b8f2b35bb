using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Layers;

namespace OpenVision.Tests.Evaluation;

public class EvaluatorTests
{
    [Fact]
    public void ZeroShotClassifiesByTheNearestPrompts()
    {
        using ColorShard shard = new(("lie", [("png", ColorShard.Picture(0)), ("cls", ColorShard.Text("2"))]));

        EvalResult result = Run(shard, ZeroShot(shard));

        Assert.Equal(4, result.Samples);
        Assert.Equal(0.75, result.Metrics["top1"]);
        Assert.Equal(1, result.Metrics["top5"]);
        Assert.Equal([new("red", 1, 1), new("green", 1, 1), new("blue", 2, 0.5)], result.Classes);
    }

    [Fact]
    public void RetrievalFindsEachPicturesOwnCaption()
    {
        using ColorShard shard = new();

        EvalResult result = Run(shard, new() { Benchmark = Benchmark.Retrieval, Shards = shard.Path });

        Assert.Equal(3, result.Samples);
        Assert.Equal(6, result.Metrics.Count);
        Assert.All(result.Metrics, metric => Assert.Equal(1, metric.Value));
    }

    [Fact]
    public void PicturesOfTheSameColourCountAgainstEachOther()
    {
        using ColorShard shard = new(("twin", ColorShard.Members(0)));

        EvalResult result = Run(shard, new() { Benchmark = Benchmark.Retrieval, Shards = shard.Path });

        Assert.Equal(0.5, result.Metrics["image_to_text_r1"]);
        Assert.Equal(0.5, result.Metrics["text_to_image_r1"]);
        Assert.Equal(1, result.Metrics["image_to_text_r5"]);
    }

    [Fact]
    public void CaptionsNameWhatThePicturesShow()
    {
        using ColorShard shard = new(("wrong", ColorShard.Members(0, phrase: "blue square")));

        EvalResult result = Run(shard, Captions(shard), pictures: shard.Folder);

        Assert.Equal(4, result.Samples);
        Assert.Equal(0.75, result.Metrics["named"]);
        Assert.Equal(1, result.Metrics["exact"]);
        Assert.True(new FileInfo(shard["samples.png"]).Length > 1000);
    }

    [Fact]
    public void SamplesThatCannotBeUsedAreSkippedAndCounted()
    {
        using ColorShard shard = new(
            ("nolabel", [("png", ColorShard.Picture(0))]),
            ("outside", [("png", ColorShard.Picture(0)), ("cls", ColorShard.Text("3"))]),
            ("negative", [("png", ColorShard.Picture(0)), ("cls", ColorShard.Text("-1"))]),
            ("notext", [("png", ColorShard.Picture(0)), ("cls", [0xff, 0xfe])]),
            ("cut", [("png", ColorShard.Picture(0)[..40]), ("cls", ColorShard.Text("0"))]),
            ("noimage", [("cls", ColorShard.Text("0"))]));
        SkipLedger ledger = new();

        EvalResult result = Run(shard, ZeroShot(shard), ledger: ledger);

        Assert.Equal(3, result.Samples);
        Assert.Equal(3, ledger.Counts[SkipReason.NoLabel]);
        Assert.Equal(1, ledger.Counts[SkipReason.InvalidText]);
        Assert.Equal(1, ledger.Counts[SkipReason.DamagedImage]);
        Assert.Equal(1, ledger.Counts[SkipReason.NoImage]);
        Assert.Contains(ledger.Named, skip => skip.Detail == "The member 'cls' holds no class from 0 to 2.");
    }

    [Theory]
    [InlineData("{", "The member 'json' is not valid JSON.")]
    [InlineData("[]", "The member 'json' has no list of strings named 'phrases'.")]
    [InlineData("{\"phrases\":[1]}", "The member 'json' has no list of strings named 'phrases'.")]
    [InlineData("{\"phrases\":[\"\\ud800\"]}", "The member 'json' is not valid JSON.")]
    public void TruthThatCannotBeReadIsSkipped(string json, string detail)
    {
        using ColorShard shard = new(
            ("odd", [("png", ColorShard.Picture(0)), ("llava_caption", ColorShard.Text("A red square.")), ("json", ColorShard.Text(json))]));
        SkipLedger ledger = new();

        Assert.Equal(3, Run(shard, Captions(shard), ledger: ledger).Samples);
        Assert.Equal(detail, Assert.Single(ledger.Named).Detail);
    }

    [Fact]
    public void LimitTakesTheFirstSamples()
    {
        using ColorShard shard = new();

        Assert.Equal(2, Run(shard, ZeroShot(shard) with { Limit = 2 }).Samples);
    }

    [Fact]
    public void NoUsableSampleIsAnError()
    {
        using ColorShard shard = new();
        EvalSpec spec = ZeroShot(shard) with { Label = "number" };

        OpenVisionException error = Assert.Throws<OpenVisionException>(() => Run(shard, spec));

        Assert.Equal($"No sample in '{shard.Path}' can be used. The first, 'red' in '{shard.Path}': There is no member 'number'.", error.Message);
    }

    [Fact]
    public void VocabularyLargerThanTheEncodersIsAnError()
    {
        using ColorShard shard = new();
        File.AppendAllLines(shard.Vocabulary, ["more"]);

        Assert.Equal(
            $"The vocabulary '{shard.Vocabulary}' has 14 pieces, and 'ColorText' has only 13. Use the vocabulary that it was trained with.",
            Assert.Throws<OpenVisionException>(() => Run(shard, ZeroShot(shard))).Message);
    }

    [Fact]
    public void RecipeWithoutADecoderHasNoCaptions()
    {
        using ColorShard shard = new();
        using ColorGraph graph = new(ColorGraph.Recipe with { Decoder = null }, GraphSettings.Inference);

        Assert.StartsWith(
            "'Colors' has no caption decoder.",
            Assert.Throws<OpenVisionException>(() => Evaluator.Run(graph, Captions(shard), new(shard.Vocabulary, 8), new())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NoTensorIsLeftBehind()
    {
        using ColorShard shard = new();
        using ColorGraph graph = new(ColorGraph.Recipe, GraphSettings.Inference);
        EvalSpec[] specs = [ZeroShot(shard), Captions(shard), new() { Benchmark = Benchmark.Retrieval, Shards = shard.Path }];

        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();
        foreach (EvalSpec spec in specs)
        {
            Evaluator.Run(graph, spec, new(shard.Vocabulary, 8, BatchSize: 2), new());
        }

        Assert.Equal(0, scope.DisposablesCount);
    }

    private static EvalSpec ZeroShot(ColorShard shard) =>
        new() { Benchmark = Benchmark.ZeroShot, Shards = shard.Path, Classes = shard.Classes, Templates = shard.Templates };

    private static EvalSpec Captions(ColorShard shard) => new() { Benchmark = Benchmark.Captions, Shards = shard.Path };

    private static EvalResult Run(ColorShard shard, EvalSpec spec, string? pictures = null, SkipLedger? ledger = null)
    {
        using ColorGraph graph = new(ColorGraph.Recipe, GraphSettings.Inference);
        return Evaluator.Run(graph, spec, new(shard.Vocabulary, Resolution: 8, pictures, BatchSize: 2), ledger ?? new());
    }
}
