namespace OpenVision.Text;

/// <summary>Lower-casing BERT WordPiece with OpenVision's layout: <c>bos · pieces · eos · pad … · cls</c>.</summary>
public sealed class WordPieceTokenizer
{
    private WordPieceTokenizer()
    {
    }

    /// <summary>The number of entries of the vocabulary.</summary>
    public int VocabularySize => throw new NotImplementedException();

    /// <summary>Reads a vocabulary, one piece a line; it must hold <c>[PAD]</c> at 0, <c>[UNK]</c>, <c>[CLS]</c> and <c>[bos]</c>, <c>[eos]</c> (BERT's <c>[unused0]</c>, <c>[unused1]</c> at 1 and 2 count as these).</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing or lacks one of these.</exception>
    public static WordPieceTokenizer Load(string path) => throw new NotImplementedException();

    /// <summary>Writes a text of the contrastive loss: bos, pieces, eos, padding and the class token at the last place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">T places. An over-long text keeps eos at place T - 2.</param>
    public void EncodeText(string text, Span<long> target) => throw new NotImplementedException();

    /// <summary>Writes a caption for the decoder: bos, pieces, eos and padding; no class token.</summary>
    /// <param name="text">The caption.</param>
    /// <param name="target">L places. An over-long caption keeps eos at the last.</param>
    public void EncodeCaption(string text, Span<long> target) => throw new NotImplementedException();

    /// <summary>The text of ids up to the first eos, special tokens left out, word pieces joined.</summary>
    /// <param name="ids">The ids.</param>
    public string Decode(ReadOnlySpan<long> ids) => throw new NotImplementedException();
}
