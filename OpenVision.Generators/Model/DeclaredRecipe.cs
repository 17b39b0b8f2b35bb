namespace OpenVision.Generators.Model;

/// <summary>A class with <c>[TrainRecipe]</c>, and what its attributes mean.</summary>
public sealed record DeclaredRecipe
{
    /// <summary>The class.</summary>
    public required TypeDeclaration Type { get; init; }

    /// <summary>The whole run; none where a part of it is not a model.</summary>
    public required RecipeSpec? Spec { get; init; }

    /// <summary>The classes of its parts; no decoder for a preset one or without one.</summary>
    public required PartNames Parts { get; init; }

    /// <summary>The first broken rule, id and sentence; none when the run can be emitted.</summary>
    public required string? Failure { get; init; }
}
