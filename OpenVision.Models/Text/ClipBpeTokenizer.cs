using System.Text;

namespace OpenVision.Text;

/// <summary>
/// OpenAI's lower-casing byte-level BPE with CLIP's layout, <c>begin · pieces · end · 0 …</c>, as open_clip's SimpleTokenizer.
/// Of the repairs that it leaves to ftfy, wrongly decoded text and combining marks are not mended (see <c>TextCleaning</c>).
/// Safe to use from several threads.
/// </summary>
/// <remarks>
/// Microsoft.ML.Tokenizers has byte-level BPE and a suffix for a word's end, but not the two together: its CodeGen and byte-level
/// models know no suffix, and its suffix is put after characters, not bytes. So the merging is done here.
/// </remarks>
public sealed class ClipBpeTokenizer : TextTokenizer
{
    // Merging takes time with the square of a word's length. What is cut off lies beyond every context.
    private const int LongestWord = 8192;

    private readonly CachedPieces pieces;
    private readonly BytePairs pairs;
    private readonly byte[]?[] bytes;
    private readonly int[] within = new int[256];
    private readonly int[] last = new int[256];
    private readonly string[] special;
    private readonly long begin;
    private readonly long end;

    private ClipBpeTokenizer(ClipVocabulary vocabulary)
    {
        pairs = new(vocabulary.Pairs);
        special = [vocabulary.Begin, vocabulary.End];
        begin = vocabulary[vocabulary.Begin];
        end = vocabulary[vocabulary.End];
        bytes = [.. vocabulary.Pieces.Select(BytesOf)];
        bytes[begin] = null;
        foreach (byte value in ByteAlphabet.Order)
        {
            string piece = $"{ByteAlphabet.CharacterOf(value)}";
            (within[value], last[value]) = (vocabulary[piece], vocabulary[piece + ClipVocabulary.WordEnd]);
        }

        pieces = new(PiecesOf);
    }

    /// <inheritdoc/>
    public override int VocabularySize => bytes.Length;

    /// <inheritdoc/>
    public override Tokenization Tokenization => Tokenization.ClipBpe;

    /// <summary>Reads a vocabulary: the list of merges, packed or not, <c>vocab.json</c> beside its <c>merges.txt</c>, or <c>tokenizer.json</c>.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It is damaged, or not CLIP's.</exception>
    internal static ClipBpeTokenizer Read(VocabularyFile file) => new(ClipVocabulary.Read(file));

    /// <summary>Writes a text: begin, pieces, end and zeros.</summary>
    /// <param name="text">The text. The name of a special token in it stands for that token, as in open_clip.</param>
    /// <param name="target">T places, at least 2. An over-long text keeps the end token at the last.</param>
    public override void EncodeText(string text, Span<long> target)
    {
        target.Clear(); // padding is id 0
        target[0] = begin;
        int count = pieces.Write(new ClipWords(TextCleaning.Lower(text), special), target[1..^1]);
        target[count + 1] = end;
    }

    /// <summary>Writes a caption, which is the same as a text. Id 0 is also the piece <c>!</c> within a word, which the caption loss passes over.</summary>
    /// <param name="text">The caption.</param>
    /// <param name="target">L places, at least 2.</param>
    public override void EncodeCaption(string text, Span<long> target) => EncodeText(text, target);

    /// <summary>The text of ids up to the first end token: pieces joined, a space after every word, also before punctuation.</summary>
    /// <param name="ids">The ids; those outside the vocabulary are left out.</param>
    public override string Decode(ReadOnlySpan<long> ids)
    {
        List<byte> text = [];
        foreach (long id in ids)
        {
            if (id == end)
            {
                break;
            }

            if (id >= 0 && id < bytes.Length && bytes[id] is { } piece)
            {
                text.AddRange(piece);
            }
        }

        return Encoding.UTF8.GetString([.. text]).TrimEnd(' ');
    }

    private static byte[]? BytesOf(string piece)
    {
        bool ends = piece.EndsWith(ClipVocabulary.WordEnd, StringComparison.Ordinal);
        byte[]? found = ByteAlphabet.BytesOf(ends ? piece.AsSpan(0, piece.Length - ClipVocabulary.WordEnd.Length) : piece);
        return ends && found is not null ? [.. found, (byte)' '] : found;
    }

    private int[] PiecesOf(string word)
    {
        if (Array.IndexOf(special, word) is var name and >= 0)
        {
            return [checked((int)(name == 0 ? begin : end))];
        }

        byte[] spelled = Encoding.UTF8.GetBytes(word, 0, Math.Min(word.Length, LongestWord));
        int[] symbols = [.. spelled.Select(value => within[value])];
        symbols[^1] = last[spelled[^1]];
        return symbols[..pairs.Merge(symbols)];
    }
}
