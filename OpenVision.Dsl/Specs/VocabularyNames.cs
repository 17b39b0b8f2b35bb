namespace OpenVision;

/// <summary>What the name of a vocabulary file says, before the file is there to be read.</summary>
public static class VocabularyNames
{
    /// <summary>The number of pieces of CLIP's own list of merges, <c>bpe_simple_vocab_16e6.txt.gz</c> (mlfoundations/open_clip, tokenizer.py).</summary>
    public const int ClipPieces = 49408;

    private const string ClipMerges = "bpe_simple_vocab_16e6.txt";

    /// <summary>The usual name of a vocabulary file.</summary>
    /// <param name="tokenization">Its kind.</param>
    public static string Usual(Tokenization tokenization) => tokenization switch
    {
        Tokenization.ClipBpe => $"{ClipMerges}.gz",
        Tokenization.SentencePiece => "spiece.model",
        _ => "vocab.txt",
    };

    /// <summary>The kind of a file; none where its name says nothing, as that of a folder does.</summary>
    /// <param name="path">The file.</param>
    public static Tokenization? KindOf(string path) => Name(path) switch
    {
        "vocab.txt" => Tokenization.WordPiece,
        "vocab.json" or "merges.txt" or "tokenizer.json" or ClipMerges or $"{ClipMerges}.gz" => Tokenization.ClipBpe,
        { } name when name.EndsWith(".model", StringComparison.Ordinal) => Tokenization.SentencePiece,
        _ => null,
    };

    /// <summary>The number of pieces of a file; none where its name does not tell it.</summary>
    /// <param name="path">The file.</param>
    public static int? PiecesOf(string path) => Name(path) is ClipMerges or $"{ClipMerges}.gz" ? ClipPieces : null;

    /// <summary>The usual name of a kind, in the folder of another file.</summary>
    /// <param name="path">The other file.</param>
    /// <param name="tokenization">The kind.</param>
    public static string Beside(string path, Tokenization tokenization) => $"{path.Substring(0, path.Length - Name(path).Length)}{Usual(tokenization)}";

    private static string Name(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
