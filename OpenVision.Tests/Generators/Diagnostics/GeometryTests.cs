using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class GeometryTests
{
    [Theory]
    [InlineData("[VisionModel(Variant.Ti, {|OV1001:Patch = 16|}, Resolution = 150)] partial class Encoder;",
        "Patch 16 does not divide Resolution 150; use Resolution 144 or 160, or Patch 15, or CropToPatches = true")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1001:Resolution = 151|})] partial class Encoder;",
        "Patch 16 does not divide Resolution 151; use Resolution 144 or 160, or CropToPatches = true")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1001:Patch = 300|})] partial class Encoder;",
        "Patch 300 does not divide Resolution 224; use Resolution 300, or Patch 112, or CropToPatches = true")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1002:Heads = 5|})] partial class Encoder;",
        "Heads 5 does not divide Width 192; use Heads 4 or 6, or Width 190 or 195")]
    [InlineData("[TextModel(Variant.Ti, {|OV1002:Width = 200|})] partial class Text;",
        "Heads 3 does not divide Width 200; use Heads 2 or 4, or Width 198 or 201")]
    [InlineData("[CaptionDecoder(Variant.Ti, {|OV1002:Heads = 500|}, Width = 192)] partial class Decoder;",
        "Heads 500 does not divide Width 192; use Heads 192, or Width 500")]
    [InlineData("[TextDecoder(Variant.Ti, {|OV1002:Heads = 5|})] partial class Decoder;",
        "Heads 5 does not divide Width 192; use Heads 4 or 6, or Width 190 or 195")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1012:Patch = 32|}, Resolution = 28, CropToPatches = true)] partial class Encoder;",
        "Patch 32 is larger than Resolution 28, so that an image holds no patch; use Resolution 32 or more")]
    [InlineData("[VisionModel({|OV1003:Width = 30|}, Depth = 2, Heads = 3)] partial class Encoder;",
        "Positions.SinCos2d needs a Width divisible by 4, which 30 is not; use Width 24 or 36, or Positions.Learned")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1006:Activation = (Activation)9|})] partial class Encoder;",
        "Activation 9 does not exist; use Gelu, GeluTanh or QuickGelu")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1007:StageDepths = [1]|})] partial class Encoder;",
        "StageDepths has no effect on a vision transformer; remove it")]
    [InlineData("[VisionModel(Variant.ConvNextBase, Family = Family.ConvNext, {|OV1007:Width = 64|})] partial class Encoder;",
        "Width has no effect on a ConvNeXt; remove it")]
    [InlineData("[VisionModel({|OV1008:Variant.B|}, Family = Family.ConvNext, StageDepths = [1], StageWidths = [8])] partial class Encoder;",
        "Variant.B is not of Family.ConvNext; use Variant.ConvNextBase, Variant.ConvNextLarge or Variant.ConvNextXXLarge")]
    [InlineData("[VisionModel(Family = Family.ConvNext, StageDepths = [1], {|OV1009:StageWidths = [8, 16]|})] partial class Encoder;",
        "StageDepths has 1 numbers and StageWidths 2; set the same count of both, from 1 to 8, each from 1 to 65536, or name a variant such as Variant.ConvNextBase")]
    [InlineData("[VisionModel(Variant.B, Family = Family.SigLip, {|OV1010:Pooling = VisionPooling.ClassToken|})] partial class Encoder;",
        "Encoder pools its class token, but has none; use ClassToken = true, or VisionPooling.Mean")]
    [InlineData("[VisionModel(Variant.B, Family = Family.SigLip, {|OV1011:EmbedDim = 512|})] partial class Encoder;",
        "EmbedDim 512 differs from Width 768, and Head.None maps nothing; set EmbedDim to 768, or use Head.Linear")]
    public void SizesThatDoNotFitAreReported(string marked, string sentence) => Assert.Equal([sentence], Marked.Verify(marked));

    [Theory]
    [InlineData("[VisionModel(Variant.Ti, Patch = 14, Resolution = 84)] partial class Encoder;")]
    [InlineData("[VisionModel(Variant.Ti, Heads = 4)] partial class Encoder;")]
    [InlineData("[VisionModel(Variant.So400m, Patch = 14, Resolution = 384, CropToPatches = true)] partial class Encoder;")]
    [InlineData("[VisionModel(Variant.ConvNextXXLarge, Family = Family.ConvNext, Resolution = 256)] partial class Encoder;")]
    [InlineData("[VisionModel(Family = Family.ConvNext, StageDepths = [1, 2], StageWidths = [8, 16], Resolution = 64)] partial class Encoder;")]
    [InlineData("[VisionModel(Width = 30, Depth = 2, Heads = 3, Positions = Positions.Learned)] partial class Encoder;")]
    [InlineData("[TextModel(Width = 30, Depth = 2, Heads = 3)] partial class Text;")]
    [InlineData("[CaptionDecoder(Width = 30, Depth = 2, Heads = 3, Queries = 2)] partial class Decoder;")]
    [InlineData("[VisionModel(Variant.Ti, Patch = 16, Resolution = 16, CropToPatches = true)] partial class Encoder;")]
    [InlineData("[VisionModel(Variant.Ti, Patch = 16, Resolution = 31, CropToPatches = true)] partial class Encoder;")]
    public void SizesThatFitAreNot(string source) => GeneratorHarness.Run(source).AssertClean();

    [Fact]
    public void EveryMissingSizeIsReportedOnTheAttribute() => Assert.Equal(
        ["Depth is 0, but must be from 1 to 65536; set it, or name a variant such as Variant.B", "Heads is 0, but must be from 1 to 65536; set it, or name a variant such as Variant.B"],
        Marked.Verify("[{|OV1004:{|OV1004:VisionModel(Width = 192)|}|}] partial class Encoder;"));

    [Theory]
    [InlineData("[VisionModel(Variant.Ti, {|OV1004:Patch = 0|})] partial class Encoder;", "Patch is 0, but must be from 1 to 65536")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1004:Width = -4|})] partial class Encoder;",
        "Width is -4, but must be from 1 to 65536; set it, or name a variant such as Variant.B")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1004:Width = int.MaxValue|})] partial class Encoder;",
        "Width is 2147483647, but must be from 1 to 65536; set it, or name a variant such as Variant.B")]
    [InlineData("[VisionModel(Variant.Ti, {|OV1004:NormEpsilon = double.NaN|})] partial class Encoder;",
        "NormEpsilon is NaN, but must be more than 0 and less than 1")]
    [InlineData("[TextModel(Variant.Ti, {|OV1004:Vocabulary = 0|})] partial class Text;", "Vocabulary is 0, but must be from 1 to 16777216")]
    [InlineData("[CaptionDecoder(Variant.Ti, {|OV1004:Queries = -1|})] partial class Decoder;", "Queries is -1, but must be from 1 to 65536")]
    public void AnImpossibleSizeIsReportedOnIt(string marked, string sentence) => Assert.Equal([sentence], Marked.Verify(marked));

    [Fact]
    public void WithoutAnySizeWidthDepthAndHeadsAreMissing() => Assert.Equal(3,
        Marked.Verify("[{|OV1004:{|OV1004:{|OV1004:TextModel|}|}|}] partial class Text;").Count);

    [Fact]
    public void AStageThatThePatchDoesNotDivideIsReportedOnItsResolution() => Assert.Equal(
        ["Patch 16 of Encoder does not divide Resolution 100 of stage low; use Resolution 96 or 112"],
        Marked.Verify(Sources.Stages("""
            [Stage("low", {|OV1005:Resolution = 100|}, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Stage("high", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            """)));

    [Fact]
    public void OneMistakeInATowerIsReportedOnceAndNotOnItsRecipe() =>
        Marked.Verify($$"""
            [VisionModel(Variant.Ti, {|OV1001:Resolution = 150|})] partial class Encoder;
            [TextModel(Variant.Ti)] partial class Text;
            [TrainRecipe<Encoder, Text>] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
            """);

    [Fact]
    public void AStageSmallerThanAPatchIsReportedThere() => Assert.Equal(
        ["Patch 16 of Encoder is larger than Resolution 15 of stage low, so that an image holds no patch; use Resolution 16 or more"],
        Marked.Verify($$"""
            [VisionModel(Variant.Ti, CropToPatches = true)] partial class Encoder;
            [TextModel(Variant.Ti)] partial class Text;
            [TrainRecipe<Encoder, Text>] {{Sources.Data}}
            [Stage("low", {|OV1012:Resolution = 15|}, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            partial class Recipe;
            """));
}
