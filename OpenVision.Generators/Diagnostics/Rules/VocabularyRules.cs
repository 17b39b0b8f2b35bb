using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on tokens and texts.</summary>
internal static class VocabularyRules
{
    private const string Text = "TText", Decoder = "TDecoder";

    /// <summary>Checks a text encoder: bos, one word, and the token that ends it; and which token it pools.</summary>
    public static IEnumerable<Finding> Check(TextSpec spec)
    {
        if (spec.Context is 1 or 2)
        {
            yield return new(Descriptors.ContextTooShort, Place.Declaring(nameof(spec.Context)), spec.Context);
        }

        if (spec.Pooling == TextPooling.EndOfText && spec.Tokenization is Tokenization.WordPiece or Tokenization.SentencePiece)
        {
            yield return new(Descriptors.NoEndOfText, Place.Declaring(nameof(spec.Pooling), nameof(spec.Tokenization)), spec.Tokenization)
            {
                Edits = [Edit.Set(nameof(spec.Pooling), TextPooling.Last), Edit.Set(nameof(spec.Tokenization), Tokenization.ClipBpe)],
            };
        }
    }

    /// <summary>Checks a caption decoder: one word, and the token that ends it.</summary>
    public static IEnumerable<Finding> Check(DecoderSpec spec)
    {
        if (spec.Queries == 1)
        {
            yield return new(Descriptors.CaptionTooShort, Place.Declaring(nameof(spec.Queries)), spec.Queries);
        }
    }

    /// <summary>Checks that a model's decoder speaks its text encoder's tokens.</summary>
    public static IEnumerable<Finding> Check(ModelSpec model)
    {
        if (model is { Decoder: { } decoder, Text: { } text } && decoder.Vocabulary != text.Vocabulary)
        {
            yield return new(Descriptors.VocabulariesDiffer, Place.Declaring(Decoder),
                decoder.Vocabulary, decoder.Name, text.Vocabulary, text.Name)
            {
                Edits =
                [
                    Edit.Set(nameof(text.Vocabulary), text.Vocabulary, Decoder),
                    Edit.Set(nameof(text.Vocabulary), decoder.Vocabulary, Text),
                ],
            };
        }
    }

    /// <summary>Checks that a recipe's vocabulary files are one, and its text encoder's. What files hold is read by the run itself.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        for (int i = 0; i < recipe.Data.Count; i++)
        {
            string path = recipe.Data[i].Vocabulary, first = recipe.Data[0].Vocabulary;
            Place place = new(Part.Data, i, nameof(DataSpec.Vocabulary));
            if (!SamePath(path, first))
            {
                yield return new(Descriptors.SourcesSpeakDifferently, place, path, first, recipe.Text.Name)
                {
                    Edits = [Edit.Set(nameof(DataSpec.Vocabulary), Literals.Code(first))],
                };
            }
            else if (Fits(path, recipe.Text, place) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static Finding? Fits(string path, TextSpec text, Place place)
    {
        if (VocabularyNames.KindOf(path) is { } kind && kind != text.Tokenization && Enum.IsDefined(typeof(Tokenization), text.Tokenization))
        {
            string own = VocabularyNames.Beside(path, text.Tokenization);
            return new(Descriptors.VocabularyOfAnotherKind, place, path, kind, text.Name, text.Tokenization, own)
            {
                Edits = [Edit.Set(nameof(DataSpec.Vocabulary), Literals.Code(own)), Edit.Set(nameof(text.Tokenization), kind, Text)],
            };
        }

        return VocabularyNames.PiecesOf(path) is { } pieces && pieces > text.Vocabulary && text.Vocabulary > 0
            ? new(Descriptors.VocabularyTooLarge, place, path, pieces, text.Name, text.Vocabulary)
            {
                Edits = [Edit.Set(nameof(text.Vocabulary), pieces, Text)],
            }
            : null;
    }

    private static bool SamePath(string one, string other) => Paths.Plain(one) == Paths.Plain(other);
}
