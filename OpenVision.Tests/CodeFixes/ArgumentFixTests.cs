using Microsoft.CodeAnalysis;
using OpenVision.Tests.Generators.Diagnostics;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.CodeFixes;

/// <summary>Arguments of attributes, set and removed.</summary>
public sealed class ArgumentFixTests
{
    private const string Rest = "Samples = 1_024_000, BatchSize = 1_024, BaseLearningRate = 1e-3";

    [Theory]
    [InlineData("[VisionModel(Variant.Ti, Patch = 16, Resolution = 150)]", "Set Resolution to 144", "[VisionModel(Variant.Ti, Patch = 16, Resolution = 144)]")]
    [InlineData("[VisionModel(Variant.Ti, Patch = 16, Resolution = 150)]", "Set Resolution to 160", "[VisionModel(Variant.Ti, Patch = 16, Resolution = 160)]")]
    [InlineData("[VisionModel(Variant.Ti, Patch = 16, Resolution = 150)]", "Set Patch to 15", "[VisionModel(Variant.Ti, Patch = 15, Resolution = 150)]")]
    [InlineData("[VisionModel(Variant.Ti, Patch = 17)]", "Set Resolution to 221", "[VisionModel(Variant.Ti, Patch = 17, Resolution = 221)]")]
    [InlineData("[TextModel(Width = 200, Depth = 6, Heads = 3)]", "Set Heads to 2", "[TextModel(Width = 200, Depth = 6, Heads = 2)]")]
    [InlineData("[TextModel(Width = 200, Depth = 6, Heads = 3)]", "Set Width to 201", "[TextModel(Width = 201, Depth = 6, Heads = 3)]")]
    [InlineData("[VisionModel(Width = 30, Depth = 2, Heads = 3)]", "Set Positions to Positions.Learned", "[VisionModel(Width = 30, Depth = 2, Heads = 3, Positions = Positions.Learned)]")]
    [InlineData("[TextModel(Variant.Ti, Activation = (Activation)9)]", "Set Activation to Activation.Gelu", "[TextModel(Variant.Ti, Activation = Activation.Gelu)]")]
    [InlineData("[TextModel(Variant.Ti, Family = (Family)99)]", "Set Family to Family.Clip", "[TextModel(Variant.Ti, Family = Family.Clip)]")]
    [InlineData("[VisionModel(Variant.ConvNextBase)]", "Set Family to Family.ConvNext", "[VisionModel(Variant.ConvNextBase, Family = Family.ConvNext)]")]
    [InlineData("[VisionModel(Variant.ConvNextBase, Family = Family.ConvNext, Patch = 16)]", "Remove Patch", "[VisionModel(Variant.ConvNextBase, Family = Family.ConvNext)]")]
    [InlineData("[VisionModel(Variant.Ti, Pooling = VisionPooling.ClassToken, ClassToken = false)]", "Set ClassToken to true", "[VisionModel(Variant.Ti, Pooling = VisionPooling.ClassToken, ClassToken = true)]")]
    [InlineData("[CaptionDecoder(Variant.Ti, Queries = 1)]", "Remove Queries", "[CaptionDecoder(Variant.Ti)]")]
    [InlineData("[TextModel(Context = 2, Width = 192, Depth = 2, Heads = 3)]", "Remove Context", "[TextModel(Width = 192, Depth = 2, Heads = 3)]")]
    public void AModelIsMended(string before, string title, string after) =>
        FixedSource.Verify($"{before}\npublic sealed partial class Model;\n", title, $"{after}\npublic sealed partial class Model;\n");

    [Theory]
    [InlineData("[Stage(\"a\", Samples = 1_000_000, BatchSize = 1_024, BaseLearningRate = 1e-3)]", "Set Samples to 1_000_448", "[Stage(\"a\", Samples = 1_000_448, BatchSize = 1_024, BaseLearningRate = 1e-3)]")]
    [InlineData($"[Stage(\"a\", Resolution = 100, {Rest})]", "Set Resolution to 96", $"[Stage(\"a\", Resolution = 96, {Rest})]")]
    [InlineData($"[Stage(\"a\", {Rest}, WarmupSamples = 2_048_000)]", "Set WarmupSamples to 1_024_000", $"[Stage(\"a\", {Rest}, WarmupSamples = 1_024_000)]")]
    [InlineData($"[Stage(\"a\", WarmupSamples = 9, {Rest})]", "Remove WarmupSamples", $"[Stage(\"a\", {Rest})]")]
    [InlineData($"[Stage(\"a\", {Rest}, LearningRate = 2e-3)]", "Remove LearningRate", $"[Stage(\"a\", {Rest})]")]
    [InlineData($"[Stage(\"a\", {Rest}, LearningRate = 2e-3)]", "Remove BaseLearningRate", "[Stage(\"a\", Samples = 1_024_000, BatchSize = 1_024, LearningRate = 2e-3)]")]
    [InlineData($"[Stage(\"a\", {Rest})] [Stage(\"a\", {Rest})]", "Set name to \"a2\"", $"[Stage(\"a\", {Rest})] [Stage(\"a2\", {Rest})]")]
    [InlineData($"[Stage(\"a\", {Rest})] [Stage(name: \"a\", {Rest})]", "Set name to \"a2\"", $"[Stage(\"a\", {Rest})] [Stage(name: \"a2\", {Rest})]")]
    public void AStageIsMended(string before, string title, string after) => FixedSource.Verify(Sources.Stages(before), title, Sources.Stages(after));

