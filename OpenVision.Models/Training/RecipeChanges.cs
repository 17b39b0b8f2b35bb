using System.Text.Json;

namespace OpenVision.Training;

/// <summary>Finds what changed of a recipe since a checkpoint of it was written.</summary>
internal static class RecipeChanges
{
    // What does not change the numbers of a run: where things lie, how they are called, when they are measured.
    private static readonly string[] Harmless =
    [
        ".Vision.Name", ".Text.Name", ".Decoder.Name", ".Precision", ".Evals", ".Prepare", ".Budget", ".CheckpointSamples",
    ];

    /// <summary>The recipe as JSON, to be kept with a checkpoint.</summary>
    /// <param name="recipe">The recipe.</param>
    public static JsonElement Write(RecipeSpec recipe) => JsonSerializer.SerializeToElement(recipe, RecipeJson.Default.RecipeSpec);

    /// <summary>Each setting that changes the run and differs, with both values.</summary>
    /// <param name="saved">The recipe kept with a checkpoint.</param>
    /// <param name="now">The recipe of now.</param>
    public static IReadOnlyList<string> Between(JsonElement saved, RecipeSpec now)
    {
        Dictionary<string, string> before = Flatten(saved), after = Flatten(Write(now));
        return
        [
            .. before.Keys.Union(after.Keys).Where(Matters).Order(StringComparer.Ordinal)
                .Select(path => (Path: path[1..], Before: before.GetValueOrDefault(path, "nothing"), After: after.GetValueOrDefault(path, "nothing")))
                .Where(change => change.Before != change.After)
                .Select(change => $"{change.Path} was {change.Before} and is {change.After}"),
        ];
    }

    private static bool Matters(string path) =>
        !Harmless.Any(prefix => path.StartsWith(prefix, StringComparison.Ordinal))
        && !(path.StartsWith(".Data[", StringComparison.Ordinal)
            && (path.Contains("].Shards", StringComparison.Ordinal) || path.EndsWith("].Vocabulary", StringComparison.Ordinal)));

    private static Dictionary<string, string> Flatten(JsonElement root)
    {
        Dictionary<string, string> leaves = new(StringComparer.Ordinal);
        Walk(root, "");
        return leaves;

        void Walk(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Walk(property.Value, $"{path}.{property.Name}");
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Walk(item, $"{path}[{index++}]");
                }
            }
            else
            {
                leaves[path] = element.GetRawText();
            }
        }
    }
}
