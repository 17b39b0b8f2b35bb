namespace OpenVision.Generators.Model;

/// <summary>A class with <c>[Multimodal]</c>, and what its attributes mean.</summary>
public sealed record DeclaredMultimodal
{
    /// <summary>The class.</summary>
    public required TypeDeclaration Type { get; init; }

    /// <summary>The whole model; none where a part of it is not a model.</summary>
    public required MultimodalSpec? Spec { get; init; }

    /// <summary>The image encoder's class, as it is written inside the class.</summary>
    public required string Vision { get; init; }

    /// <summary>The language model's class, as it is written inside the class.</summary>
    public required string Language { get; init; }

    /// <summary>The first broken rule, id and sentence; none when the model can be emitted.</summary>
    public required string? Failure { get; init; }
}
