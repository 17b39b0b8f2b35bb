using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>
/// Writes the attributes of what a sweep makes, so that other projects can join it, take over from it and vary it like what its
/// user wrote. What has its default is left out.
/// </summary>
internal static class AttributeWriter
{
    /// <summary>An image encoder's.</summary>
    public static string Vision(VisionSpec spec)
    {
        Family family = spec.Trunk == Trunk.ConvNext ? Family.ConvNext : Family.OpenVision;
        VisionSpec absent = FamilyModels.Vision(family, Variant.Custom);
        bool convolutional = family == Family.ConvNext;
        return Attribute("VisionModel",
        [
            Option(nameof(VisionModelAttribute.Family), family, Family.OpenVision),
            .. convolutional
                ? new string?[] { List(nameof(spec.StageDepths), spec.StageDepths), List(nameof(spec.StageWidths), spec.StageWidths) }
                : [.. Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim), Number(nameof(spec.Patch), spec.Patch, absent.Patch)],
            Number(nameof(spec.EmbedDim), spec.EmbedDim, 0),
            Number(nameof(spec.Resolution), spec.Resolution, absent.Resolution),
            .. convolutional
                ? Array.Empty<string?>()
                :
                [
                    Flag(nameof(spec.CropToPatches), spec.CropToPatches, absent.CropToPatches),
                    Option(nameof(spec.Pooling), spec.Pooling, absent.Pooling),
                    Flag(nameof(spec.ClassToken), spec.ClassToken, absent.ClassToken),
                    Flag(nameof(spec.PatchBias), spec.PatchBias, absent.PatchBias),
                    Flag(nameof(spec.PreNorm), spec.PreNorm, absent.PreNorm),
                    Option(nameof(spec.Positions), spec.Positions, absent.Positions),
                ],
            Option(nameof(spec.Head), spec.Head, absent.Head),
            Option(nameof(spec.Activation), spec.Activation, absent.Activation),
            Number(nameof(spec.NormEpsilon), spec.NormEpsilon, absent.NormEpsilon),
            Option(nameof(spec.Resize), spec.Resize, absent.Resize),
            Option(nameof(spec.Interpolation), spec.Interpolation, absent.Interpolation),
            Option(nameof(spec.Colors), spec.Colors, absent.Colors),
        ]);
    }

    /// <summary>A text encoder's.</summary>
    public static string Text(TextSpec spec)
    {
        TextSpec absent = FamilyModels.Text(Family.OpenVision, Variant.Custom);
        return Attribute("TextModel",
        [
            .. Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
            Number(nameof(spec.EmbedDim), spec.EmbedDim, 0),
            Number(nameof(spec.Context), spec.Context, absent.Context),
            Number(nameof(spec.Vocabulary), spec.Vocabulary, absent.Vocabulary),
            Option(nameof(spec.Tokenization), spec.Tokenization, absent.Tokenization),
            Option(nameof(spec.Pooling), spec.Pooling, absent.Pooling),
            Flag(nameof(spec.Causal), spec.Causal, absent.Causal),
            Flag(nameof(spec.ProjectionBias), spec.ProjectionBias, absent.ProjectionBias),
            Option(nameof(spec.Activation), spec.Activation, absent.Activation),
            Number(nameof(spec.NormEpsilon), spec.NormEpsilon, absent.NormEpsilon),
        ]);
    }

    /// <summary>A caption decoder's.</summary>
    public static string Decoder(DecoderSpec spec)
    {
        CaptionDecoderAttribute absent = new();
        return Attribute("CaptionDecoder",
        [
            .. Sizes(spec.Width, spec.Depth, spec.Heads, spec.MlpDim),
            Number(nameof(spec.Queries), spec.Queries, absent.Queries),
            Number(nameof(spec.Vocabulary), spec.Vocabulary, absent.Vocabulary),
            Option(nameof(spec.Activation), spec.Activation, absent.Activation),
            Number(nameof(spec.NormEpsilon), spec.NormEpsilon, absent.NormEpsilon),
        ]);
    }

    /// <summary>A recipe's: the recipe that is varied, with other parts.</summary>
    /// <param name="source">The full name of the recipe that is varied.</param>
    /// <param name="before">That recipe.</param>
    /// <param name="after">The member.</param>
    /// <param name="parts">The member's classes.</param>
    /// <param name="preset">The variant of the member's decoder, where it is a preset one that varies.</param>
    public static IEnumerable<string> Recipe(string source, RecipeSpec before, RecipeSpec after, PartNames parts, Variant? preset) =>
    [
        Attribute($"TrainRecipe<{parts.Vision}, {parts.Text}{(parts.Decoder is { } decoder ? $", {decoder}" : "")}>",
        [
            preset is { } variant ? $"Decoder = global::OpenVision.Variant.{variant}" : null,
            after.Seed == before.Seed ? null : $"Seed = {Literals.Code(after.Seed)}",
        ]),
        Attribute($"From<{source}>", []),
        .. before.Stages.Zip(after.Stages, static (before, after) => (Before: before, After: after))
            .Where(static stage => stage.Before != stage.After)
            .Select(static stage => Attribute("Stage", [Literals.Code(stage.After.Name), $"Resolution = {Literals.Code(stage.After.Resolution)}"])),
    ];

    private static string Attribute(string name, IEnumerable<string?> arguments)
    {
        string list = string.Join(", ", arguments.Where(static argument => argument is not null));
        return list.Length == 0 ? $"[global::OpenVision.{name}]" : $"[global::OpenVision.{name}({list})]";
    }

    private static string?[] Sizes(int width, int depth, int heads, int mlpDim) =>
        [Number("Width", width, 0), Number("Depth", depth, 0), Number("Heads", heads, 0), Number("MlpDim", mlpDim, 0)];

    private static string? Number(string name, int value, int absent) => value == absent ? null : $"{name} = {Literals.Code(value)}";

    private static string? Number(string name, double value, double absent) => value.Equals(absent) ? null : $"{name} = {Literals.Code(value)}";

    private static string? Flag(string name, bool value, bool absent) => value == absent ? null : $"{name} = {Literals.Code(value)}";

    private static string? Option<T>(string name, T value, T absent)
        where T : struct, Enum => value.Equals(absent) ? null : $"{name} = global::OpenVision.{typeof(T).Name}.{value}";

    private static string List(string name, IEnumerable<int> values) => $"{name} = [{string.Join(", ", values.Select(static value => Literals.Code(value)))}]";
}
