namespace OpenVision.Generators.Model;

/// <summary>The user's class as far as the emitted half needs it.</summary>
public sealed record TypeDeclaration
{
    /// <summary>The namespace, with keywords escaped; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name as an identifier, with a keyword escaped.</summary>
    public required string Name { get; init; }

    /// <summary>The name from <c>global::</c> on.</summary>
    public required string FullName { get; init; }

    /// <summary>What the emitted file is called, without an ending.</summary>
    public required string HintName { get; init; }

    /// <summary>Whether the user wrote a documentation comment; otherwise the emitted half brings one.</summary>
    public required bool Documented { get; init; }

    /// <summary>Whether another part may be added: the class is partial, plain and not nested.</summary>
    public required bool Extensible { get; init; }

    /// <summary>What is published of it.</summary>
    public EquatableArray<PublishedSpec> Published { get; init; }

    /// <summary>The class of the sweep that it is made in; none for a class that its user wrote.</summary>
    public string? Sweep { get; init; }

    /// <summary>The attributes that say what it is, where its user did not write them.</summary>
    public EquatableArray<string> Attributes { get; init; }

    /// <summary>Simple names of the runtime that mean something else where the class stands, in ordinal order.</summary>
    public required EquatableArray<string> TakenNames { get; init; }
}
