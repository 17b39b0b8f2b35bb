using OpenVision.Data;
using OpenVision.Weights;

namespace OpenVision.Language;

/// <summary>
/// Where a file's tensors lie of a language model's parameters: the names are those of the model alone, or of a multimodal model that
/// it is a part of (multimodal.md, section 1.3).
/// </summary>
internal static class LanguageKeys
{
    private const string Table = "embed_tokens.weight", Own = "model.", Head = "lm_head.weight";
    private const int MostNamed = 10;

    // What stands in a file for our "model.", and for nothing in front of the head.
    private static readonly (string Model, string Head)[] Layouts =
    [
        ("model.", ""),
        ("language_model.model.", "language_model."),
        ("model.language_model.", ""),
    ];

    /// <summary>The file's names by ours.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="source">The file.</param>
    /// <param name="ignoreOthers">Whether the file may hold other tensors: a vision tower's, a connector's.</param>
    /// <param name="ignoreHead">Whether a head in the file is known to be the table, which a tied model has in its place.</param>
    /// <exception cref="OpenVisionException">Tensors are missing, misshaped or unknown; the message lists them.</exception>
    public static IReadOnlyDictionary<string, string> Of(LanguageSpec spec, WeightSource source, bool ignoreOthers, bool ignoreHead)
    {
        (string Model, string Head) layout = Layouts.FirstOrDefault(layout => source.Tensors.ContainsKey(layout.Model + Table), Layouts[0]);
        Dictionary<string, string> keys = [];
        List<string> faults = [];
        foreach (ParameterSpec parameter in ParameterTable.Language(spec))
        {
            string key = parameter.Name == Head ? layout.Head + Head : layout.Model + parameter.Name[Own.Length..];
            keys.Add(parameter.Name, key);
            if (!source.Tensors.TryGetValue(key, out TensorEntry? entry))
            {
                faults.Add($"'{key}' is missing");
            }
            else if (!entry.Shape.SequenceEqual(parameter.Shape.Select(static size => (long)size)))
            {
                faults.Add($"'{key}' has shape {TensorShape.Shown(entry.Shape)}, expected {TensorShape.Shown([.. parameter.Shape.Select(static size => (long)size)])}");
            }
        }

        HashSet<string> known = [.. keys.Values];
        if (ignoreHead)
        {
            known.Add(layout.Head + Head);
        }

        faults.AddRange(source.Tensors.Keys
            .Where(key => !known.Contains(key) && !key.EndsWith(".inv_freq", StringComparison.Ordinal) && !(ignoreOthers && !IsLanguage(key, layout)))
            .Order(StringComparer.Ordinal)
            .Select(static key => $"'{MemberName.Shown(key)}' is none of the language model's"));
        if (faults.Count > 0)
        {
            string more = faults.Count > MostNamed ? $"; and {faults.Count - MostNamed} more" : "";
            throw new OpenVisionException($"{source.Path} does not fit {spec.Name}: {string.Join("; ", faults.Take(MostNamed))}{more}. Name weights of this model, or declare it as they are.");
        }

        return keys;
    }

    // Other parts may lie under "model." too; blocks and heads that are too many are always a fault.
    private static bool IsLanguage(string key, (string Model, string Head) layout) =>
        key.StartsWith(layout.Model + "layers.", StringComparison.Ordinal) || key == layout.Head + Head;
}
