using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on what a recipe reads: paths of shards, and the members of their samples.</summary>
internal static class DataRules
{
    // Of longer lists only the texts are compared: an editor asks at every keystroke.
    private const int MostCompared = 10_000;

    // What the data pipeline takes for the picture.
    private static readonly string[] Pictures = ["jpg", "jpeg", "png", "webp"];

    private static readonly DataSpec DataDefaults = new() { Shards = default };
    private static readonly EvalSpec EvalDefaults = new() { Benchmark = default, Shards = "" };

    /// <summary>Checks a recipe.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe) =>
    [
        .. recipe.Data.SelectMany(static (data, i) => data.Shards.SelectMany((path, j) => Readable(path, Shards(i, j)))),
        .. recipe.Evals.SelectMany(static (eval, i) => Readable(eval.Shards, new(Part.Eval, i, "shards"))),
        .. recipe.Data.SelectMany(static (data, i) => Members(data, i)),
        .. recipe.Evals.SelectMany(static (eval, i) => Members(eval, i)),
        .. HeldOut(recipe),
    ];

    /// <summary>The place of a source's path.</summary>
    /// <param name="source">Which source.</param>
    /// <param name="path">Which of its paths.</param>
    public static Place Shards(int source, int path) => new(Part.Data, source, path == 0 ? "shards" : $"more[{path - 1}]");

    /// <summary>Checks that a path's lists can be read.</summary>
    public static IEnumerable<Finding> Readable(string path, Place place)
    {
        string? fault = null;
        try
        {
            BraceList.Count(path);
        }
        catch (FormatException e)
        {
            fault = e.Message.TrimEnd('.');
        }

        return fault is null ? [] : [new(Descriptors.PathUnreadable, place, fault)];
    }

    private static IEnumerable<Finding> Members(DataSpec data, int index) =>
    [
        .. Member(new(Part.Data, index, nameof(data.WebCaption)), data.WebCaption, DataDefaults.WebCaption),
        .. Member(new(Part.Data, index, nameof(data.SyntheticCaption)), data.SyntheticCaption, DataDefaults.SyntheticCaption),
    ];

    private static IEnumerable<Finding> Members(EvalSpec eval, int index) =>
    [
        .. Member(new(Part.Eval, index, nameof(eval.Label)), eval.Label, EvalDefaults.Label),
        .. Member(new(Part.Eval, index, nameof(eval.Caption)), eval.Caption, EvalDefaults.Caption),
        .. Member(new(Part.Eval, index, nameof(eval.Truth)), eval.Truth, EvalDefaults.Truth),
    ];

    private static IEnumerable<Finding> Member(Place place, string extension, string usual)
    {
        string plain = extension.Substring(extension.LastIndexOfAny(['/', '\\']) + 1).Trim('.').ToLowerInvariant();
        bool picture = Pictures.Contains(plain);
        string? fault = extension.Trim().Length == 0 ? null
            : picture ? "is the picture's extension"
            : extension[0] == '.' || extension[extension.Length - 1] == '.' ? "begins or ends with a dot, and no member's extension does"
            : plain.Length < extension.Length ? "has a folder in it, and a sample's members differ in what follows the first dot"
            : plain != extension ? "has capital letters, and extensions are compared in small ones"
            : null;
        if (fault is not null)
        {
            string right = picture || plain.Length == 0 ? usual : plain;
            yield return new(Descriptors.NoTextMember, place, place.Arguments[0], extension, fault, right)
            {
                Edits = [Edit.Set(place.Arguments[0], Literals.Code(right))],
            };
        }
    }

    private static IEnumerable<Finding> HeldOut(RecipeSpec recipe)
    {
        HashSet<string> trained = new(recipe.Data.SelectMany(static data => data.Shards).SelectMany(Files), StringComparer.Ordinal);
        for (int i = 0; i < recipe.Evals.Count; i++)
        {
            if (Files(recipe.Evals[i].Shards).FirstOrDefault(trained.Contains) is { } shard)
            {
                yield return new(Descriptors.NotHeldOut, new(Part.Eval, i, "shards"), shard, recipe.Evals[i].Benchmark);
            }
        }
    }

    private static IEnumerable<string> Files(string pattern)
    {
        try
        {
            return [.. (BraceList.Count(pattern) <= MostCompared ? BraceList.Expand(pattern) : [pattern]).Where(static path => path.Trim().Length > 0).Select(Paths.Plain)];
        }
        catch (FormatException)
        {
            // Reported on its own argument.
            return [];
        }
    }
}
