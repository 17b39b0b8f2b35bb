namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on sizes that have to fit into each other.</summary>
internal static class GeometryRules
{
    /// <summary>Checks an image encoder. Sizes that are impossible by themselves are not compared with others.</summary>
    public static IEnumerable<Finding> Check(VisionSpec spec)
    {
        Finding[] sizes =
        [
            // A ConvNeXt's sizes follow from its stages, which have a rule of their own.
            .. spec.Trunk == Trunk.ConvNext
                ? SizeRules.Epsilon(nameof(spec.NormEpsilon), spec.NormEpsilon)
                : Tower(spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.NormEpsilon),
            .. spec.Width < 1 && spec.EmbedDim == spec.Width ? [] : SizeRules.Preset(nameof(spec.EmbedDim), spec.EmbedDim),
            .. SizeRules.Size(nameof(spec.Patch), spec.Patch),
            .. SizeRules.Size(nameof(spec.Resolution), spec.Resolution),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Pooling)), spec.Pooling),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Activation)), spec.Activation),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Positions)), spec.Positions),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Head)), spec.Head),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Resize)), spec.Resize),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Interpolation)), spec.Interpolation),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Colors)), spec.Colors),
        ];
        return sizes.Length > 0 ? sizes : [.. Patches(spec), .. Heads(spec.Heads, spec.Width), .. SinCos(spec)];
    }

    /// <summary>Checks a text encoder.</summary>
    public static IEnumerable<Finding> Check(TextSpec spec)
    {
        Finding[] sizes =
        [
            .. Tower(spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.NormEpsilon),
            .. spec.Width < 1 && spec.EmbedDim == spec.Width ? [] : SizeRules.Preset(nameof(spec.EmbedDim), spec.EmbedDim),
            .. SizeRules.Size(nameof(spec.Context), spec.Context),
            .. SizeRules.Size(nameof(spec.Vocabulary), spec.Vocabulary, SizeRules.LargestVocabulary),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Pooling)), spec.Pooling),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Tokenization)), spec.Tokenization),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Activation)), spec.Activation),
        ];
        return sizes.Length > 0 ? sizes : Heads(spec.Heads, spec.Width);
    }

    /// <summary>Checks a caption decoder.</summary>
    public static IEnumerable<Finding> Check(DecoderSpec spec)
    {
        Finding[] sizes =
        [
            .. Tower(spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.NormEpsilon),
            .. SizeRules.Size(nameof(spec.Queries), spec.Queries),
            .. SizeRules.Size(nameof(spec.Vocabulary), spec.Vocabulary, SizeRules.LargestVocabulary),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Activation)), spec.Activation),
        ];
        return sizes.Length > 0 ? sizes : Heads(spec.Heads, spec.Width);
    }

    /// <summary>Checks a text decoder.</summary>
    public static IEnumerable<Finding> Check(TextDecoderSpec spec)
    {
        Finding[] sizes =
        [
            .. Tower(spec.Width, spec.Depth, spec.Heads, spec.MlpDim, spec.NormEpsilon),
            .. SizeRules.Size(nameof(spec.Context), spec.Context),
            .. SizeRules.Size(nameof(spec.Vocabulary), spec.Vocabulary, SizeRules.LargestVocabulary),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Activation)), spec.Activation),
        ];
        return sizes.Length > 0 ? sizes : Heads(spec.Heads, spec.Width);
    }

    /// <summary>Checks that a recipe's stages suit its image encoder's patch. An encoder that is wrong by itself is reported there.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        VisionSpec vision = recipe.Vision;
        if (vision.Patch < 1)
        {
            yield break;
        }

        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            StageSpec stage = recipe.Stages[i];
            if (stage.Resolution > 0 && stage.Resolution != vision.Resolution && stage.Resolution % vision.Patch != 0 && !vision.CropToPatches)
            {
                yield return new(Descriptors.PatchDoesNotDivideStage, new(Part.Stage, i, nameof(stage.Resolution)),
                    vision.Patch, vision.Name, stage.Resolution, stage.Name, Suggest.Multiples(vision.Patch, stage.Resolution));
            }
        }
    }

    private static IEnumerable<Finding> Tower(int width, int depth, int heads, int mlpDim, double normEpsilon) =>
    [
        .. SizeRules.Preset("Width", width),
        .. SizeRules.Preset("Depth", depth),
        .. SizeRules.Preset("Heads", heads),

        // Without a width there is no MLP of four times the width: one mistake, one message.
        .. width < 1 && mlpDim == unchecked(4 * width) ? [] : SizeRules.Preset("MlpDim", mlpDim),
        .. SizeRules.Epsilon("NormEpsilon", normEpsilon),
    ];

    private static IEnumerable<Finding> Patches(VisionSpec spec)
    {
        if (spec.Resolution % spec.Patch != 0 && !spec.CropToPatches)
        {
            int? divisor = Suggest.NearestDivisor(spec.Resolution, spec.Patch);
            string resolutions = $"Resolution {Suggest.Multiples(spec.Patch, spec.Resolution)}";
            yield return new(Descriptors.PatchDoesNotDivide, Place.Declaring(nameof(spec.Patch), nameof(spec.Resolution)),
                spec.Patch, spec.Resolution, divisor is { } patch ? $"{resolutions}, or Patch {patch}" : resolutions);
        }
    }

    private static IEnumerable<Finding> Heads(int heads, int width)
    {
        if (width % heads != 0)
        {
            yield return new(Descriptors.HeadsDoNotDivide, Place.Declaring("Heads", "Width"),
                heads, width, $"Heads {Suggest.Divisors(width, heads)}, or Width {Suggest.Multiples(heads, width)}");
        }
    }

    private static IEnumerable<Finding> SinCos(VisionSpec spec)
    {
        if (spec.Positions == Positions.SinCos2d && spec.Width % 4 != 0)
        {
            yield return new(Descriptors.SinCosWidth, Place.Declaring(nameof(spec.Width)), spec.Width, Suggest.Multiples(4, spec.Width));
        }
    }
}
