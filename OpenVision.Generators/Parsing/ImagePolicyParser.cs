using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads how pictures become tiles, on a model and on a stage that fits them in its own way.</summary>
internal static class ImagePolicyParser
{
    private static readonly MultimodalAttribute<object, object> Defaults = new();

    /// <summary>A model's way.</summary>
    public static Parsed<ImagePolicySpec> Parse(AttributeArguments arguments)
    {
        (EquatableArray<TileGrid> grids, IReadOnlyList<Finding> findings) = Grids(arguments, Part.Declaring, 0);
        return new(
            new()
            {
                Aspect = arguments.Get(nameof(Defaults.Aspect), Defaults.Aspect),
                Grids = grids,
                Merge = arguments.Get(nameof(Defaults.Merge), Defaults.Merge),
                Thumbnail = arguments.Get(nameof(Defaults.Thumbnail), Defaults.Thumbnail),
                MaxTiles = arguments.Get(nameof(Defaults.MaxTiles), Defaults.MaxTiles),
                Rule = arguments.Get(nameof(Defaults.Rule), Defaults.Rule),
            },
            findings);
    }

    /// <summary>A stage's way; none where it says nothing of it, and the model's goes.</summary>
    /// <param name="arguments">The stage's arguments.</param>
    /// <param name="index">Which stage.</param>
    /// <param name="model">The model's way, of which it takes what it does not say.</param>
    public static Parsed<ImagePolicySpec>? Parse(AttributeArguments arguments, int index, ImagePolicySpec model)
    {
        bool aspect = arguments.Has(nameof(model.Aspect)), grids = arguments.Has(nameof(model.Grids)), tiles = arguments.Has(nameof(model.MaxTiles));
        if (!aspect && !grids && !tiles)
        {
            return null;
        }

        (EquatableArray<TileGrid> own, IReadOnlyList<Finding> findings) = Grids(arguments, Part.MllmStage, index);
        ImageAspect fit = arguments.Get(nameof(model.Aspect), model.Aspect);
        bool laid = fit == ImageAspect.AnyRes;
        return new(
            model with
            {
                Aspect = fit,
                Grids = grids ? own : laid ? model.Grids : default,
                MaxTiles = arguments.Get(nameof(model.MaxTiles), laid ? model.MaxTiles : 0),
            },
            findings);
    }

    private static (EquatableArray<TileGrid> Grids, IReadOnlyList<Finding> Findings) Grids(AttributeArguments arguments, Part part, int index)
    {
        string[] texts = [.. arguments.List(nameof(Defaults.Grids), Defaults.Grids).Select(static text => text ?? "")];
        return (new(texts.SelectMany(static text => TileGrids.Parse(text) ?? [])), [.. GridRules.Check(new(part, index, nameof(Defaults.Grids)), texts)]);
    }
}
