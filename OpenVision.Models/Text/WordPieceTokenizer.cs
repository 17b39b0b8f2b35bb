using System.Text;
using Microsoft.ML.Tokenizers;
using Pieces = Microsoft.ML.Tokenizers.WordPieceTokenizer;

namespace OpenVision.Text;

/// <summary>Lower-casing BERT WordPiece with OpenVision's layout: <c>bos · pieces · eos · pad … · cls</c>. Safe to use from several threads.</summary>
public sealed class WordPieceTokenizer : TextTokenizer
{
    private const long Pad = 0;

    private readonly CachedPieces pieces;
    private readonly string[] vocabulary;
    private readonly HashSet<long> special;
    private readonly long bos;
    private readonly long eos;
    private readonly long cls;

    private WordPieceTokenizer(string[] vocabulary, string path)
    {
        this.vocabulary = vocabulary;
        Dictionary<string, long> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < vocabulary.Length; i++)
        {
            if (!ids.TryAdd(vocabulary[i], i))
            {
                throw new OpenVisionException(
                    $"{path}: line {i + 1} repeats the piece '{vocabulary[i]}' of line {ids[vocabulary[i]] + 1}; every piece must stand once.");
            }
        }

        long Find(string name, string? alias = null) =>
            ids.TryGetValue(name, out long id) || (alias is not null && ids.TryGetValue(alias, out id))
                ? id
                : throw new OpenVisionException($"{path}: the vocabulary lacks {name}; it needs [PAD] on its first line, [UNK], [CLS], [bos] and [eos].");

        bos = Find("[bos]", "[unused0]");
        eos = Find("[eos]", "[unused1]");
        cls = Find("[CLS]");
        long unknown = Find("[UNK]");
        if (Find("[PAD]") != Pad)
        {
            throw new OpenVisionException($"{path}: [PAD] stands on line {Find("[PAD]") + 1}; it must be the first line, since padding is id 0.");
        }

        special = [Pad, bos, eos, cls, unknown];
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(string.Join('\n', vocabulary)));

        // The library's own BERT tokenizer would take "[CLS]" in a caption for the class token, drop currency signs and emoji
        // without a trace, and keep accents where globalization is invariant: words are cut here, their pieces found there.
        Pieces found = Pieces.Create(stream, new WordPieceOptions
        {
            UnknownToken = "[UNK]",
            MaxInputCharsPerWord = BertWords.LongestWord,
            PreTokenizer = PreTokenizer.CreateWhiteSpace(),
        });
        pieces = new(word => [.. found.EncodeToIds(word)]);
    }

    /// <inheritdoc/>
    public override int VocabularySize => vocabulary.Length;

    /// <inheritdoc/>
    public override Tokenization Tokenization => Tokenization.WordPiece;

    /// <summary>Reads a vocabulary, one piece a line; it must hold <c>[PAD]</c> at 0, <c>[UNK]</c>, <c>[CLS]</c> and <c>[bos]</c>, <c>[eos]</c> (BERT's <c>[unused0]</c>, <c>[unused1]</c> at 1 and 2 count as these).</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It lacks one of these, or repeats a piece.</exception>
    internal static WordPieceTokenizer Read(VocabularyFile file)
    {
        IReadOnlyList<string> lines = file.Lines();
        return new([.. lines.Count > 0 && lines[^1].Length == 0 ? lines.SkipLast(1) : lines], file.Path);
    }

    /// <summary>Writes a text of the contrastive loss: bos, pieces, eos, padding and the class token at the last place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">T places, at least 3. An over-long text keeps eos at place T - 2.</param>
    public override void EncodeText(string text, Span<long> target)
    {
        EncodeCaption(text, target[..^1]);
        target[^1] = cls;
    }

    /// <summary>Writes a caption for the decoder: bos, pieces, eos and padding; no class token.</summary>
    /// <param name="text">The caption.</param>
    /// <param name="target">L places, at least 2. An over-long caption keeps eos at the last.</param>
    public override void EncodeCaption(string text, Span<long> target)
    {
        target.Clear(); // padding is id 0
        target[0] = bos;
        BertWords words = new(text, stackalloc char[BertWords.BufferLength]);
        int count = pieces.Write(words, target[1..^1]);
        target[count + 1] = eos;
    }

    /// <summary>The text of ids up to the first eos, special tokens left out, word pieces joined.</summary>
    /// <param name="ids">The ids; those outside the vocabulary are left out.</param>
    public override string Decode(ReadOnlySpan<long> ids)
    {
        StringBuilder text = new();
        foreach (long id in ids)
        {
            if (id == eos)
            {
                break;
            }

            if (id < 0 || id >= vocabulary.Length || special.Contains(id))
            {
                continue;
            }

            string piece = vocabulary[id];
            bool glued = piece.StartsWith("##", StringComparison.Ordinal);
            bool mark = piece.Length == 1 && ".,!?;:'".Contains(piece[0], StringComparison.Ordinal);
            if (text.Length > 0 && !glued && !mark)
            {
                text.Append(' ');
            }

            text.Append(glued ? piece.AsSpan(2) : piece);
        }

        return text.ToString();
    }
}
