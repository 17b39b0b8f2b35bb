using System.Text;

namespace OpenVision.Text;

/// <summary>Turns ids into text as they come: a character whose last bytes are still to come is held back. For one thread.</summary>
public sealed class TokenStream
{
    private readonly LanguageTokenizer tokenizer;
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly List<byte> bytes = [];
    private bool dropsSpace;

    internal TokenStream(LanguageTokenizer tokenizer, bool dropsSpace) => (this.tokenizer, this.dropsSpace) = (tokenizer, dropsSpace);

    /// <summary>The text that an id completes; empty where it ends within a character.</summary>
    /// <param name="id">The next id; one outside the vocabulary gives nothing.</param>
    public string Push(long id)
    {
        bytes.Clear();
        tokenizer.Spell(id, bytes);
        if (dropsSpace && bytes.Count > 0)
        {
            dropsSpace = false;
            if (bytes[0] == (byte)' ')
            {
                bytes.RemoveAt(0);
            }
        }

        return Decode([.. bytes], flush: false);
    }

    /// <summary>What is left at the end: U+FFFD where the last character is not whole.</summary>
    public string End() => Decode([], flush: true);

    private string Decode(byte[] more, bool flush)
    {
        char[] text = new char[decoder.GetCharCount(more, flush)];
        return new(text, 0, decoder.GetChars(more, text, flush));
    }
}
