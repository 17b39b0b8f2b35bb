namespace OpenVision.Generators;

/// <summary>The names of the pipelines' steps, so that tests name them without writing strings.</summary>
public static class TrackingNames
{
    /// <summary>Attributes and symbols turned into declarations that compare by value.</summary>
    public const string Parsed = nameof(Parsed);

    /// <summary>The entries of a project's catalogue, collected.</summary>
    public const string Catalogue = nameof(Catalogue);

    /// <summary>What the compilation as a whole says: its name, its entry point, the catalogues it refers to.</summary>
    public const string Program = nameof(Program);
}
