namespace OpenVision.Generators.Model;

/// <summary>A class with one of the model attributes, and what the attribute means.</summary>
/// <typeparam name="TSpec">What fixes the model's graph.</typeparam>
/// <param name="Type">The class.</param>
/// <param name="Spec">What fixes the graph.</param>
/// <param name="Failure">The first broken rule, id and sentence; none when the graph can be emitted.</param>
public sealed record Declared<TSpec>(TypeDeclaration Type, TSpec Spec, string? Failure)
    where TSpec : IEquatable<TSpec>;
