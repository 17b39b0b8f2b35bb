namespace OpenVision.Generators.Model;

/// <summary>A class with <c>[ClipModel]</c>, and what the attribute means.</summary>
public sealed record DeclaredClip
{
    /// <summary>The class.</summary>
    public required TypeDeclaration Type { get; init; }

    /// <summary>The whole model; none where a part of it is not a model.</summary>
    public required ModelSpec? Spec { get; init; }

    /// <summary>The classes of its parts.</summary>
    public required PartNames Parts { get; init; }

    /// <summary>The first broken rule, id and sentence; none when the model can be emitted.</summary>
    public required string? Failure { get; init; }
}
