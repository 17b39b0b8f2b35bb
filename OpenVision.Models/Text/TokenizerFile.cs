using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenVision.Text;

/// <summary>What a <c>tokenizer.json</c> of byte-level pairs says. Whatever in it is not known here is an error: its tokens would be others.</summary>
internal sealed class TokenizerFile
{
    private const int MostPieces = 1 << 20, MostRules = 8;

    private readonly string path;
    private readonly List<WordRule> rules = [];
    private readonly Dictionary<string, long> added = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> special = new(StringComparer.Ordinal);

    private TokenizerFile(string path) => this.path = path;

    /// <summary>The pieces in the alphabet of bytes, with their ids.</summary>
    public IReadOnlyDictionary<string, int> Vocabulary { get; private set; } = new Dictionary<string, int>();

    /// <summary>The pairs in the order of their merging, a space between the two.</summary>
    public IReadOnlyList<string> Merges { get; private set; } = [];

    /// <summary>The tokens that are added to the vocabulary, special ones among them, as plain text.</summary>
    public IReadOnlyDictionary<string, long> Added => added;

    /// <summary>The special ones of <see cref="Added"/>.</summary>
    public IReadOnlyDictionary<string, long> Special => special;

    /// <summary>How a text is cut into words, rule after rule.</summary>
    public IReadOnlyList<WordRule> Rules => rules;

    /// <summary>Whether a word that is a piece is taken as it is, however its pairs merge.</summary>
    public bool IgnoresMerges { get; private set; }

    /// <summary>Whether texts are put in normalization form C first.</summary>
    public bool Composes { get; private set; }

