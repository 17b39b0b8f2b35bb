using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    private const string Joints = "OpenVision.Joints";

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
}
