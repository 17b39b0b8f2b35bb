namespace OpenVision.Generators.Model;

/// <summary>The classes that are joined to a model, as they are written inside the class that joins them.</summary>
/// <param name="Vision">The image encoder's class.</param>
/// <param name="Text">The text encoder's class.</param>
/// <param name="Decoder">The caption decoder's class, if there is one.</param>
public sealed record PartNames(string Vision, string Text, string? Decoder);