    /// <summary>The token that is put before a text; null for none.</summary>
    public long? Begin { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It is damaged, or does what is not known here.</exception>
    public static TokenizerFile Read(VocabularyFile file)
    {
        TokenizerFile read = new(file.Path);
        try
        {
            using JsonDocument json = JsonDocument.Parse(file.Bytes);
            read.ReadModel(read.Member(json.RootElement, "model", JsonValueKind.Object));
            read.ReadAdded(json.RootElement);
            foreach ((string key, Action<JsonElement, string> take) in (ReadOnlySpan<(string, Action<JsonElement, string>)>)
                [("normalizer", read.ReadNormalizer), ("pre_tokenizer", read.ReadRule), ("post_processor", read.ReadEnds)])
            {
                if (json.RootElement.TryGetProperty(key, out JsonElement part) && part.ValueKind != JsonValueKind.Null)
                {
                    read.ReadParts(part, key, take);
                }
            }

            return read.rules.Count > 0 ? read : throw read.Fault("pre_tokenizer", "cuts no words");
        }
        catch (JsonException e)
        {
            throw new OpenVisionException($"{file.Path}: line {e.LineNumber + 1} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Finds the added tokens that are not special; null where there are none.</summary>
    public Regex? Ordinary { get; private set; }

    private void ReadModel(JsonElement model)
    {
        if (Text(model, "type") is { } type and not "BPE")
        {
            throw Fault("model.type", $"is '{type}'; only BPE is read. Name the model's tokenizer.model where it has one");
        }

        foreach (string key in (ReadOnlySpan<string>)["byte_fallback", "dropout", "continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.TryGetProperty(key, out JsonElement value)
                && value is not { ValueKind: JsonValueKind.Null or JsonValueKind.False } && !(value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
            {
                throw Fault($"model.{key}", $"is {Shown(value)}; only byte-level models, which have none, are read. Name the model's tokenizer.model where it has one");
            }
        }

        IgnoresMerges = Flag(model, "ignore_merges", otherwise: false);
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        HashSet<int> taken = [];
        foreach (JsonProperty piece in Member(model, "vocab", JsonValueKind.Object, "model.").EnumerateObject())
        {
            int id = Id(piece.Value, $"model.vocab['{MemberShown(piece.Name)}']");
            if (!ids.TryAdd(piece.Name, id) || !taken.Add(id))
            {
                throw Fault($"model.vocab['{MemberShown(piece.Name)}']", "repeats a piece or an id; every piece must stand once, with an id of its own");
            }
        }

        if (ByteAlphabet.Order.Select(ByteAlphabet.CharacterOf).FirstOrDefault(piece => !ids.ContainsKey($"{piece}")) is var missing and not '\0')
        {
            throw Fault("model.vocab", $"lacks the byte '{missing}'; byte-level models have all 256");
        }

        (Vocabulary, Merges) = (ids, ReadMerges(Member(model, "merges", JsonValueKind.Array, "model."), ids));
    }

    private List<string> ReadMerges(JsonElement list, Dictionary<string, int> ids)
    {
        List<string> merges = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonElement merge in list.EnumerateArray())
        {
            // Newer files hold ["a", "b"], older ones "a b".
            string[] halves = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array => [.. merge.EnumerateArray().Select(half => half.ValueKind == JsonValueKind.String ? half.GetString()! : "")],
                _ => [],
            };
            if (halves is not [var left, var right] || !ids.ContainsKey(left) || !ids.ContainsKey(right) || !ids.ContainsKey(left + right))
            {
                throw Fault($"model.merges[{merges.Count}]", $"is {Shown(merge)}; a merge joins two pieces to a third, all three in model.vocab");
            }

            string line = $"{left} {right}";
            merges.Add(seen.Add(line) ? line : throw Fault($"model.merges[{merges.Count}]", $"is {Shown(merge)}, which stands there before; every merge must stand once"));
        }

        return merges;
    }

    private void ReadAdded(JsonElement root)
    {
        if (!root.TryGetProperty("added_tokens", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (JsonElement token in list.EnumerateArray())
        {
            string key = $"added_tokens[{added.Count}]";
            string name = token.ValueKind == JsonValueKind.Object && Text(token, "content") is { Length: > 0 } content ? content : throw Fault(key, "has no content");
            int id = Id(Member(token, "id", JsonValueKind.Number, $"{key}."), $"{key}.id");
            if (!added.TryAdd(name, id) || added.Count > MostPieces)
            {
                throw Fault(key, $"repeats '{MemberShown(name)}'; every token must stand once");
            }

            if (Flag(token, "special", otherwise: false))
            {
                special.Add(name, id);
            }
            else if (Flag(token, "lstrip", otherwise: false) || Flag(token, "rstrip", otherwise: false) || Flag(token, "single_word", otherwise: false))
            {
                throw Fault(key, $"'{MemberShown(name)}' takes the spaces around it, or stands only between words; only special tokens, which are not looked for in texts, may");
            }
        }

        // The leftmost is found, and of several there the longest; without backtracking, in a time that grows with the text's length alone.
        string[] ordinary = [.. added.Keys.Where(name => !special.ContainsKey(name)).OrderByDescending(name => name.Length).Select(Regex.Escape)];
        Ordinary = ordinary.Length == 0 ? null : new(string.Join('|', ordinary), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private void ReadParts(JsonElement part, string key, Action<JsonElement, string> take)
    {
        const string sequence = "Sequence";
        if (Kind(part, key) != sequence)
        {
            take(part, key);
            return;
        }

        string name = key switch { "normalizer" => "normalizers", "pre_tokenizer" => "pretokenizers", _ => "processors" };
        foreach ((JsonElement inner, int i) in Member(part, name, JsonValueKind.Array, $"{key}.").EnumerateArray().Take(MostRules).Select((inner, i) => (inner, i)))
        {
            take(inner, $"{key}.{name}[{i}]");
        }
    }

    private void ReadNormalizer(JsonElement part, string key) =>
        Composes = Kind(part, key) == "NFC" ? true : throw Fault(key, $"is of the type '{Kind(part, key)}'; only NFC is read");

    private void ReadRule(JsonElement part, string key)
    {
        switch (Kind(part, key))
        {
            case "Digits" when Flag(part, "individual_digits", otherwise: false):
                rules.Add(WordRules.Digits);
                break;
            case "ByteLevel" when !Flag(part, "add_prefix_space", otherwise: true):
                if (Flag(part, "use_regex", otherwise: true))
                {
                    rules.Add(WordRules.Gpt2);
                }

                break;
            case "Split" when !Flag(part, "invert", otherwise: false) && Text(part, "behavior") == "Isolated":
                string? pattern = part.TryGetProperty("pattern", out JsonElement found) && found.ValueKind == JsonValueKind.Object ? Text(found, "Regex") : null;
                rules.Add(pattern is not null && WordRules.Of(pattern) is { } rule
                    ? rule
                    : throw Fault($"{key}.pattern", $"is {Shown(found)}; {WordRules.Known} are read"));
                break;
            default:
                throw Fault(key, $"is {Shown(part)}; only Digits (individual), ByteLevel (no space put in front) and Split (isolated) are read");
        }
    }

    // Llama 3's puts a token in front. What others put behind, no template here asks for.
    private void ReadEnds(JsonElement part, string key)
    {
        if (Kind(part, key) == "ByteLevel")
        {
            return;
        }

        string[] names = Kind(part, key) == "TemplateProcessing"
            ? [.. Member(part, "single", JsonValueKind.Array, $"{key}.").EnumerateArray().Select(PartName)]
            : throw Fault(key, $"is of the type '{Kind(part, key)}'; only ByteLevel and TemplateProcessing are read");
        Begin = names switch
        {
            [""] => null,
            [var name, ""] when special.TryGetValue(name, out long id) => id,
            _ => throw Fault($"{key}.single", "is not a text, nor one special token and a text"),
        };
    }

    private static string PartName(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("SpecialToken", out JsonElement token) && token.ValueKind == JsonValueKind.Object
            ? Text(token, "id") ?? "?"
            : part.ValueKind == JsonValueKind.Object && part.TryGetProperty("Sequence", out _) ? "" : "?";

    private string Kind(JsonElement part, string key) =>
        part.ValueKind == JsonValueKind.Object && Text(part, "type") is { } type ? type : throw Fault(key, "has no type");

    private JsonElement Member(JsonElement from, string key, JsonValueKind kind, string before = "") =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(key, out JsonElement found) && found.ValueKind == kind
            ? found
            : throw Fault(before + key, $"is missing or no {kind.ToString().ToLowerInvariant()}");

    private int Id(JsonElement value, string key) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id is >= 0 and < MostPieces
        ? id
        : throw Fault(key, $"is {Shown(value)}; ids are whole numbers from 0 to {MostPieces - 1}");

    private static string? Text(JsonElement from, string key) =>
        from.TryGetProperty(key, out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static bool Flag(JsonElement from, string key, bool otherwise) =>
        from.TryGetProperty(key, out JsonElement found) ? found.ValueKind == JsonValueKind.True : otherwise;

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "missing" : MemberShown(value.GetRawText());

    private static string MemberShown(string text) => Data.MemberName.Shown(text);

    private OpenVisionException Fault(string key, string what) => new($"{path}: {key} {what}.");
}
