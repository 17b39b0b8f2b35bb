using System.Globalization;
using OpenVision.Cli;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>Says of weights from a run folder that their run stopped early: a later run that starts from them would inherit that unseen.</summary>
internal static class UnfinishedRun
{
    /// <summary>What there is to be warned of; null where a path names a file, or a run that came to its end.</summary>
    /// <param name="weights">The path that weights are read from.</param>
    public static string? Warning(string weights)
    {
        if (!File.Exists(Path.Combine(weights, RunFolders.Record)))
        {
            return null;
        }

        try
        {
            RunRecord run = RunRecordFile.Read(weights);
            return run.Step >= run.Steps
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"warning: the run in {weights} stopped after {run.Step:N0} of {run.Steps:N0} steps, and its weights are trained no further; 'train {run.Recipe} --out {weights} --resume' makes the others");
        }
        catch (OpenVisionException e)
        {
            return $"warning: whether the run in {weights} came to its end is not known: {e.Message}";
        }
    }
}
