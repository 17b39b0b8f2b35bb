namespace OpenVision.Generators.Model;

/// <summary>A class that a recipe names.</summary>
public sealed record RecipePart
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The attribute that it needs, in brackets.</summary>
    public required string Attribute { get; init; }

    /// <summary>Whether it has that attribute.</summary>
    public required bool IsModel { get; init; }

    /// <summary>Whether a sweep of the same project makes it.</summary>
    public required bool Swept { get; init; }
}
