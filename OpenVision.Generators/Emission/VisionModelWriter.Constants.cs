namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static void Constants(SourceWriter writer, VisionSpec spec, bool counted) => Constant.Write(writer,
    [
        .. TowerWriter.Constants(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
        new("int", nameof(spec.Patch), spec.Patch, "The side of a square patch in pixels."),
        new("int", nameof(spec.Resolution), spec.Resolution, "The side of the square image in pixels."),
        new("int", nameof(spec.EmbedDim), spec.EmbedDim, "The size of the joint embedding."),
        new("int", "TokenCount", counted ? Tokens.Vision(spec) : 0, spec.ClassToken ? "The number of tokens of an image: its patches and the class token." : "The number of tokens of an image: its patches."),
        new("long", "ParameterCount", counted ? ParameterCount.Vision(spec) : 0, "The number of parameters, a fixed position embedding included."),
        new("long", "FlopsPerImage", counted ? Flops.Vision(spec) : 0, "The floating-point operations of one image's forward pass."),
    ]);
}
