using OpenVision.Conversations;

namespace OpenVision.Training;

/// <summary>Plans a multimodal run: how long a stage is follows from the conversations that its files hold.</summary>
internal static class MllmPlan
{
    /// <summary>Plans a run.</summary>
    /// <param name="recipe">The recipe with the command line's changes.</param>
    /// <param name="only">The only stage to run; none runs all that are left.</param>
    /// <param name="maxSteps">The number of updates of the whole run after which it stops.</param>
    /// <param name="saved">Where the run stood; none starts it.</param>
    /// <exception cref="OpenVisionException">There is no such stage, it is over, or its conversations cannot be read.</exception>
    public static RunPlan Of(MllmRecipeSpec recipe, string? only, long? maxSteps, TrainState? saved) => RunPlan.Of(
        recipe.Name,
        recipe.Evals,
        recipe.CheckpointSamples,
        [.. recipe.Stages.Select((stage, index) => Plan(recipe, stage, index, saved))],
        only,
        maxSteps,
        saved);

    /// <summary>The number of updates that see some samples, where no update reaches over the end of a pass.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="pass">The samples of a pass.</param>
    /// <param name="batchSize">The samples of an update.</param>
    public static long Steps(long samples, long pass, long batchSize) =>
        (samples / pass * MllmSchedule.Steps(pass, batchSize)) + MllmSchedule.Steps(samples % pass, batchSize);

    private static PlannedStage Plan(MllmRecipeSpec recipe, MllmStageSpec stage, int index, TrainState? saved)
    {
        using ConversationSet set = ConversationSet.Open(stage.Data, recipe.Seed);
        long pass = set.PassLength, samples = stage.Samples > 0 ? stage.Samples : Math.Max(1, (long)Math.Ceiling(pass * stage.Epochs));
        return new(
            index, stage.Name, stage.BatchSize, MllmFlops.Of(recipe, stage).Training, Steps(samples, pass, stage.BatchSize), RunPlan.DoneBefore(index, saved));
    }
}
