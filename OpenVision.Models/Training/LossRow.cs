namespace OpenVision.Training;

/// <summary>What an update's numbers were, exactly: the digits of each give its bits back.</summary>
/// <param name="Step">The update's number in the run, from 1.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Loss">The weighted sum.</param>
/// <param name="Contrastive">The contrastive loss; none where the recipe has none.</param>
/// <param name="Caption">The caption loss; none where the recipe has none.</param>
/// <param name="LearningRate">The rate used.</param>
/// <param name="GradientNorm">The norm before clipping.</param>
/// <param name="LogitScale">The scale after the update; none without a contrastive loss.</param>
/// <param name="Batch">What identifies its batch (<see cref="Data.BatchDigest"/>); empty where an older version made it.</param>
internal sealed record LossRow(
    long Step, string Stage, float Loss, float? Contrastive, float? Caption, double LearningRate, double GradientNorm, double? LogitScale,
    string Batch = "")
{
    /// <summary>How many updates from the start of a run its record holds one by one.</summary>
    public const int First = 100;

    // Of those that follow, never more than so many.
    private const int Later = 100;

    /// <summary>What a run's record keeps of its updates: all of the first, then those at multiples of a spacing.</summary>
    /// <param name="rows">The updates, in their order.</param>
    public static IReadOnlyList<LossRow> Kept(IReadOnlyList<StepRow> rows)
    {
        long last = rows.Count > 0 ? rows[^1].Step : 0, spacing = First;
        while (last / spacing > Later)
        {
            spacing *= 2; // so that a longer run's record keeps updates that a shorter one's has, too
        }

        return [.. rows.Where(row => row.Step <= First || row.Step % spacing == 0).Select(Of)];
    }

    private static LossRow Of(StepRow row) =>
        new(row.Step, row.Stage, row.Loss, row.Contrastive, row.Caption, row.LearningRate, row.GradientNorm, row.LogitScale, row.Batch);
}