    [Theory]
    [InlineData("[Augment(ColorJitter = 0, JitterProbability = 0.5)]", "Remove JitterProbability", "[Augment(ColorJitter = 0)]")]
    [InlineData("[Eval(Benchmark.Retrieval, \"a.tar\", Label = \"cls\", Limit = 5)]", "Remove Label", "[Eval(Benchmark.Retrieval, \"a.tar\", Limit = 5)]")]
    [InlineData("[Data(\"b.tar\", WebCaption = \".txt\")]", "Set WebCaption to \"txt\"", "[Data(\"b.tar\", WebCaption = \"txt\")]")]
    [InlineData("[Data(\"b.tar\", Vocabulary = \"spiece.model\")]", "Set Vocabulary to \"vocab.txt\"", "[Data(\"b.tar\", Vocabulary = \"vocab.txt\")]")]
    [InlineData("[Prepare<OpenVision.Scenes.SceneWorld>(\"scenes\")]", "Set folder to \"shards\"", "[Prepare<OpenVision.Scenes.SceneWorld>(\"shards\")]")]
    public void ASettingIsMended(string before, string title, string after) => FixedSource.Verify(Sources.With(before), title, Sources.With(after));

    [Fact]
    public void ASettingOfTheRecipeItselfIsAddedWithItsParentheses() => FixedSource.Verify(
        Sources.Recipe($"[TrainRecipe<Encoder, Text>] {Sources.Data} {Sources.Stage} [Eval(Benchmark.Captions, \"a.tar\")]"),
        "Set Decoder to Variant.Ti",
        Sources.Recipe($"[TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)] {Sources.Data} {Sources.Stage} [Eval(Benchmark.Captions, \"a.tar\")]"));

    [Fact]
    public void AnOnlySettingGoesWithItsParentheses() => FixedSource.Verify(
        Sources.Recipe($"[TrainRecipe<Encoder, Text>(CaptionWeight = 1)] {Sources.Data} {Sources.Stage}"),
        "Remove CaptionWeight",
        Sources.Recipe($"[TrainRecipe<Encoder, Text>] {Sources.Data} {Sources.Stage}"));

    [Fact]
    public void AClassInAnotherFileIsMended() => FixedSource.Verify(
        [
            "[VisionModel(Variant.Ti)] partial class Encoder;",
            "// Small.\n[TextModel(Variant.S)] partial class Text;",
            $"[TrainRecipe<Encoder, Text>] {Sources.Data} {Sources.Stage} partial class Recipe;",
        ],
        "Set EmbedDim of Text to 192",
        [
            "[VisionModel(Variant.Ti)] partial class Encoder;",
            "// Small.\n[TextModel(Variant.S, EmbedDim = 192)] partial class Text;",
            $"[TrainRecipe<Encoder, Text>] {Sources.Data} {Sources.Stage} partial class Recipe;",
        ]);

    [Fact]
    public void AClassInAnotherAssemblyIsLeftAlone()
    {
        using MemoryStream assembly = new();
        Assert.True(GeneratorHarness.Compile(["[TextModel(Variant.S)] public partial class Text;"], name: "Library").Emit(assembly).Success);
        using FixableProject project = new(GeneratorHarness.Compile(
            ["[VisionModel(Variant.Ti)] partial class Encoder;", $"[TrainRecipe<Encoder, Text>] {Sources.Data} {Sources.Stage} partial class Recipe;"],
            more: MetadataReference.CreateFromImage(assembly.ToArray())));
        Assert.Equal(["Set EmbedDim of Encoder to 384"], project.Offered().Select(static action => action.Title));
    }

    [Theory]
    [InlineData("namespace Mine { enum Family { First }", "OpenVision.Family.ConvNext")]
    [InlineData("namespace Mine.OpenVision { enum Family { First }", "global::OpenVision.Family.ConvNext")]
    public void AnOptionIsWrittenAsShortAsItsPlaceAllows(string around, string option) => FixedSource.Verify(
        $"{around} [VisionModel(Variant.ConvNextBase)] partial class Model; }}",
        "Set Family to Family.ConvNext",
        $"{around} [VisionModel(Variant.ConvNextBase, Family = {option})] partial class Model; }}");
}
