using System.Globalization;
using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the conversations of a multimodal recipe.</summary>
internal static class ConversationRules
{
    private static readonly string[] Files = [".json", ".jsonl", ".yaml", ".yml"];
    private static readonly string[] Strategies = ["first", "end", "random"];

    /// <summary>Checks a recipe's data. A source that several stages read is reported once.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">Where its stages' data are written.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, MllmPlaces places)
    {
        HashSet<int> met = [];
        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            MllmStageSpec stage = recipe.Stages[i];
            if (stage.Data.Count == 0)
            {
                yield return new(Descriptors.NoConversations, new(Part.MllmStage, i, "name"), stage.Name)
                {
                    Edits = [Edit.AddAttribute("Conversations", $"(\"conversations.json\", Stage = {Literals.Code(stage.Name)})")],
                };
            }

            for (int j = 0; j < stage.Data.Count; j++)
            {
                int stageIndex = i, source = j;
                if (met.Add(places.Data(i, j).Index))
                {
                    foreach (Finding finding in Source(stage.Data[j], argument => places.Data(stageIndex, source, argument)))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private static IEnumerable<Finding> Source(ConversationSpec data, Func<string, Place> place) =>
    [
        .. File(data.Path, place("path")),
        .. Sampling(data.Sampling, place(nameof(data.Sampling))),
        .. Number(place(nameof(data.Weight)), data.Weight, data.Weight > 0 && !double.IsInfinity(data.Weight), "more than 0"),
        .. Number(place(nameof(data.Published)), data.Published, data.Published >= 0, "at least 0"),
    ];

    private static Finding[] File(string path, Place place)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return [new(Descriptors.SettingOutOfRange, place, "path", "empty", "a path to conversations")];
        }

        Finding[] unreadable = [.. DataRules.Readable(path, place)];
        return unreadable.Length > 0 || Files.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? unreadable
            : [new(Descriptors.NoConversationFile, place, path)];
    }

    private static IEnumerable<Finding> Sampling(string sampling, Place place)
    {
        string? fault = Fault(sampling);
        if (fault is not null)
        {
            yield return new(Descriptors.SamplingUnreadable, place, sampling, fault) { Edits = [Edit.Remove("Sampling")] };
        }
    }

    private static string? Fault(string sampling)
    {
        if (sampling == "all")
        {
            return null;
        }

        string[] parts = sampling.Split(':');
        if (parts.Length != 2 || !Strategies.Contains(parts[0]))
        {
            return "names no way to take samples";
        }

        bool share = parts[1].EndsWith("%", StringComparison.Ordinal);
        string digits = share ? parts[1].Substring(0, parts[1].Length - 1) : parts[1];
        return !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? "has no number"
            : number == 0 ? "takes no sample"
            : share && number > 100 ? "takes more than all"
            : null;
    }

    private static IEnumerable<Finding> Number(Place place, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.SettingOutOfRange, place, place.Arguments[0], SizeRules.Value(value), range)];
}
