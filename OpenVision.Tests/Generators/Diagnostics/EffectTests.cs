using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class EffectTests
{
    [Theory]
    [InlineData("{|OV4012:ContrastiveWeight = 0|}", "ContrastiveWeight is 0, so that nothing would train the maps to the joint embedding; use more than 0")]
    [InlineData("Decoder = Variant.Ti, {|OV4012:CaptionWeight = 0|}", "CaptionWeight is 0, so that nothing would train the caption decoder; use more than 0, or leave the decoder out")]
    [InlineData("{|OV4014:CaptionWeight = 2|}", "CaptionWeight has no effect without a caption decoder; remove it")]
    [InlineData("{|OV4015:CheckpointSamples = 1025|}", "CheckpointSamples 1025 is more than the Samples of any stage, at most 1024, so that it comes at the end of a stage only; use fewer, or remove it")]
    public void ASettingOfTheRecipeIsReported(string arguments, string sentence) => Assert.Equal(
        [sentence], Marked.Verify(Sources.Recipe($"[TrainRecipe<Encoder, Text>({arguments})] {Sources.Data} {Sources.Stage}")));

    [Theory]
    [InlineData("[Augment(ColorJitter = 0, {|OV4014:JitterProbability = 0.5|})]", "JitterProbability has no effect while ColorJitter is 0; remove it")]
    [InlineData("[Data(\"a.tar\", SyntheticCaption = \"\", {|OV4014:Pick = CaptionPick.Whole|})]", "Pick has no effect without a SyntheticCaption to pick from; remove it")]
    [InlineData("[Eval(Benchmark.ZeroShot, \"a.tar\", Classes = \"c.txt\", {|OV4014:Caption = \"txt\"|})]", "Caption has no effect on Benchmark.ZeroShot; remove it")]
    [InlineData("[Eval(Benchmark.Retrieval, \"a.tar\", {|OV4014:Truth = \"json\"|})]", "Truth has no effect on Benchmark.Retrieval; remove it")]
    [InlineData("[Eval(Benchmark.Retrieval, \"a.tar\", {|OV4014:Classes = \"c.txt\"|})]", "Classes has no effect on Benchmark.Retrieval; remove it")]
    [InlineData("[Eval(Benchmark.Captions, \"a.tar\", {|OV4014:Templates = \"t.txt\"|})]", "Templates has no effect on Benchmark.Captions; remove it")]
    [InlineData("[Eval(Benchmark.Retrieval, \"a.tar\", {|OV4015:EverySamples = 2048|})]", "EverySamples 2048 is more than the Samples of any stage, at most 1024, so that it comes at the end of a stage only; use fewer, or remove it")]
    public void ASettingAroundItIsReported(string attribute, string sentence) => Assert.Equal(
        [sentence], Marked.Verify(Sources.Recipe($"[TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)] {Sources.Data} {Sources.Stage} {attribute}")));

    [Theory]
    [InlineData("Encoder", "{|OV4014:Mask = TokenMask.Block|}", "Mask has no effect without a MaskRatio; remove it")]
    [InlineData("Convolutions", "{|OV4014:MaskRatio = 0.5|}", "MaskRatio has no effect on a ConvNeXt, which has no tokens to leave out; remove it")]
    public void ASettingOfAStageIsReported(string vision, string argument, string sentence) => Assert.Equal(
        [sentence],
        Marked.Verify(Sources.Recipe($$"""
            [TrainRecipe<{{vision}}, Text>] {{Sources.Data}} [Stage("a", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, {{argument}})]
            """) + """

            [VisionModel(Family = Family.ConvNext, StageDepths = [1, 1, 1, 1], StageWidths = [16, 32, 64, 128], EmbedDim = 192, Resolution = 224)]
            public sealed partial class Convolutions;
            """));

    [Theory]
    [InlineData("[Augment(ColorJitter = 0)]")]
    [InlineData("[Augment(JitterProbability = 0.5)]")]
    [InlineData("[Data(\"a.tar\", SyntheticCaption = \"\")]")]
    [InlineData("[Data(\"a.tar\", Pick = CaptionPick.Whole)]")]
    [InlineData("[Eval(Benchmark.Captions, \"a.tar\", Caption = \"txt\", Truth = \"\", EverySamples = 1024)]")]
    [InlineData("[Eval(Benchmark.ZeroShot, \"a.tar\", Classes = \"c.txt\", Templates = \"t.txt\", Label = \"cls\")]")]
    public void ASettingWithAnEffectIsNot(string attribute) => GeneratorHarness.Run(
        Sources.Recipe($"[TrainRecipe<Encoder, Text>(Decoder = Variant.Ti, CaptionWeight = 1, CheckpointSamples = 1024)] {Sources.Data} {Sources.Stage} {attribute}")).AssertClean();
}
