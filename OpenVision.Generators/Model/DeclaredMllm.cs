namespace OpenVision.Generators.Model;

/// <summary>A class with <c>[MllmRecipe]</c>, and what its attributes mean.</summary>
public sealed record DeclaredMllm
{
    /// <summary>The class.</summary>
    public required TypeDeclaration Type { get; init; }

    /// <summary>The whole run; none where its model is none.</summary>
    public required MllmRecipeSpec? Spec { get; init; }

    /// <summary>The model's class, as it is written inside the class.</summary>
    public required string Model { get; init; }

    /// <summary>The first broken rule, id and sentence; none when the run can be emitted.</summary>
    public required string? Failure { get; init; }
}
