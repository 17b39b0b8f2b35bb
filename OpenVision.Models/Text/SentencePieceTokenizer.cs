using System.Text;

namespace OpenVision.Text;

/// <summary>
/// SentencePiece's unigram model with SigLIP's layout, <c>pieces · end · end …</c>: open_clip pads with the end token. Texts are
/// cleaned as open_clip's <c>canonicalize</c> does: ASCII punctuation dropped, lower case, white space collapsed. Safe to use from
/// several threads.
/// </summary>
/// <remarks>
/// Microsoft.ML.Tokenizers reads unigram models, but fails on those of T5, which SigLIP uses, since they have no begin token, and
/// writes an unknown token for every character where SentencePiece writes one for them all. So the model is read and searched here.
/// </remarks>
public sealed class SentencePieceTokenizer : TextTokenizer
{
    // What is cut off a longer word lies beyond every context.
    private const int LongestWord = 8192;

    private readonly SentencePieceModel model;
    private readonly UnigramSearch search;
    private readonly CachedPieces pieces;

    private SentencePieceTokenizer(SentencePieceModel model)
    {
        this.model = model;
        search = new(model);
        pieces = new(word => search.PiecesOf(word.AsSpan(0, Math.Min(word.Length, LongestWord))));
    }

    /// <inheritdoc/>
    public override int VocabularySize => model.Pieces.Count;

    /// <inheritdoc/>
    public override Tokenization Tokenization => Tokenization.SentencePiece;

    /// <summary>Reads a model.</summary>
    /// <param name="file">The file, usually named <c>spiece.model</c>.</param>
    /// <exception cref="OpenVisionException">It is damaged, or not a unigram model.</exception>
    internal static SentencePieceTokenizer Read(VocabularyFile file) => new(SentencePieceModel.Read(file));

    /// <summary>Writes a text: pieces, then the end token at all other places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">T places, at least 1. An over-long text keeps the end token at the last.</param>
    public override void EncodeText(string text, Span<long> target)
    {
        int count = Write(text, target[..^1]);
        target[count..].Fill(model.End);
    }

    /// <summary>Writes a caption: a zero, with which T5's decoder begins, pieces, end and zeros.</summary>
    /// <param name="text">The caption.</param>
    /// <param name="target">L places, at least 2. An over-long caption keeps the end token at the last.</param>
    public override void EncodeCaption(string text, Span<long> target)
    {
        target.Clear(); // padding is id 0
        int count = Write(text, target[1..^1]);
        target[count + 1] = model.End;
    }

    /// <inheritdoc/>
    public override string Decode(ReadOnlySpan<long> ids)
    {
        List<byte> text = [];
        foreach (long id in ids)
        {
            if (id == model.End)
            {
                break;
            }

            if (id >= 0 && id < model.Pieces.Count)
            {
                ScoredPiece piece = model.Pieces[(int)id];
                text.AddRange(piece.Sort switch
                {
                    PieceSort.Normal => Encoding.UTF8.GetBytes(piece.Text.Replace(MarkedWords.Mark, ' ')),
                    PieceSort.Byte => [SentencePieceModel.ByteOf(piece.Text)],
                    _ => [],
                });
            }
        }

        return Encoding.UTF8.GetString([.. text]).Trim(' ');
    }

    private int Write(string text, Span<long> places) =>
        pieces.Write(new MarkedWords(model.Characters.Apply(TextCleaning.Canonical(text))), places);
}
