using OpenVision.Data.Packing;

namespace OpenVision.Scenes;

/// <summary>The WordPiece vocabulary of the scene world: a whole piece for every word that its captions are made of.</summary>
internal static class SceneVocabulary
{
    /// <summary>The number of pieces, filled up with unused ones, so that a recipe can name it once and for all.</summary>
    public const int Size = 512;

    /// <summary>The number of words of <see cref="Words"/>, filled up with unused ones.</summary>
    public const int WordCount = 256;

    /// <summary>The prompts of zero-shot classification, in the wording of both kinds of caption.</summary>
    public static readonly IReadOnlyList<string> Templates =
        ["{}", "the {}", "pic of {}", "photo of {}", "a big {}.", "a small {}."];

    /// <summary>The pieces in the order of their ids.</summary>
    public static IReadOnlyList<string> Pieces()
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        IEnumerable<string> words = new[]
            {
                SceneWords.Colors, SceneWords.Shapes, SceneWords.Sizes, SceneWords.Directions, SceneWords.Grounds,
                SceneWords.Patterns, SceneWords.Sides, SceneWords.Brightnesses, SceneWords.Finishes, SceneWords.Signs,
                SceneCaptions.Synonyms.Values, SceneCaptions.Useless, Templates,
                ["a an and the is to on lit light from sign says background pic photo of"],
            }
            .SelectMany(list => list)
            .SelectMany(text => text.ToLowerInvariant().Split([' ', '_', '#', '{', '}', '.'], StringSplitOptions.RemoveEmptyEntries));

        // Characters spell what no word covers: misspellings, file names, the user's own prompts.
        IEnumerable<string> marks = ".,!?'\"-_:;/()&+#".Select(mark => mark.ToString());
        return WordVocabulary.Of(
            Size,
            words.Concat(marks).Concat(letters.Select(letter => $"{letter}")).Concat(letters.Select(letter => $"##{letter}")));
    }

    /// <summary>The words of conversations about scenes in the order of their ids, and before them the markers of conversations: a word list.</summary>
    public static IReadOnlyList<string> Words()
    {
        string[] markers = ["<pad>", "<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>", "<0x0A>"];
        IEnumerable<string> words = new[]
            {
                SceneWords.Colors, SceneWords.Shapes, SceneWords.Sizes, SceneWords.Directions, SceneWords.Grounds,
                SceneWords.Patterns, SceneWords.Sides, SceneWords.Brightnesses, SceneWords.Finishes, SceneWords.Signs,
                SceneCaptions.Synonyms.Values, SceneQuestions.Texts, SceneDialogue.Requests, [SceneDialogue.Tell, SceneNotes.Texts],
                ["a an and the is to light from sign says background", "system user assistant you are helpful"],
            }
            .SelectMany(list => list)
            .SelectMany(text => text.ToLowerInvariant().Split([' ', '.', ',', '?'], StringSplitOptions.RemoveEmptyEntries))
            .Distinct()
            .Order(StringComparer.Ordinal);
        string[] used = [.. markers, .. ".,!?:;'-".Select(mark => $"{mark}"), .. words];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(used.Length, WordCount);
        return [.. used, .. Enumerable.Range(used.Length, WordCount - used.Length).Select(place => $"<unused{place}>")];
    }
}
