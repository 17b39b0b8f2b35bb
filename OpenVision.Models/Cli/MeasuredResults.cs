using System.Text.Json;
using OpenVision.Evaluation;
using OpenVision.Training;

namespace OpenVision.Cli;

/// <summary>What was measured of a recipe here: the last evaluations of its newest run that has any.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Evaluations">The results.</param>
internal sealed record MeasuredResults(string Folder, IReadOnlyList<EvalResult> Evaluations)
{
    /// <summary>The results of a recipe; none where no run of it lies in the folder of runs.</summary>
    /// <param name="recipe">The recipe's name.</param>
    public static MeasuredResults? Of(string recipe) => RunFolders.All(recipe)
        .Select(static folder => Read(folder))
        .LastOrDefault(static results => results is not null);

    // A record that is cut off is no result; whoever goes on with that run is told what is wrong with it.
    private static MeasuredResults? Read(string folder)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, RunFolders.Record));
            return JsonSerializer.Deserialize(stream, TrainingJson.Default.RunResults) is { Evaluations: { Count: > 0 } evaluations }
                ? new(folder.Replace('\\', '/'), evaluations)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
