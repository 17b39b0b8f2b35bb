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
            Place place = new(Part.Stage, i, nameof(stage.Resolution));
            if (stage.Resolution < 1 || stage.Resolution == vision.Resolution)
            {
                continue;
            }

            if (stage.Resolution % vision.Patch != 0 && !vision.CropToPatches)
            {
                IReadOnlyList<long> multiples = Suggest.Multiples(vision.Patch, stage.Resolution);
                yield return new(Descriptors.PatchDoesNotDivideStage, place, vision.Patch, vision.Name, stage.Resolution, stage.Name, Suggest.Or(multiples))
                {
                    Edits = [.. Suggest.Edits(nameof(stage.Resolution), multiples, stage.Resolution)],
                };
            }
            else if (stage.Resolution < vision.Patch)
            {
                yield return NoPatch(place, vision.Patch, $"Patch {vision.Patch} of {vision.Name}", $"Resolution {stage.Resolution} of stage {stage.Name}");
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
        Place place = Place.Declaring(nameof(spec.Patch), nameof(spec.Resolution));
        if (spec.Resolution % spec.Patch != 0 && !spec.CropToPatches)
        {
            int? divisor = Suggest.NearestDivisor(spec.Resolution, spec.Patch);
            IReadOnlyList<long> multiples = Suggest.Multiples(spec.Patch, spec.Resolution);
            string resolutions = $"Resolution {Suggest.Or(multiples)}";
            yield return new(Descriptors.PatchDoesNotDivide, place, spec.Patch, spec.Resolution, divisor is { } patch ? $"{resolutions}, or Patch {patch}" : resolutions)
            {
                Edits =
                [
                    .. Suggest.Edits(nameof(spec.Resolution), multiples, spec.Resolution),
                    .. divisor is { } nearest ? new[] { Edit.Set(nameof(spec.Patch), nearest) } : [],
                ],
            };
        }
        else if (spec.Resolution < spec.Patch)
        {
            yield return NoPatch(place, spec.Patch, $"Patch {spec.Patch}", $"Resolution {spec.Resolution}");
        }
    }

    private static Finding NoPatch(Place place, int patch, string larger, string smaller) =>
        new(Descriptors.NoPatch, place, larger, smaller, patch) { Edits = [Edit.Set(nameof(VisionSpec.Resolution), patch)] };

    /// <summary>Checks that the heads divide the width.</summary>
    public static IEnumerable<Finding> Heads(int heads, int width)
    {
        if (width % heads != 0)
        {
            IReadOnlyList<long> divisors = Suggest.Divisors(width, heads), multiples = Suggest.Multiples(heads, width);
            yield return new(Descriptors.HeadsDoNotDivide, Place.Declaring("Heads", "Width"),
                heads, width, $"Heads {Suggest.Or(divisors)}, or Width {Suggest.Or(multiples)}")
            {
                Edits = [.. Suggest.Edits("Heads", divisors, heads), .. Suggest.Edits("Width", multiples, width)],
            };
        }
    }

    private static IEnumerable<Finding> SinCos(VisionSpec spec)
    {
        if (spec.Positions == Positions.SinCos2d && spec.Width % 4 != 0)
        {
            // A width that the heads do not divide would be the next mistake.
            IReadOnlyList<long> widths = Suggest.Multiples(Suggest.Common(4, spec.Heads), spec.Width);
            yield return new(Descriptors.SinCosWidth, Place.Declaring(nameof(spec.Width)), spec.Width, Suggest.Or(widths))
            {
                Edits = [.. Suggest.Edits(nameof(spec.Width), widths, spec.Width), Edit.Set(nameof(spec.Positions), Positions.Learned)],
            };
        }
    }
}
