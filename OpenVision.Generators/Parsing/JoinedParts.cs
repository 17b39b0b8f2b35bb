using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>The classes that a recipe or a model joins by its attribute's type arguments: image encoder, text encoder and maybe decoder.</summary>
/// <param name="Vision">The image encoder; none where the class is none.</param>
/// <param name="Text">The text encoder; none where the class is none.</param>
/// <param name="Decoder">The decoder; none where the class is none, or none is named.</param>
/// <param name="LacksDecoder">Whether a decoder is named that is none.</param>
/// <param name="Findings">The classes that are not what they are named for.</param>
internal sealed record JoinedParts(
    Parsed<VisionSpec>? Vision, Parsed<TextSpec>? Text, Parsed<DecoderSpec>? Decoder, bool LacksDecoder, IReadOnlyList<Finding> Findings)
{
    /// <summary>The classes that an attribute names.</summary>
    public static IReadOnlyList<ITypeSymbol> Types(AttributeData attribute) => attribute.AttributeClass!.TypeArguments;

    /// <summary>Reads their attributes.</summary>
    /// <param name="types">The classes: image encoder, text encoder and maybe decoder.</param>
    public static JoinedParts Parse(IReadOnlyList<ITypeSymbol> types)
    {
        Parsed<VisionSpec>? vision = PartParser.Parse(types[0], AttributeNames.Vision, VisionModelParser.Parse);
        Parsed<TextSpec>? text = PartParser.Parse(types[1], AttributeNames.Text, TextModelParser.Parse);
        Parsed<DecoderSpec>? decoder = types.Count > 2 ? PartParser.Parse(types[2], AttributeNames.Decoder, CaptionDecoderParser.Parse) : null;
        return new(vision, text, decoder, types.Count > 2 && decoder is null,
        [
            .. JointRules.Parts(
                (PartParser.Describe(types[0], AttributeNames.Vision, vision), "TVision"),
                (PartParser.Describe(types[1], AttributeNames.Text, text), "TText"),
                (types.Count > 2 ? PartParser.Describe(types[2], AttributeNames.Decoder, decoder) : null, "TDecoder")),
        ]);
    }
}
