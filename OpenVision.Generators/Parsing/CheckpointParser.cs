using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads what a class declares that a checkpoint can be compared with.</summary>
internal static class CheckpointParser
{
    /// <summary>The model of a class's attribute; none for other attributes, and for declarations that break a rule.</summary>
    public static ModelSpec? Model(INamedTypeSymbol type, AttributeData attribute) => AttributeNames.Of(attribute) switch
    {
        AttributeNames.Vision => VisionModelParser.Parse(type, attribute) is { Findings.Count: 0 } vision ? new() { Name = type.Name, Vision = vision.Spec } : null,
        AttributeNames.Text => TextModelParser.Parse(type, attribute) is { Findings.Count: 0 } text ? new() { Name = type.Name, Text = text.Spec } : null,
        AttributeNames.Clip or AttributeNames.ClipWithDecoder =>
            ClipModelParser.Parse(type, attribute) is { Findings.Count: 0, Spec: { } spec } && JoinedParts.Types(attribute).All(part => PartParser.FirstFailure(part) is null) ? spec : null,
        _ => null,
    };
}
