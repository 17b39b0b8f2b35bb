using OpenVision.Clip;
using OpenVision.Layers;

namespace OpenVision.Cli;

/// <summary>Towers, and maybe a decoder, that run together: what a recipe trains, or a model declared to be loaded.</summary>
/// <param name="Spec">What fixes it.</param>
/// <param name="Resolution">The side of its images in pixels: the last stage's of a recipe.</param>
/// <param name="Create">Makes it.</param>
internal sealed record WholeModel(ModelSpec Spec, int Resolution, Func<GraphSettings, ClipModel> Create)
{
    /// <summary>What a recipe trains.</summary>
    /// <param name="entry">The recipe.</param>
    public static WholeModel Of(RecipeEntry entry) => new(ModelSpec.Of(entry.Spec), entry.Spec.Stages[^1].Resolution, entry.Create);

    /// <summary>A model declared to be loaded.</summary>
    /// <param name="entry">The model.</param>
    public static WholeModel Of(ClipEntry entry) => new(entry.Spec, entry.Spec.Vision!.Resolution, entry.Create);
}
