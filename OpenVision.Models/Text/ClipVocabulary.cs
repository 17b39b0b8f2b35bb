using System.Text.Json;

namespace OpenVision.Text;

/// <summary>CLIP's pieces, the pairs that make them and the special tokens.</summary>
internal sealed class ClipVocabulary
{
    /// <summary>What the last piece of a word ends with.</summary>
    public const string WordEnd = "</w>";

    // open_clip reads this many lines of the list, which goes on to 262,144.
    private const int MostMerges = 49152 - 256 - 2;
    private const int MostPieces = 1 << 20;

    // open_clip's names first, then those of OpenAI and Hugging Face.
    private static readonly (string Begin, string End)[] names = [("<start_of_text>", "<end_of_text>"), ("<|startoftext|>", "<|endoftext|>")];

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<BytePair> pairs = [];
    private readonly string path;

    private ClipVocabulary(string path) => this.path = path;

    /// <summary>The pieces in the order of their ids; empty where an id has none.</summary>
    public string[] Pieces { get; private set; } = [];

    /// <summary>The pairs in the order of their merging.</summary>
    public IReadOnlyList<BytePair> Pairs => pairs;

    /// <summary>The name of the token that begins a text.</summary>
    public string Begin { get; private set; } = "";

    /// <summary>The name of the token that ends a text.</summary>
    public string End { get; private set; } = "";

    /// <summary>The id of a piece that the vocabulary is known to have.</summary>
    /// <param name="piece">The piece.</param>
    public int this[string piece] => ids[piece];

    /// <summary>Reads a vocabulary.</summary>
    /// <param name="file">The list of merges, a <c>vocab.json</c> or a <c>tokenizer.json</c>.</param>
    /// <exception cref="OpenVisionException">It is damaged, or not CLIP's.</exception>
    public static ClipVocabulary Read(VocabularyFile file) =>
        file.Kind == VocabularyKind.Json ? new ClipVocabulary(file.Path).ReadJson(file) : new ClipVocabulary(file.Path).ReadMerges(file);

    // 256 bytes, the same at a word's end, what each merge makes, the special tokens.
    private ClipVocabulary ReadMerges(VocabularyFile file)
    {
        foreach (string piece in BytePieces().Concat(BytePieces().Select(piece => piece + WordEnd)))
        {
            ids.Add(piece, ids.Count);
        }

        IReadOnlyList<string> lines = file.Lines();
        for (int i = 1; i < lines.Count && i <= MostMerges && !(i == lines.Count - 1 && lines[i].Length == 0); i++)
        {
            string joined = string.Concat(Halves(lines[i], $"{file.Path}: line {i + 1}"));
            if (!ids.TryAdd(joined, ids.Count))
            {
                throw new OpenVisionException($"{file.Path}: line {i + 1} makes the piece '{joined}' a second time; every merge must make a new one.");
            }

            Add(lines[i], $"{file.Path}: line {i + 1}");
        }

        (Begin, End) = names[0];
        ids.Add(Begin, ids.Count);
        ids.Add(End, ids.Count);
        return Finish();
    }

