namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on tokens and texts.</summary>
internal static class VocabularyRules
{
    /// <summary>Checks a text encoder: bos, one word, and the token that ends it.</summary>
    public static IEnumerable<Finding> Check(TextSpec spec)
    {
        if (spec.Context is 1 or 2)
        {
            yield return new(Descriptors.ContextTooShort, Place.Declaring(nameof(spec.Context)), spec.Context);
        }
    }

    /// <summary>Checks that a model's decoder speaks its text encoder's tokens.</summary>
    public static IEnumerable<Finding> Check(ModelSpec model)
    {
        if (model is { Decoder: { } decoder, Text: { } text } && decoder.Vocabulary != text.Vocabulary)
        {
            yield return new(Descriptors.VocabulariesDiffer, Place.Declaring("TDecoder"),
                decoder.Vocabulary, decoder.Name, text.Vocabulary, text.Name);
        }
    }
}
