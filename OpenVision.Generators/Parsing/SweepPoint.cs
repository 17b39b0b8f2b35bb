using System.Collections.Immutable;

namespace OpenVision.Generators.Parsing;

/// <summary>One combination; what is not varied is none.</summary>
/// <param name="Variant">The preset of sizes.</param>
/// <param name="Patch">The side of a patch in pixels.</param>
/// <param name="Resolution">The side of the image in pixels.</param>
/// <param name="Seed">The seed.</param>
internal sealed record SweepPoint(Variant? Variant, int? Patch, int? Resolution, int? Seed)
{
    /// <summary>The name of what differs in the image encoder, such as <c>TiPatch16At224</c>.</summary>
    public string VisionName =>
        $"{Variant}{(Patch is { } patch ? $"Patch{patch}" : "")}{(Resolution is { } side ? $"{(Variant is null && Patch is null ? "Resolution" : "At")}{side}" : "")}";

    /// <summary>The name of the member.</summary>
    public string Name => $"{VisionName}{(Seed is { } seed ? $"Seed{(seed < 0 ? "Minus" : "")}{Math.Abs((long)seed)}" : "")}";

    /// <summary>The variant as an argument of text encoders and decoders.</summary>
    public IReadOnlyDictionary<string, object> Sizes => Variant is { } variant
        ? ImmutableDictionary<string, object>.Empty.Add(AttributeArguments.Variant, variant)
        : ImmutableDictionary<string, object>.Empty;

    /// <summary>Everything that differs in the image encoder, as its arguments.</summary>
    public IReadOnlyDictionary<string, object> Model
    {
        get
        {
            ImmutableDictionary<string, object> values = Sizes.ToImmutableDictionary();
            values = Patch is { } patch ? values.Add(nameof(VisionSpec.Patch), patch) : values;
            return Resolution is { } side ? values.Add(nameof(VisionSpec.Resolution), side) : values;
        }
    }

    /// <summary>A stage of the member: at the encoder's resolution it follows it.</summary>
    /// <param name="stage">The stage of the recipe that is varied.</param>
    /// <param name="vision">That recipe's encoder.</param>
    public StageSpec Follow(StageSpec stage, VisionSpec vision) =>
        Resolution is { } side && stage.Resolution == vision.Resolution ? stage with { Resolution = side } : stage;
}
