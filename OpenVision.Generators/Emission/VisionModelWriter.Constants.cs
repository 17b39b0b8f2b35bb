namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Constants(SourceWriter writer, VisionSpec spec, bool counted)
    {
        TowerWriter.Constants(writer, spec.Width, spec.Depth, spec.Heads, spec.MlpDim);
        writer.Constant("int", nameof(spec.Patch), spec.Patch, "The side of a square patch in pixels.");
        writer.Constant("int", nameof(spec.Resolution), spec.Resolution, "The side of the square image in pixels.");
        writer.Constant("int", nameof(spec.EmbedDim), spec.EmbedDim, "The size of the joint embedding.");
        writer.Constant("int", "TokenCount", counted ? Tokens.Vision(spec) : 0, "The number of tokens of an image: its patches and the class token.");
        writer.Constant("long", "ParameterCount", counted ? ParameterCount.Vision(spec) : 0, "The number of parameters, a fixed position embedding included.");
        writer.Constant("long", "FlopsPerImage", counted ? Flops.Vision(spec) : 0, "The floating-point operations of one image's forward pass.");
    }
}
