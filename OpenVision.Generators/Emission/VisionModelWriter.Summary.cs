using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

internal static partial class VisionModelWriter
{
    private static string[] Remarks(Declared<VisionSpec> declared)
    {
        VisionSpec spec = declared.Spec;
        string patches = Literals.Text(Tokens.Patches(spec));
        string total = Literals.Text(ParameterCount.Vision(spec));
        string trained = Literals.Text(ParameterCount.VisionTrained(spec).Total);
        return
        [
            spec.Trunk == Trunk.ConvNext
                ? $"[VisionModel] {declared.Type.Name}: stages of {List(spec.StageDepths)} blocks and {List(spec.StageWidths)} channels; "
                    + $"{spec.Resolution} pixels make {patches} tokens."
                : $"[VisionModel] {declared.Type.Name}: {TowerWriter.Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim)}; "
                    + $"{spec.Patch}-pixel patches of {spec.Resolution} pixels make {patches}{(spec.ClassToken ? " + 1" : "")} tokens.",
            $"{total} parameters ({trained} trained), {Literals.Scaled(Flops.Vision(spec))}FLOPs an image.",
        ];
    }

    private static string Summary(VisionSpec spec) => spec.Trunk == Trunk.ConvNext
        ? $"An image encoder: a ConvNeXt of {spec.StageWidths.Count} stages, {spec.Depth} blocks and {spec.Width} channels at last, for a {spec.Resolution}-pixel image."
        : $"An image encoder: {spec.Depth} blocks of width {spec.Width} over {spec.Patch}-pixel patches of a {spec.Resolution}-pixel image.";
}
