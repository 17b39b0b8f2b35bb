using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class MultimodalRuleTests
{
    [Theory]
    [InlineData("{|OV1004:ConnectorLayers = 0|}", "ConnectorLayers is 0, but must be from 1 to 8")]
    [InlineData("{|OV3007:FeatureLayer = -13|}", "FeatureLayer -13 is none of the 12 blocks of Eye, counted from the end; use -12 to -1")]
    [InlineData("{|OV3007:FeatureLayer = 0|}", "FeatureLayer 0 is none of the 12 blocks of Eye, counted from the end; use -12 to -1")]
    [InlineData("{|OV3009:KeepClassToken = true|}, Merge = TileMerge.Spatial", "KeepClassToken keeps the class token, but TileMerge.Spatial joins patches to a grid, in which it has no place; remove KeepClassToken")]
    [InlineData("{|OV1016:Aspect = ImageAspect.AnyRes|}", "ImageAspect.AnyRes lays a picture on the grid that keeps most of it, and Grids names none; add Grids = [\"1x2\", \"2x1\", \"2x2\", \"3x1\", \"1x3\"], or use ImageAspect.Pad")]
    [InlineData("Aspect = ImageAspect.AnyRes, {|OV1015:Grids = [\"1x2\", \"two\"]|}", "\"two\" is no grid; write columns x rows, such as \"2x1\", or two grids with \"..\" between them, such as \"1x1..6x6\"")]
    [InlineData("Aspect = ImageAspect.AnyRes, {|OV1015:Grids = [\"0x2\"]|}", "\"0x2\" has no tile; use sides of 1 or more")]
    [InlineData("Aspect = ImageAspect.AnyRes, {|OV1015:Grids = [\"2x2\", \"1x1..2x2\"]|}", "\"1x1..2x2\" names the grid 2x2 again, of which the first alone counts; remove one of the two")]
    [InlineData("Aspect = ImageAspect.AnyRes, {|OV1015:Grids = [\"17x17\"]|}", "\"17x17\" has 289 tiles; use at most 256")]
    [InlineData("{|OV1007:Grids = [\"1x2\"]|}", "Grids has no effect on ImageAspect.Pad, which makes one tile; remove it")]
    [InlineData("{|OV1007:MaxTiles = 9|}", "MaxTiles has no effect on TileMerge.Flat, which scales nothing down; remove it")]
    [InlineData("Merge = TileMerge.SpatialUnpad, {|OV1007:MaxTiles = 9|}", "MaxTiles has no effect on ImageAspect.Pad, which makes one tile; remove it")]
    [InlineData("{|OV1006:Aspect = (ImageAspect)9|}", "ImageAspect 9 does not exist; use Pad, Plain or AnyRes")]
    public void WhatCannotBeIsReportedOnItsArgument(string arguments, string sentence) => Assert.Equal([sentence], Marked.Verify(MllmSources.Model(arguments)));

    [Theory]
    [InlineData("{|OV1004:Frames = 0|}", "Frames is 0, but must be from 1 to 65536")]
    [InlineData("{|OV1004:Stride = 25|}", "Stride is 25, but must be from 1 to 24, the side of a frame in tokens")]
    [InlineData("{|OV1004:FramesPerSecond = 0|}", "FramesPerSecond is 0, but must be more than 0")]
    [InlineData("{|OV1007:Newline = NewlinePlace.Row|}", "Newline has no effect on TileMerge.Flat, which has no newline; remove it")]
    [InlineData("Stride = 1, {|OV1007:Pooling = TokenPooling.Max|}", "Pooling has no effect on Stride 1, which keeps every token; remove it")]
    public void WhatCannotBeOfAVideoIsReportedOnItsArgument(string arguments, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(MllmSources.Model("FeatureLayer = -2", $"[Video({arguments})]")));

    [Fact]
    public void AConvNextHasItsLastLayerAlone()
    {
        const string Parts = """
            [VisionModel(Variant.ConvNextBase, Family = Family.ConvNext, Resolution = 320)] partial class Eye;
            [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Writer;

            """;
        Assert.Equal(
            ["Eye is a ConvNeXt, of which only the last layer makes the tokens that a connector reads, and FeatureLayer is -2; use FeatureLayer = -1, or a vision transformer"],
            Marked.Verify(Parts + "[Multimodal<{|OV3008:Eye|}, Writer>] partial class Reader;"));
        GeneratorHarness.Run(Parts + "[Multimodal<Eye, Writer>(FeatureLayer = -1)] partial class Reader;").AssertClean();
    }

    [Fact]
    public void AnEncoderWithoutClassTokenHasNoneToKeep() => Assert.Equal(
        ["KeepClassToken keeps the class token, but Eye has none; remove KeepClassToken"],
        Marked.Verify("""
            [VisionModel(Variant.Ti, ClassToken = false)] partial class Eye;
            [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Writer;
            [Multimodal<Eye, Writer>({|OV3009:KeepClassToken = true|})] partial class Reader;
            """));

    [Fact]
    public void APartThatIsNoModelIsReportedOnItsTypeArgument() => Assert.Equal(
        ["Eye has no [VisionModel]; put the attribute on it, or name a class that has it", "Text has no [LanguageModel]; put the attribute on it, or name a class that has it"],
        Marked.Verify("class Eye; [TextModel(Variant.Ti)] partial class Text; [Multimodal<{|OV3002:Eye|}, {|OV3002:Text|}>] partial class Reader;"));

    /// <summary>What is wrong with a part is reported there; the model is not emitted, and has no error of its own.</summary>
    [Fact]
    public void AWrongPartIsReportedOnce() => Marked.Verify("""
        [VisionModel(Variant.Ti, {|OV1001:Resolution = 150|})] partial class Eye;
        [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Writer;
        [Multimodal<Eye, Writer>(FeatureLayer = -40)] partial class Reader;
        """);

    /// <summary>Columns are outermost, as in LLaVA-NeXT's textual form.</summary>
    [Fact]
    public void ARangeStandsForEveryGridBetween() => Assert.Contains(
        "Grids = new([new(1, 1), new(1, 2), new(2, 1), new(2, 2)]),",
        GeneratorHarness.Run(MllmSources.Model("Aspect = ImageAspect.AnyRes, Grids = [\"1x1..2x2\"]")).AssertClean().File("Reader.g.cs"), StringComparison.Ordinal);

    [Fact]
    public void AModelTakesOverFromAnother()
    {
        string file = GeneratorHarness.Run($"""
            {MllmSources.Parts}
            [Multimodal<Eye, Writer>(Aspect = ImageAspect.AnyRes, Grids = ["1x2", "2x1"], Merge = TileMerge.SpatialUnpad)] [Video(Frames = 8)] partial class First;
            [Multimodal<Eye, Writer>(FeatureLayer = -1)] [From<First>] partial class Second;
            """).AssertClean().File("Second.g.cs");
        Assert.Contains("Grids = new([new(1, 2), new(2, 1)]),", file, StringComparison.Ordinal);
        Assert.Contains("FeatureLayer = -1,", file, StringComparison.Ordinal);
        Assert.Contains("Frames = 8,", file, StringComparison.Ordinal);
        Assert.Equal(
            ["Eye says nothing of a multimodal model; name a class with [Multimodal]"],
            Marked.Verify($"{MllmSources.Parts} [Multimodal<Eye, Writer>] [From<{{|OV9006:Eye|}}>] partial class Reader;"));
    }
}
