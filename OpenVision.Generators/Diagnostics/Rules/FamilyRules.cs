using OpenVision.Generators.Parsing;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on options that belong together, or to one kind of model only.</summary>
internal static class FamilyRules
{
    private static readonly string[] OfConvNext = [nameof(VisionSpec.StageDepths), nameof(VisionSpec.StageWidths)];

    private static readonly string[] OfVit =
    [
        nameof(VisionSpec.Width), nameof(VisionSpec.Depth), nameof(VisionSpec.Heads), nameof(VisionSpec.MlpDim), nameof(VisionSpec.Patch),
        nameof(VisionSpec.CropToPatches), nameof(VisionSpec.Pooling), nameof(VisionSpec.ClassToken), nameof(VisionSpec.PatchBias),
        nameof(VisionSpec.PreNorm), nameof(VisionSpec.Positions),
    ];

    /// <summary>Checks an image encoder.</summary>
    /// <param name="family">The declared family.</param>
    /// <param name="variant">The declared variant.</param>
    /// <param name="spec">What the declaration means.</param>
    /// <param name="arguments">The attribute's arguments: what is set and has no effect is a mistake.</param>
    public static IEnumerable<Finding> Check(Family family, Variant variant, VisionSpec spec, AttributeArguments arguments) =>
    [
        .. SizeRules.Option(Place.Declaring(nameof(family)), family),
        .. Belongs(family, variant),
        .. (spec.Trunk == Trunk.ConvNext ? OfVit : OfConvNext).Where(arguments.Has).Select(name => new Finding(
            Descriptors.OptionDoesNotApply, Place.Declaring(name), name, spec.Trunk == Trunk.ConvNext ? "a ConvNeXt" : "a vision transformer") { Edits = [Edit.Remove(name)] }),
        .. spec.Trunk == Trunk.ConvNext ? Stages(spec) : Pooling(spec),
        .. Head(spec),
    ];

    /// <summary>Checks a text encoder.</summary>
    /// <param name="family">The declared family.</param>
    public static IEnumerable<Finding> Check(Family family) => SizeRules.Option(Place.Declaring(nameof(family)), family);

    private static IEnumerable<Finding> Belongs(Family family, Variant variant)
    {
        bool convolutional = TowerSizes.StageWidths(variant).Count > 0;
        if (variant != Variant.Custom && Enum.IsDefined(typeof(Family), family) && convolutional != (family == Family.ConvNext))
        {
            yield return new(Descriptors.VariantOfAnotherFamily, Place.Declaring("variant"), variant, family,
                convolutional ? "Family = Family.ConvNext" : Suggest.Or("Variant.ConvNextBase", "Variant.ConvNextLarge", "Variant.ConvNextXXLarge"))
            {
                Edits = convolutional ? [Edit.Set(nameof(Family), Family.ConvNext)] : [],
            };
        }
    }

    private static IEnumerable<Finding> Stages(VisionSpec spec)
    {
        const int Most = 8;
        if (spec.StageDepths.Count != spec.StageWidths.Count || spec.StageWidths.Count is 0 or > Most
            || spec.StageDepths.Concat(spec.StageWidths).Any(static size => size is < 1 or > SizeRules.Largest))
        {
            yield return new(Descriptors.StagesDoNotFit, Place.Declaring(nameof(spec.StageWidths), nameof(spec.StageDepths)),
                spec.StageDepths.Count, spec.StageWidths.Count, Most, SizeRules.Largest);
        }
    }

    private static IEnumerable<Finding> Pooling(VisionSpec spec)
    {
        if (spec.Pooling == VisionPooling.ClassToken && !spec.ClassToken)
        {
            yield return new(Descriptors.PoolingNeedsClassToken, Place.Declaring(nameof(spec.Pooling), nameof(spec.ClassToken)), spec.Name)
            {
                Edits = [Edit.Set(nameof(spec.ClassToken), "true"), Edit.Set(nameof(spec.Pooling), VisionPooling.Mean)],
            };
        }
    }

    private static IEnumerable<Finding> Head(VisionSpec spec)
    {
        if (spec.Head == OpenVision.Head.None && spec.Width > 0 && spec.EmbedDim > 0 && spec.EmbedDim != spec.Width)
        {
            yield return new(Descriptors.HeadNeedsWidth, Place.Declaring(nameof(spec.EmbedDim), nameof(spec.Head)), spec.EmbedDim, spec.Width)
            {
                Edits = [Edit.Set(nameof(spec.EmbedDim), spec.Width), Edit.Set(nameof(spec.Head), OpenVision.Head.Linear)],
            };
        }
    }
}
