namespace OpenVision.Text;

/// <summary>Turns texts into the token ids that a text encoder reads, and back. Safe to use from several threads.</summary>
public abstract class TextTokenizer
{
    /// <summary>The number of entries of the vocabulary; every id is smaller.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Which kind of vocabulary it is.</summary>
    public abstract Tokenization Tokenization { get; }

    /// <summary>Reads the vocabulary of a text encoder.</summary>
    /// <param name="path">The file or folder, as <see cref="Load"/> takes it.</param>
    /// <param name="text">The text encoder.</param>
    /// <exception cref="OpenVisionException">It cannot be read, is of another kind than the encoder's, or larger.</exception>
    public static TextTokenizer For(string path, TextSpec text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextTokenizer tokenizer = Load(path);
        return tokenizer.Tokenization != text.Tokenization
            ? throw new OpenVisionException($"The vocabulary '{path}' is {tokenizer.Tokenization}, and '{text.Name}' reads {text.Tokenization}. Use the vocabulary that it was trained with, or declare it with Tokenization = Tokenization.{tokenizer.Tokenization}.")
            : tokenizer.VocabularySize > text.Vocabulary
                ? throw new OpenVisionException($"The vocabulary '{path}' has {tokenizer.VocabularySize} pieces, and '{text.Name}' has only {text.Vocabulary}. Use the vocabulary that it was trained with.")
                : tokenizer;
    }

    /// <summary>Reads a vocabulary; what the file holds says which tokenizer it is.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item>one piece a line, with <c>[PAD]</c>, <c>[UNK]</c>, <c>[CLS]</c>, <c>[bos]</c> and <c>[eos]</c>: <see cref="WordPieceTokenizer"/>;</item>
    /// <item>CLIP's list of merges (<c>bpe_simple_vocab_16e6.txt</c>, <c>.txt.gz</c> or <c>merges.txt</c>), <c>vocab.json</c> with
    /// <c>merges.txt</c> beside it, or a <c>tokenizer.json</c> that holds both: <see cref="ClipBpeTokenizer"/>;</item>
    /// <item>a unigram SentencePiece model (<c>spiece.model</c>): <see cref="SentencePieceTokenizer"/>.</item>
    /// </list>
    /// </remarks>
    /// <param name="path">The file, or a folder that holds it under one of its usual names.</param>
    /// <exception cref="OpenVisionException">The file is missing, larger than 64 MiB, damaged or of another kind.</exception>
    public static TextTokenizer Load(string path)
    {
        VocabularyFile file = VocabularyFile.Open(path);
        return file.Kind switch
        {
            VocabularyKind.SentencePiece => SentencePieceTokenizer.Read(file),
            VocabularyKind.WordPiece => WordPieceTokenizer.Read(file),
            _ => ClipBpeTokenizer.Read(file),
        };
    }

    /// <summary>Writes a text as the text encoder reads it.</summary>
    /// <param name="text">The text; lone surrogates do no harm.</param>
    /// <param name="target">T places, at least 3; all are written. An over-long text is cut before its end token.</param>
    public abstract void EncodeText(string text, Span<long> target);

    /// <summary>Writes a caption for the decoder: a first token that is not answered, pieces, an end token and zeros.</summary>
    /// <param name="text">The caption.</param>
    /// <param name="target">L places, at least 2; all are written. An over-long caption keeps its end token at the last.</param>
    public abstract void EncodeCaption(string text, Span<long> target);

    /// <summary>The text of ids up to the first end token, special tokens left out.</summary>
    /// <param name="ids">The ids; those outside the vocabulary are left out.</param>
    public abstract string Decode(ReadOnlySpan<long> ids);
}
