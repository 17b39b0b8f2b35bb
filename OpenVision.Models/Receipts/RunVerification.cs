using OpenVision.Cli;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Receipts;

/// <summary>What came of replaying a run.</summary>
/// <param name="Steps">The number of updates that were to be compared; 0 where it was refused.</param>
/// <param name="Recorded">The number of updates that the record holds one by one from the first on.</param>
/// <param name="Mismatches">What is not as it was.</param>
/// <param name="Refused">Whether nothing was replayed because of that.</param>
/// <param name="Difference">The first number that is another; none where all are the same or it was refused.</param>
/// <param name="Ledger">What the batches were made of otherwise than recorded: captions drawn, samples skipped. It is compared where the whole run is replayed.</param>
internal sealed record VerifyResult(
    int Steps, int Recorded, IReadOnlyList<RunMismatch> Mismatches, bool Refused, ReplayDifference? Difference, IReadOnlyList<RunMismatch> Ledger)
{
    /// <summary>Whether every number was the same.</summary>
    public bool Same => !Refused && Difference is null && Ledger.Count == 0;
}

/// <summary>Compares a run's record with what the program, the data and the machine are now, and replays its first updates.</summary>
/// <param name="record">The record.</param>
/// <param name="recipe">The recipe of the program.</param>
internal sealed class RunVerification(RunRecord record, ReplayedRecipe recipe)
{
    // Later updates may have been made by others.
    private readonly SoftwareVersions software = record.EarlierSoftware.Count > 0 ? record.EarlierSoftware[0].Software : record.Software;
    private readonly long until = record.EarlierSoftware.Count > 0 ? record.EarlierSoftware[0].UntilStep : record.Step;

    /// <summary>Verifies.</summary>
    /// <param name="steps">The most updates replayed.</param>
    /// <param name="data">Where the shards lie now; none: where they lay.</param>
    /// <param name="anyway">Whether to go on where only versions and threads differ.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OpenVisionException">The record holds no updates, or the run's device is not there.</exception>
    public VerifyResult Run(int steps, IReadOnlyList<string> data, bool anyway, IProgress<double> progress, CancellationToken cancellation)
    {
        LossRow[] rows = [.. record.Losses.TakeWhile((row, i) => row.Step == i + 1 && row.Step <= until)];
        if (rows.Length == 0)
        {
            throw new OpenVisionException("The run's record holds no steps: it was stopped before its first checkpoint. There is nothing to compare with.");
        }

        int threads = torch.get_num_threads();
        try
        {
            if (software.Threads > 0)
            {
                torch.set_num_threads(software.Threads);
            }

            return Run(rows, steps, data, anyway, progress, cancellation);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private VerifyResult Run(
        LossRow[] rows, int steps, IReadOnlyList<string> data, bool anyway, IProgress<double> progress, CancellationToken cancellation)
    {
        TrainOptions options = new()
        {
            Out = "",
            Data = data.Count > 0 ? data : record.Choices.Data,
            BatchSize = record.Choices.BatchSize,
            Precision = record.Precision,
            Seed = record.Choices.Seed,
            Device = record.Device,
        };
        RunChoices choices = RunChoices.Of(options, null);
        List<RunMismatch> mismatches =
        [
            .. RunMismatch.Recipes(record.Text(), recipe.Text(choices)),
            .. RunMismatch.Software(software, SoftwareVersions.Current(recipe.Generator)),
        ];
        ReplaySetup? setup = Setup(options, choices, mismatches, out IDisposable? made, cancellation);
        using IDisposable? held = made;
        if (setup is null || mismatches.Exists(mismatch => mismatch.Hinders && !(anyway && mismatch.CanBeWaived)))
        {
            return new(0, rows.Length, mismatches, Refused: true, null, []);
        }

        NativeAllocator.KeepFreedMemory();
        LossRow[] wanted = [.. rows.Take(steps)];
        string scratch = Directory.CreateTempSubdirectory("openvision-").FullName;
        ReplayOutcome outcome;
        try
        {
            using Trainee trainee = setup.Begin(Path.Combine(scratch, "parts"));
            outcome = RunReplay.Run(trainee, wanted, progress, cancellation);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        // The record counts until its last update: at an earlier one there is nothing to compare with.
        bool whole = outcome.Difference is null && wanted.Length == record.Step;
        return new(wanted.Length, rows.Length, mismatches, Refused: false, outcome.Difference, whole ? [.. RunMismatch.Ledger(record, outcome)] : []);
    }

    // Another recipe's data are not made: they could be large, and nothing would be replayed with them.
    private ReplaySetup? Setup(
        TrainOptions options, RunChoices choices, List<RunMismatch> mismatches, out IDisposable? made, CancellationToken cancellation)
    {
        made = null;
        try
        {
            if (!mismatches.Exists(static mismatch => !mismatch.CanBeWaived))
            {
                made = recipe.Prepare(choices, cancellation);
            }

            ReplaySetup setup = recipe.Setup(options);
            mismatches.AddRange([.. RunMismatch.Pipelines(record.Pipelines, setup.Pipelines), .. RunMismatch.Data(record.Data, setup.Data)]);
            return setup;
        }
        catch (OpenVisionException e) when (mismatches.Count > 0)
        {
            mismatches.Add(new("data", e.Message, Hinders: true, CanBeWaived: false));
            return null;
        }
        catch
        {
            made?.Dispose();
            throw;
        }
    }
}
