using System.Text;
using System.Text.Json;

namespace OpenVision.Text;

/// <summary>
/// SentencePiece's model of pairs with byte pieces, as Llama 2 and Vicuna have it: a space of the tokenizer's own before the text, and bytes for
/// what no piece covers, so that no character is lost. Safe to use from several threads.
/// </summary>
/// <remarks>
/// Microsoft.ML.Tokenizers' LlamaTokenizer also joins pairs to control pieces: with a piece <c>&lt;s</c> or <c>s&gt;</c> in the vocabulary the <em>text</em>
/// <c>&lt;s&gt;</c> becomes the token that begins a text, which a user's words must not. So pairs are merged here.
/// </remarks>
public sealed class SentencePairTokenizer : LanguageTokenizer
{
    private const string Settings = "tokenizer_config.json", BeginName = "<s>";

    private readonly SentencePieceModel model;
    private readonly ScoredMerges merges;
    private readonly CachedPieces pieces;
    private readonly Dictionary<string, long> special = new(StringComparer.Ordinal);
    private readonly bool wordsAreApart;
    private readonly bool spaceAfterSpecial;

    private SentencePairTokenizer(SentencePieceModel model, bool begins, bool legacy)
    {
        this.model = model;
        merges = new(model);
        pieces = new(word => merges.PiecesOf(word));
        spaceAfterSpecial = legacy;
        for (int i = 0; i < model.Pieces.Count; i++)
        {
            if (model.Pieces[i] is { Sort: PieceSort.Control or PieceSort.Unknown, Text: var name })
            {
                special.TryAdd(name, i);
            }
        }

        Begin = begins && special.TryGetValue(BeginName, out long id) ? id : null;

        // Llama's pieces have spaces only in front: then no merge reaches over the end of a word, and words can be remembered.
        wordsAreApart = model.Pieces.All(piece => piece.Sort != PieceSort.Normal || piece.Text.TrimStart(MarkedWords.Mark).IndexOf(MarkedWords.Mark) < 0);
    }

    /// <inheritdoc/>
    public override int VocabularySize => model.Pieces.Count;

    /// <inheritdoc/>
    public override long? Begin { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Special => special;

    /// <inheritdoc/>
    protected override bool PutsSpace => true;

    /// <summary>Reads a model, and from <c>tokenizer_config.json</c> beside it <c>add_bos_token</c> and <c>legacy</c>; both are true where they are not said.</summary>
    /// <param name="file">The file, usually named <c>tokenizer.model</c>.</param>
    /// <exception cref="OpenVisionException">It is damaged, or not a model of pairs.</exception>
    internal static SentencePairTokenizer Read(VocabularyFile file)
    {
        string settings = Path.Combine(Path.GetDirectoryName(file.Path) ?? "", Settings);
        SentencePieceModel model = SentencePieceModel.ReadPairs(file);
        if (!File.Exists(settings))
        {
            return new(model, begins: true, legacy: true);
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(VocabularyFile.Open(settings).Bytes);
            bool Says(string key) => json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty(key, out JsonElement value) || value.ValueKind != JsonValueKind.False;
            return new(model, Says("add_bos_token"), Says("legacy"));
        }
        catch (JsonException e)
        {
            throw new OpenVisionException($"{settings}: line {e.LineNumber + 1} is not JSON: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    internal override void Spell(long id, List<byte> bytes)
    {
        if (id >= 0 && id < model.Pieces.Count)
        {
            ScoredPiece piece = model.Pieces[(int)id];
            bytes.AddRange(piece.Sort switch
            {
                PieceSort.Normal => Encoding.UTF8.GetBytes(piece.Text.Replace(MarkedWords.Mark, ' ')),
                PieceSort.Byte => [SentencePieceModel.ByteOf(piece.Text)],
                _ => [],
            });
        }
    }

    /// <inheritdoc/>
    private protected override void Write(string text, bool continues, List<TextToken> tokens)
    {
        if (text.Length == 0)
        {
            return;
        }

        int own = continues && !spaceAfterSpecial ? 0 : 1;
        ReadOnlySpan<char> marked = string.Concat(own > 0 ? $"{MarkedWords.Mark}" : "", text.Replace(' ', MarkedWords.Mark));
        for (int start = 0; start < marked.Length;)
        {
            int length = wordsAreApart ? WordLength(marked[start..]) : marked.Length;
            Place(marked.Slice(start, length), start - own, tokens);
            start += length;
        }
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        int marks = text.IndexOfAnyExcept(MarkedWords.Mark);
        int end = marks < 0 ? -1 : text[marks..].IndexOf(MarkedWords.Mark);
        return end < 0 ? text.Length : marks + end;
    }

    // A character that no piece covers is written as its bytes, which all begin within it.
    private void Place(ReadOnlySpan<char> word, int start, List<TextToken> tokens)
    {
        int at = 0, spelled = 0;
        foreach (int id in pieces.Of(word))
        {
            tokens.Add(new(id, Math.Max(0, start + at)));
            if (model.Pieces[id].Sort == PieceSort.Normal)
            {
                at += model.Pieces[id].Text.Length;
                continue;
            }

            Rune.DecodeFromUtf16(word[at..], out Rune rune, out int width);
            if (++spelled == rune.Utf8SequenceLength)
            {
                (at, spelled) = (at + width, 0);
            }
        }
    }
}
