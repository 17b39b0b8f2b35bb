using System.Globalization;
using OpenVision.Data;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>The first number of a replay that is not the recorded one.</summary>
/// <param name="Step">The update, from 1.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Number">Which number.</param>
/// <param name="Recorded">The recorded one, in digits that give its bits back.</param>
/// <param name="Replayed">The replayed one.</param>
/// <param name="SameBatch">Whether the batch is the recorded one; none where the record does not say.</param>
internal sealed record ReplayDifference(long Step, string Stage, string Number, string Recorded, string Replayed, bool? SameBatch);

/// <summary>What came of a replay.</summary>
/// <param name="Difference">The first number that is another; none where all are the same.</param>
/// <param name="Draws">The captions that it read until then.</param>
/// <param name="Skipped">What it skipped until then.</param>
internal sealed record ReplayOutcome(ReplayDifference? Difference, CaptionDraws Draws, SkipRecord Skipped);

/// <summary>Makes the first updates of a run again and compares their numbers bit for bit.</summary>
internal static class RunReplay
{
    /// <summary>Replays.</summary>
    /// <param name="trainee">What is trained, as it is made.</param>
    /// <param name="rows">The recorded updates, from the first on.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The first difference, if there is one, and the ledger of what was read.</returns>
    /// <exception cref="OpenVisionException">The data cannot be read on, a number is not finite, or the record names an unknown stage.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ReplayOutcome Run(
        Trainee trainee, IReadOnlyList<LossRow> rows, IProgress<double> progress, CancellationToken cancellation)
    {
        TrainState state = trainee.FirstState();
        SkipLedger ledger = new();
        for (int next = 0; next < rows.Count;)
        {
            PlannedStage stage = trainee.Plan.Stages.FirstOrDefault(stage => stage.Name == rows[next].Stage)
                ?? throw new OpenVisionException($"The record's step {rows[next].Step} is of a stage '{rows[next].Stage}', which the recipe lacks.");
            state = trainee.Enter(stage, state);
            using StepSource source = trainee.Open(stage, state, ledger);
            for (; next < rows.Count && rows[next].Stage == stage.Name; next++)
            {
                MadeStep made = source.TryStep(state, cancellation) ?? throw new OperationCanceledException(cancellation);
                state = made.After;
                if (Difference(rows[next], made) is { } difference)
                {
                    return new(difference, state.Draws, SkipRecord.Of(ledger));
                }

                progress.Report((next + 1.0) / rows.Count);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return new(null, state.Draws, SkipRecord.Of(ledger));
    }

    // In the order in which a step computes them.
    private static ReplayDifference? Difference(LossRow row, MadeStep made)
    {
        bool? sameBatch = row.Batch.Length > 0 ? row.Batch == made.Batch : null;
        if (sameBatch == false)
        {
            return new(row.Step, row.Stage, "batch", row.Batch, made.Batch, sameBatch);
        }

        foreach ((string number, double? recorded, double? replayed, bool single) in (ReadOnlySpan<(string, double?, double?, bool)>)
        [
            ("contrastive loss", row.Contrastive, made.Losses.Contrastive, true),
            ("caption loss", row.Caption, made.Losses.Caption, true),
            ("total loss", row.Loss, made.Losses.Total, true),
            ("learning rate", row.LearningRate, made.LearningRate, false),
            ("gradient norm", row.GradientNorm, made.GradientNorm, false),
            ("logit scale", row.LogitScale, made.LogitScale, false),
        ])
        {
            if (Bits(recorded) != Bits(replayed))
            {
                return new(row.Step, row.Stage, number, Digits(recorded, single), Digits(replayed, single), sameBatch);
            }
        }

        return null;
    }

    private static long? Bits(double? number) => number is { } value ? BitConverter.DoubleToInt64Bits(value) : null;

    private static string Digits(double? value, bool single) =>
        value is not { } number ? "none" : single ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
}
