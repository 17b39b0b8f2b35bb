using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace OpenVision.Text;

/// <summary>Byte-level pairs, as Llama 3, Qwen 2, SmolLM and GPT-2 have them. Every text comes back as it was. Safe to use from several threads.</summary>
/// <remarks>
/// Pairs are merged by Microsoft.ML.Tokenizers' BpeTokenizer. Words are cut and looked up here: its regular expressions see halves of characters above
/// U+FFFF, it composes nothing where globalization is invariant, it has no <c>ignore_merges</c>, and its special tokens are found in users' texts, too.
/// </remarks>
public sealed class ByteLevelTokenizer : LanguageTokenizer
{
    // The library's time grows with the square of a word's length: a longer one is merged in stretches of so many characters.
    private const int LongestWord = 8192;

    private readonly TokenizerFile file;
    private readonly BpeTokenizer library;
    private readonly CachedPieces pieces;
    private readonly byte[]?[] bytes;

    private ByteLevelTokenizer(TokenizerFile file)
    {
        this.file = file;
        library = BpeTokenizer.Create(new BpeOptions(file.Vocabulary) { Merges = file.Merges, ByteLevel = true });
        pieces = new(PiecesOf);
        bytes = new byte[]?[Math.Max(file.Vocabulary.Values.Max(), (int)file.Added.Values.DefaultIfEmpty(0).Max()) + 1];
        foreach ((string piece, int id) in file.Vocabulary)
        {
            bytes[id] = ByteAlphabet.BytesOf(piece);
        }

        foreach ((string name, long id) in file.Added)
        {
            bytes[id] = file.Special.ContainsKey(name) ? null : Encoding.UTF8.GetBytes(name);
        }
    }

    /// <inheritdoc/>
    public override int VocabularySize => bytes.Length;

    /// <inheritdoc/>
    public override long? Begin => file.Begin;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Special => file.Special;

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It is damaged, or does what is not known here.</exception>
    internal static ByteLevelTokenizer Read(VocabularyFile file) => new(TokenizerFile.Read(file));

    /// <inheritdoc/>
    public override string Normalize(string text) => file.Composes ? Composition.Compose(base.Normalize(text)) : base.Normalize(text);

    /// <inheritdoc/>
    internal override void Spell(long id, List<byte> target)
    {
        if (id >= 0 && id < bytes.Length && bytes[id] is { } found)
        {
            target.AddRange(found);
        }
    }

    // What the file adds to the vocabulary without calling it special stands for itself wherever it is in a text.
    /// <inheritdoc/>
    private protected override void Write(string text, bool continues, List<TextToken> tokens)
    {
        int start = 0;
        if (file.Ordinary is { } ordinary)
        {
            foreach (ValueMatch found in ordinary.EnumerateMatches(text))
            {
                WriteWords(text, start..found.Index, rule: 0, tokens);
                tokens.Add(new(file.Added[text.Substring(found.Index, found.Length)], found.Index));
                start = found.Index + found.Length;
            }
        }

        WriteWords(text, start..text.Length, rule: 0, tokens);
    }

    // Every rule cuts what the one before it has left whole.
    private void WriteWords(string text, Range range, int rule, List<TextToken> tokens)
    {
        (int start, int end) = (range.Start.Value, range.End.Value);
        while (start < end)
        {
            int length = rule < file.Rules.Count ? file.Rules[rule](text.AsSpan(start, end - start)) : end - start;
            if (rule < file.Rules.Count)
            {
                WriteWords(text, start..(start + length), rule + 1, tokens);
            }
            else
            {
                Place(text.AsSpan(start, length), start, tokens);
            }

            start += length;
        }
    }

    private void Place(ReadOnlySpan<char> word, int start, List<TextToken> tokens)
    {
        int at = 0, ahead = 0; // the character that the next byte belongs to, and how many of its bytes have been passed
        foreach (int id in pieces.Of(word))
        {
            tokens.Add(new(id, start + at));
            ahead += bytes[id]!.Length;
            while (at < word.Length && Rune.DecodeFromUtf16(word[at..], out Rune rune, out int width) == 0 && ahead >= rune.Utf8SequenceLength)
            {
                (at, ahead) = (at + width, ahead - rune.Utf8SequenceLength);
            }
        }
    }

    private int[] PiecesOf(string word)
    {
        if (file.IgnoresMerges && file.Vocabulary.TryGetValue(Spelled(word), out int whole) && bytes[whole] is not null)
        {
            return [whole];
        }

        List<int> ids = [];
        for (int start = 0, end; start < word.Length; start = end)
        {
            end = Math.Min(word.Length, start + LongestWord);
            end -= end < word.Length && char.IsHighSurrogate(word[end - 1]) ? 1 : 0;
            ids.AddRange(library.EncodeToIds(word.AsSpan(start, end - start), considerPreTokenization: false, considerNormalization: false));
        }

        return [.. ids];
    }

    private static string Spelled(string word) => string.Concat(Encoding.UTF8.GetBytes(word).Select(ByteAlphabet.CharacterOf));
}
