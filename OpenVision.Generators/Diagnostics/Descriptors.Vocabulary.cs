using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    private const string Vocabulary = "OpenVision.Vocabulary";

    public static readonly DiagnosticDescriptor VocabulariesDiffer = Describe(
        "OV2001", Vocabulary, "Decoder and text encoder have different vocabularies",
        "Vocabulary {0} of {1} differs from Vocabulary {2} of {3}, and both read the same tokens; set both to the size of the vocabulary file");

    public static readonly DiagnosticDescriptor ContextTooShort = Describe(
        "OV2002", Vocabulary, "The context holds no word",
        "Context {0} has no room for a word between the tokens that begin and end a text; use 3 or more");
}
