using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Joints = "OpenVision.Joints";

    public static readonly DiagnosticDescriptor EmbeddingsDiffer = Describe(
        "OV3001", Joints, "The towers' embeddings have different sizes",
        "EmbedDim {0} of {1} differs from EmbedDim {2} of {3}, so that images and texts cannot be compared; set both to {0} or both to {2}");

    public static readonly DiagnosticDescriptor NotAModel = Describe(
        "OV3002", Joints, "A part of the recipe is not a model",
        "{0} has no {1}; put the attribute on it, or name a class that has it");

    public static readonly DiagnosticDescriptor NotAMaker = Describe(
        "OV3003", Joints, "The class of [Prepare] makes no data set",
        "{0} cannot make a data set; implement OpenVision.Data.IDatasetMaker with a public Make, or name a class that does");

    public static readonly DiagnosticDescriptor CaptionsNeedDecoder = Describe(
        "OV3004", Joints, "Captions are evaluated without a decoder",
        "Benchmark.Captions needs a caption decoder, which {0} does not have; name one with Decoder = Variant.{1}, or remove the evaluation");

    public static readonly DiagnosticDescriptor OneTowerWithQuickGelu = Describe(
        "OV3005", Joints, "Only one tower has QuickGELU",
        "{0} has Activation.QuickGelu and {1} has Activation.{2}, but checkpoints have it in both towers or in none; give both the same",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor PreparedInVain = Describe(
        "OV3006", Joints, "The data set of [Prepare] is read by nothing",
        "The data set is made in \"{0}\", where no data and no [Eval] of {1} reads; make it in \"{2}\", or name its files");

    public static readonly DiagnosticDescriptor FeatureLayerOutside = Describe(
        "OV3007", Joints, "The connector reads a block that the image encoder lacks",
        "FeatureLayer {0} is none of the {1} blocks of {2}, counted from the end; use -{1} to -1");

    public static readonly DiagnosticDescriptor NoTokensBeforeTheLast = Describe(
        "OV3008", Joints, "The connector reads an image encoder without such tokens",
        "{0} is a ConvNeXt, of which only the last layer makes the tokens that a connector reads, and FeatureLayer is {1}; use FeatureLayer = -1, or a vision transformer");

    public static readonly DiagnosticDescriptor ClassTokenNotKept = Describe(
        "OV3009", Joints, "The class token cannot be kept",
        "KeepClassToken keeps the class token, but {0}; remove KeepClassToken");

    public static readonly DiagnosticDescriptor BenchmarkOfOthers = Describe(
        "OV3010", Joints, "A benchmark measures something else than the recipe makes",
        "Benchmark.{0} {1}, and {2} {3}; use {4}, or remove the evaluation");
}