    private ClipVocabulary ReadJson(VocabularyFile file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file.Bytes);
            if (document.RootElement.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.Object)
            {
                ReadModel(model);
            }
            else
            {
                ReadIds(document.RootElement);
                VocabularyFile merges = file.OpenMerges();
                foreach ((string line, int i) in merges.Lines().Select((line, i) => (line, i)))
                {
                    if (line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))
                    {
                        Add(line, $"{merges.Path}: line {i + 1}");
                    }
                }
            }
        }
        catch (JsonException e)
        {
            throw new OpenVisionException($"{path}: line {e.LineNumber + 1} is not JSON: {e.Message}", e);
        }

        (Begin, End) = names.FirstOrDefault(pair => ids.ContainsKey(pair.Begin) && ids.ContainsKey(pair.End));
        return Begin is null
            ? throw new OpenVisionException($"{path}: the vocabulary lacks {names[1].Begin} or {names[1].End}, so it is not CLIP's.")
            : Finish();
    }

    private void ReadModel(JsonElement model)
    {
        string? type = model.TryGetProperty("type", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        if (type is not (null or "BPE"))
        {
            throw new OpenVisionException(
                $"{path}: a tokenizer.json of the model '{type}' is not read; name the model's spiece.model (SigLIP) or vocab.txt (BERT).");
        }

        if (!model.TryGetProperty("vocab", out JsonElement vocabulary) || vocabulary.ValueKind != JsonValueKind.Object
            || !model.TryGetProperty("merges", out JsonElement merges) || merges.ValueKind != JsonValueKind.Array)
        {
            throw new OpenVisionException($"{path}: model has no object 'vocab' or no list 'merges', so it is not CLIP's.");
        }

        ReadIds(vocabulary);
        foreach ((JsonElement merge, int i) in merges.EnumerateArray().Select((merge, i) => (merge, i)))
        {
            // Newer files hold ["a", "b"], older ones "a b".
            string line = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!,
                JsonValueKind.Array => string.Join(' ', merge.EnumerateArray()),
                _ => "",
            };
            Add(line, $"{path}: model.merges[{i}]");
        }
    }

    private void ReadIds(JsonElement vocabulary)
    {
        foreach (JsonProperty entry in vocabulary.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out int id) || id is < 0 or >= MostPieces)
            {
                throw new OpenVisionException($"{path}: the id of '{entry.Name}' is {entry.Value}; ids are whole numbers from 0 to {MostPieces - 1}.");
            }

            ids[entry.Name] = id;
        }

        if (BytePieces().FirstOrDefault(piece => !ids.ContainsKey(piece) || !ids.ContainsKey(piece + WordEnd)) is { } missing)
        {
            throw new OpenVisionException($"{path}: the vocabulary lacks '{missing}' or '{missing}{WordEnd}', so it is not CLIP's: that has every byte, alone and at a word's end.");
        }
    }

    private void Add(string merge, string place)
    {
        string[] halves = Halves(merge, place);
        if (Array.Find(halves, half => !ids.ContainsKey(half)) is { } unknown)
        {
            throw new OpenVisionException($"{place} merges '{unknown}', which is no piece yet.");
        }

        if (!ids.TryGetValue(string.Concat(halves), out int joined))
        {
            throw new OpenVisionException($"{place} makes '{string.Concat(halves)}', which has no id.");
        }

        pairs.Add(new(ids[halves[0]], ids[halves[1]], joined));
    }

    private static string[] Halves(string merge, string place) => merge.Split(' ') is [{ Length: > 0 }, { Length: > 0 }] and { } halves
        ? halves
        : throw new OpenVisionException($"{place} is '{Shortened(merge)}'; a merge is two pieces with a space between them.");

    private static string Shortened(string text) => text.Length > 40 ? $"{text[..40]}…" : text;

    private static IEnumerable<string> BytePieces() => ByteAlphabet.Order.Select(value => $"{ByteAlphabet.CharacterOf(value)}");

    private ClipVocabulary Finish()
    {
        Pieces = new string[ids.Values.Max() + 1];
        Array.Fill(Pieces, "");
        foreach ((string piece, int id) in ids)
        {
            if (Pieces[id].Length > 0)
            {
                throw new OpenVisionException($"{path}: '{piece}' and '{Pieces[id]}' have the same id {id}; every piece needs its own.");
            }

            Pieces[id] = piece;
        }

        HashSet<(int First, int Second)> seen = [];
        foreach (BytePair pair in pairs)
        {
            if (!seen.Add((pair.First, pair.Second)))
            {
                throw new OpenVisionException($"{path}: the merge '{Pieces[pair.First]} {Pieces[pair.Second]}' stands twice; every merge must stand once.");
            }
        }

        return this;
    }
}
