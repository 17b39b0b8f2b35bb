namespace OpenVision.Generators.Model;

/// <summary>A class with <c>[Sweep]</c>, and what it expands to.</summary>
public sealed record DeclaredSweep
{
    /// <summary>The class.</summary>
    public required TypeDeclaration Type { get; init; }

    /// <summary>The image encoders.</summary>
    public required EquatableArray<Declared<VisionSpec>> Visions { get; init; }

    /// <summary>The text encoders; none where they do not vary.</summary>
    public required EquatableArray<Declared<TextSpec>> Texts { get; init; }

    /// <summary>The caption decoders; none where they do not vary, or are presets.</summary>
    public required EquatableArray<Declared<DecoderSpec>> Decoders { get; init; }

    /// <summary>The recipes, in the order of what is varied.</summary>
    public required EquatableArray<DeclaredRecipe> Recipes { get; init; }
}
