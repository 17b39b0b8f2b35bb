using System.Text;

namespace OpenVision.Text;

/// <summary>
/// A list of words, one a line, the id being the line's number from 0: a tokenizer for small models in small worlds. A text is split at white space
/// and around punctuation; a word that is not in the list is looked for in lower case, and else is <c>&lt;unk&gt;</c>. Safe to use from several threads.
/// </summary>
/// <remarks>
/// Lines in angle brackets are special: <c>&lt;unk&gt;</c> must be there; <c>&lt;s&gt;</c>, where it is, begins every text; <c>&lt;0x0A&gt;</c>, where it is,
/// stands for a line break, which otherwise is white space; <c>&lt;pad&gt;</c>, <c>&lt;/s&gt;</c>, <c>&lt;|im_start|&gt;</c> and the like are for padding and templates.
/// </remarks>
public sealed class WordListTokenizer : LanguageTokenizer
{
    /// <summary>A word list's usual name.</summary>
    public const string FileName = "words.txt";

    private const string UnknownName = "<unk>", BeginName = "<s>", LineBreakName = "<0x0A>";
    private const int MostWords = 1 << 20;

    // These stand close to the word before them, in text as in print.
    private const string Closing = ".,!?;:)]}%";

    private readonly string[] words;
    private readonly Dictionary<string, long> plain = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> special = new(StringComparer.Ordinal);
    private readonly long unknown;
    private readonly long? lineBreak;

    private WordListTokenizer(string[] words, string path)
    {
        this.words = words;
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            bool marker = word is ['<', _, .., '>'];
            if (!marker && (word.Length == 0 || Words(word).Count != 1))
            {
                throw new OpenVisionException($"{path}: line {i + 1} is '{word}'; a line is one word or one punctuation mark.");
            }

            if (!(marker ? special : plain).TryAdd(word, i))
            {
                throw new OpenVisionException($"{path}: line {i + 1} repeats '{word}'; every word must stand once.");
            }
        }

        unknown = special.TryGetValue(UnknownName, out long id) ? id : throw new OpenVisionException($"{path}: the word list lacks {UnknownName}; add it as a line.");
        lineBreak = special.TryGetValue(LineBreakName, out long found) ? found : null;
        special.Remove(LineBreakName); // text, though it cannot be written as a line
    }

    /// <inheritdoc/>
    public override int VocabularySize => words.Length;

    /// <inheritdoc/>
    public override long? Begin => special.TryGetValue(BeginName, out long id) ? id : null;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, long> Special => special;

    /// <inheritdoc/>
    protected override bool PutsSpace => true;

    /// <summary>Reads a word list.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">A line is no word or stands twice, or <c>&lt;unk&gt;</c> is missing.</exception>
    internal static WordListTokenizer Read(VocabularyFile file)
    {
        IReadOnlyList<string> lines = file.Lines();
        return lines.Count <= MostWords
            ? new([.. lines], file.Path)
            : throw new OpenVisionException($"{file.Path}: a word list of {lines.Count} lines is not read; the longest has {MostWords}.");
    }

    /// <inheritdoc/>
    internal override void Spell(long id, List<byte> bytes)
    {
        if (id == lineBreak)
        {
            bytes.Add((byte)'\n');
        }
        else if (id >= 0 && id < words.Length && (id == unknown || !special.ContainsKey(words[id])))
        {
            if (words[id] is not [var mark] || !Closing.Contains(mark, StringComparison.Ordinal))
            {
                bytes.Add((byte)' ');
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(words[id]));
        }
    }

    /// <inheritdoc/>
    private protected override void Write(string text, bool continues, List<TextToken> tokens)
    {
        foreach ((int start, int length) in Words(text))
        {
            string word = text.Substring(start, length);
            if (word == "\n")
            {
                if (lineBreak is { } known)
                {
                    tokens.Add(new(known, start));
                }
            }
            else
            {
                tokens.Add(new(plain.TryGetValue(word, out long id) || plain.TryGetValue(word.ToLowerInvariant(), out id) ? id : unknown, start));
            }
        }
    }

    // Runs of letters, digits and marks; every other character alone; of white space only line breaks.
    private static List<(int Start, int Length)> Words(string text)
    {
        List<(int, int)> found = [];
        for (int start = 0, width; start < text.Length; start += width)
        {
            Rune first = Rune.GetRuneAt(text, start);
            width = first.Utf16SequenceLength;
            if (IsWithinWord(first))
            {
                while (start + width < text.Length && Rune.GetRuneAt(text, start + width) is var next && IsWithinWord(next))
                {
                    width += next.Utf16SequenceLength;
                }
            }

            if (!Rune.IsWhiteSpace(first) || first.Value == '\n')
            {
                found.Add((start, width));
            }
        }

        return found;
    }

    private static bool IsWithinWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
