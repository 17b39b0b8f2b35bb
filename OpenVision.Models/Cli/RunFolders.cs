using System.Text.Json;
using OpenVision.Training;

namespace OpenVision.Cli;

/// <summary>Where runs land.</summary>
internal static class RunFolders
{
    /// <summary>The folder of all runs.</summary>
    public const string Root = "runs";

    /// <summary>The name of a run's record in its folder.</summary>
    public const string Record = "run.json";

    /// <summary>A recipe's own.</summary>
    /// <param name="recipe">The recipe's name.</param>
    public static string Of(string recipe) => Path.Combine(Root, recipe);

    /// <summary>
    /// The folder for a run that names none: the first of <c>NAME</c>, <c>NAME-2</c>, <c>NAME-3</c> … that holds no complete
    /// run. What lies there was interrupted, and goes on.
    /// </summary>
    /// <param name="folder">The first folder.</param>
    /// <returns>The folder, and whether a run in it is to go on.</returns>
    public static (string Folder, bool Resume) Next(string folder)
    {
        string next = folder;
        for (int number = 2; IsComplete(next); number++)
        {
            next = $"{folder}-{number}";
        }

        return (next, Directory.Exists(next));
    }

    /// <summary>The folders of a recipe's runs, the oldest first: <c>NAME</c>, <c>NAME-2</c>, <c>NAME-3</c> … as far as there are any.</summary>
    /// <param name="recipe">The recipe's name.</param>
    public static IEnumerable<string> All(string recipe)
    {
        string folder = Of(recipe);
        for (int number = 2; File.Exists(Path.Combine(folder, Record)); number++)
        {
            yield return folder;
            folder = $"{Of(recipe)}-{number}";
        }
    }

    /// <summary>Whether a run lies in a folder that ran to its end.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="OpenVisionException">Its record is none.</exception>
    public static bool IsComplete(string folder)
    {
        string record = Path.Combine(folder, Record);
        if (!File.Exists(record))
        {
            return false;
        }

        try
        {
            using FileStream stream = File.OpenRead(record);
            using JsonDocument document = JsonDocument.Parse(stream);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("status", out JsonElement text)
                && Enum.TryParse(text.ToString(), ignoreCase: true, out RunStatus status))
            {
                return status == RunStatus.Done;
            }
        }
        catch (JsonException)
        {
            // As unreadable as a record without a status.
        }

        throw new OpenVisionException($"'{record}' is not the record of a run. Move '{folder}' away, or name another folder with train --out.");
    }
}
