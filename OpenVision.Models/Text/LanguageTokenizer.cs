namespace OpenVision.Text;

/// <summary>A token of a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">The character of <see cref="LanguageTokenizer.Normalize"/>'s text that it begins with or within.</param>
public readonly record struct TextToken(long Id, int Start);

/// <summary>
/// Turns text into the ids that a language model reads, and back. A special token's name in a text is plain text: what a user writes never
/// becomes a marker of a turn; those are asked for by name. Safe to use from several threads.
/// </summary>
public abstract class LanguageTokenizer
{
    /// <summary>The most characters of a text: 4 million, beyond every context.</summary>
    public const int LongestText = 4_000_000;

    // A folder of a published model may hold both of the first: the model is what the other was made from.
    private static readonly string[] usualNames = ["tokenizer.model", "tokenizer.json", WordListTokenizer.FileName];

    /// <summary>The number of ids: every id is smaller.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>The token that the tokenizer itself puts before a text, Llama's <c>&lt;s&gt;</c>; null where it puts none.</summary>
    public abstract long? Begin { get; }

    /// <summary>The special tokens by their names.</summary>
    public abstract IReadOnlyDictionary<string, long> Special { get; }

    /// <summary>Whether the space that the first token of a text begins with is the tokenizer's own.</summary>
    protected virtual bool PutsSpace => false;

    /// <summary>Reads a tokenizer; what the file holds says which it is.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><c>tokenizer.json</c> of byte-level pairs: Llama 3, Qwen 2, SmolLM, GPT-2;</item>
    /// <item><c>tokenizer.model</c>, SentencePiece's pairs with byte pieces: Llama 2, Vicuna; <c>tokenizer_config.json</c> beside it is heeded;</item>
    /// <item>a list of words, one a line: <see cref="WordListTokenizer"/>.</item>
    /// </list>
    /// </remarks>
    /// <param name="path">The file, or a folder that holds it under its usual name.</param>
    /// <exception cref="OpenVisionException">It is missing, larger than 64 MiB, damaged or of another kind.</exception>
    public static LanguageTokenizer Load(string path)
    {
        VocabularyFile file = VocabularyFile.Open(Find(path));
        return file.Kind switch
        {
            VocabularyKind.Json => ByteLevelTokenizer.Read(file),
            VocabularyKind.SentencePiece => SentencePairTokenizer.Read(file),
            VocabularyKind.WordPiece => WordListTokenizer.Read(file),
            _ => throw new OpenVisionException($"{file.Path} is a list of merges without ids; name the model's tokenizer.json or tokenizer.model."),
        };
    }

    /// <summary>Reads a language model's tokenizer.</summary>
    /// <param name="path">The file or folder, as <see cref="Load"/> takes it.</param>
    /// <param name="language">The language model.</param>
    /// <exception cref="OpenVisionException">It cannot be read, or has more ids than the model has rows.</exception>
    public static LanguageTokenizer For(string path, LanguageSpec language)
    {
        ArgumentNullException.ThrowIfNull(language);
        LanguageTokenizer tokenizer = Load(path);
        return tokenizer.VocabularySize <= language.Vocabulary
            ? tokenizer
            : throw new OpenVisionException($"The tokenizer '{path}' has {tokenizer.VocabularySize} ids, and '{language.Name}' has a table of {language.Vocabulary} rows. Use the tokenizer that the model was trained with.");
    }

    /// <summary>The id of a special token.</summary>
    /// <param name="name">Its name, such as <c>&lt;|im_end|&gt;</c>.</param>
    /// <exception cref="OpenVisionException">There is none of that name.</exception>
    public long SpecialId(string name) => Special.TryGetValue(name, out long id)
        ? id
        : throw new OpenVisionException($"The tokenizer has no special token '{name}', which the conversation's form is made of; it has {Known()}. Choose the form that the model was trained with, or another tokenizer.");

    /// <summary>The text as tokens are found in it: well-formed, and composed where the tokenizer composes. Normalizing it again changes nothing.</summary>
    /// <param name="text">The text.</param>
    public virtual string Normalize(string text) => WellFormed(text);

    /// <summary>The tokens of a text, without <see cref="Begin"/> and without special tokens.</summary>
    /// <param name="text">The text; names of special tokens in it are plain text.</param>
    /// <param name="continues">Whether a special token stands right before it: some tokenizers then put no space of their own in front.</param>
    /// <exception cref="OpenVisionException">The text is longer than <see cref="LongestText"/>.</exception>
    public IReadOnlyList<TextToken> Encode(string text, bool continues = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new OpenVisionException($"A text of {text.Length} characters is not made into tokens; the longest has {LongestText}. Cut it into several.");
        }

        List<TextToken> tokens = [];
        Write(Normalize(text), continues, tokens);
        return tokens;
    }

    /// <summary>The text of ids, special tokens left out. Bytes that are no character become U+FFFD.</summary>
    /// <param name="ids">The ids; those outside the vocabulary, such as a picture's place, are left out.</param>
    public string Decode(IEnumerable<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        TokenStream stream = Stream();
        return string.Concat(ids.Select(stream.Push)) + stream.End();
    }

    /// <summary>Begins to turn ids into text as they come.</summary>
    public TokenStream Stream() => new(this, PutsSpace);

    /// <summary>Adds a token's bytes, none for a special token or one outside the vocabulary.</summary>
    /// <param name="id">The id.</param>
    /// <param name="bytes">Where they go.</param>
    internal abstract void Spell(long id, List<byte> bytes);

    /// <summary>Adds the tokens of a normalized text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="continues">Whether a special token stands right before it.</param>
    /// <param name="tokens">Where they go.</param>
    private protected abstract void Write(string text, bool continues, List<TextToken> tokens);

    // What is half a character in UTF-16 has no bytes in UTF-8.
    private static string WellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return string.Concat(text.EnumerateRunes()); // lone halves come out as U+FFFD
            }
        }

        return text;
    }

    /// <summary>The file of a tokenizer.</summary>
    /// <param name="path">The file, or a folder that holds it under its usual name.</param>
    /// <exception cref="OpenVisionException">There is none.</exception>
    internal static string Find(string path) => !Directory.Exists(path)
        ? File.Exists(path)
            ? path
            : throw new OpenVisionException($"There is no tokenizer at '{path}'. Name the language model's tokenizer.json, tokenizer.model or word list, or the folder that holds it.")
        : usualNames.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new OpenVisionException($"There is no tokenizer in '{path}': it holds none of {string.Join(", ", usualNames)}. Name the file itself.");

    private string Known() => Special.Count == 0 ? "none" : string.Join(", ", Special.Keys.Order(StringComparer.Ordinal).Take(8)) + (Special.Count > 8 ? ", …" : "");
}
