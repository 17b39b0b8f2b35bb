namespace OpenVision.Generators.Model;

/// <summary>How a class is declared, as far as it decides whether a second half can be added.</summary>
public sealed record TypeShape
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether every part is partial.</summary>
    public required bool Partial { get; init; }

    /// <summary>The type it is nested in, if any.</summary>
    public required string? Outer { get; init; }

    /// <summary>Whether it has type parameters.</summary>
    public required bool Generic { get; init; }

    /// <summary>Whether it is static.</summary>
    public required bool Static { get; init; }

    /// <summary>Whether it is abstract.</summary>
    public required bool Abstract { get; init; }

    /// <summary>Whether it is a record.</summary>
    public required bool Record { get; init; }

    /// <summary>Whether only its own file sees it.</summary>
    public required bool FileLocal { get; init; }

    /// <summary>Whether parameters follow its name.</summary>
    public required bool PrimaryConstructor { get; init; }

    /// <summary>The base class that its user declared, if any.</summary>
    public required string? Base { get; init; }

    /// <summary>What its attributes declare it to be, such as <c>[VisionModel]</c>.</summary>
    public required EquatableArray<string> Kinds { get; init; }
}
