using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Geometry = "OpenVision.Geometry";

    public static readonly DiagnosticDescriptor PatchDoesNotDivide = Describe(
        "OV1001", Geometry, "The patch does not divide the resolution",
        "Patch {0} does not divide Resolution {1}; use {2}, or CropToPatches = true");

    public static readonly DiagnosticDescriptor HeadsDoNotDivide = Describe(
        "OV1002", Geometry, "The heads do not divide the width",
        "Heads {0} does not divide Width {1}; use {2}");

    public static readonly DiagnosticDescriptor SinCosWidth = Describe(
        "OV1003", Geometry, "Sine-cosine positions need a width divisible by four",
        "Positions.SinCos2d needs a Width divisible by 4, which {0} is not; use Width {1}, or Positions.Learned");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Describe(
        "OV1004", Geometry, "A size is missing or impossible",
        "{0} is {1}, but must be {2}");

    public static readonly DiagnosticDescriptor PatchDoesNotDivideStage = Describe(
        "OV1005", Geometry, "The encoder's patch does not divide a stage's resolution",
        "Patch {0} of {1} does not divide Resolution {2} of stage {3}; use Resolution {4}");

    public static readonly DiagnosticDescriptor UnknownOption = Describe(
        "OV1006", Geometry, "An option is none of its values",
        "{0} {1} does not exist; use {2}");

    public static readonly DiagnosticDescriptor OptionDoesNotApply = Describe(
        "OV1007", Geometry, "An option has no effect on this kind of model",
        "{0} has no effect on {1}; remove it");

    public static readonly DiagnosticDescriptor VariantOfAnotherFamily = Describe(
        "OV1008", Geometry, "The variant is of another family",
        "Variant.{0} is not of Family.{1}; use {2}");

    public static readonly DiagnosticDescriptor StagesDoNotFit = Describe(
        "OV1009", Geometry, "A ConvNeXt's stages do not fit",
        "StageDepths has {0} numbers and StageWidths {1}; set the same count of both, from 1 to {2}, each from 1 to {3}, or name a variant such as Variant.ConvNextBase");

    public static readonly DiagnosticDescriptor PoolingNeedsClassToken = Describe(
        "OV1010", Geometry, "The class token is pooled where there is none",
        "{0} pools its class token, but has none; use ClassToken = true, or VisionPooling.Mean");

    public static readonly DiagnosticDescriptor HeadNeedsWidth = Describe(
        "OV1011", Geometry, "Without a head the embedding is as wide as the encoder",
        "EmbedDim {0} differs from Width {1}, and Head.None maps nothing; set EmbedDim to {1}, or use Head.Linear");

    public static readonly DiagnosticDescriptor NoPatch = Describe(
        "OV1012", Geometry, "An image is smaller than a patch",
        "{0} is larger than {1}, so that an image holds no patch; use Resolution {2} or more");

    public static readonly DiagnosticDescriptor KeyValueHeadsDoNotDivide = Describe(
        "OV1013", Geometry, "The key and value heads do not divide the query heads",
        "KeyValueHeads {0} does not divide Heads {1}, each being shared by as many query heads; use KeyValueHeads {2}");

    public static readonly DiagnosticDescriptor HeadDimOdd = Describe(
        "OV1014", Geometry, "A head's size is odd",
        "HeadDim {0} is odd, and rotary positions turn pairs; use HeadDim {1}");

    public static readonly DiagnosticDescriptor GridImpossible = Describe(
        "OV1015", Geometry, "A grid of tiles is impossible",
        "\"{0}\" {1}");

    public static readonly DiagnosticDescriptor AnyResWithoutGrids = Describe(
        "OV1016", Geometry, "A picture is laid on a grid of tiles where there is none",
        "ImageAspect.AnyRes lays a picture on the grid that keeps most of it, and {0} names none; add {0} = [\"1x2\", \"2x1\", \"2x2\", \"3x1\", \"1x3\"], or use ImageAspect.Pad");
}
