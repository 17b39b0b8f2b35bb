using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Vocabulary = "OpenVision.Vocabulary";

    public static readonly DiagnosticDescriptor VocabulariesDiffer = Describe(
        "OV2001", Vocabulary, "Decoder and text encoder have different vocabularies",
        "Vocabulary {0} of {1} differs from Vocabulary {2} of {3}, and both read the same tokens; set both to the size of the vocabulary file");

    public static readonly DiagnosticDescriptor ContextTooShort = Describe(
        "OV2002", Vocabulary, "The context holds no word",
        "Context {0} has no room for a word between the tokens that begin and end a text; use 3 or more");

    public static readonly DiagnosticDescriptor VocabularyOfAnotherKind = Describe(
        "OV2003", Vocabulary, "The vocabulary file is of another kind than the text encoder's",
        "Vocabulary \"{0}\" is a file of Tokenization.{1}, and {2} reads Tokenization.{3}; name its own, such as \"{4}\", or declare {2} with Tokenization.{1}");

    public static readonly DiagnosticDescriptor SourcesSpeakDifferently = Describe(
        "OV2004", Vocabulary, "The sources of data have different vocabularies",
        "Vocabulary \"{0}\" differs from \"{1}\" of the first [Data], and {2} reads the tokens of one; name that for both");

    public static readonly DiagnosticDescriptor VocabularyTooLarge = Describe(
        "OV2005", Vocabulary, "The vocabulary file has more pieces than the text encoder",
        "\"{0}\" has {1} pieces, and Vocabulary of {2} is only {3}; set it to {1}");

    public static readonly DiagnosticDescriptor NoEndOfText = Describe(
        "OV2006", Vocabulary, "The largest token id does not end a text",
        "TextPooling.EndOfText takes the token with the largest id, which in Tokenization.{0} is any piece; use TextPooling.Last, or Tokenization.ClipBpe");

    public static readonly DiagnosticDescriptor CaptionTooShort = Describe(
        "OV2007", Vocabulary, "A caption holds no word",
        "Queries {0} has no room for a word before the token that ends a caption; use 2 or more");

    public static readonly DiagnosticDescriptor TokenOutsideVocabulary = Describe(
        "OV2008", Vocabulary, "A token is none of the vocabulary's",
        "{0} {1} is none of the {2} rows of Vocabulary; use {3}");

    public static readonly DiagnosticDescriptor PicturesFillSamples = Describe(
        "OV2009", Vocabulary, "A picture leaves no room for its text",
        "{0} can be {1} tokens, which leaves {2} of MaxLength {3} of stage {4} for its text; use {5}");

    public static readonly DiagnosticDescriptor LongerThanContext = Describe(
        "OV2010", Vocabulary, "Samples are longer than the language model's context",
        "MaxLength {0} of stage {1} is more than the {2} positions of {3}; use MaxLength {2} or less, or RopeScale = {4} on {3}");

    public static readonly DiagnosticDescriptor TemplateOfAnotherModel = Describe(
        "OV2011", Vocabulary, "The template is another language model's",
        "ChatTemplate.{0} of stage {1} writes {2}, which {3} with Vocabulary {4} {5}; use {6}",
        DiagnosticSeverity.Warning);
}
