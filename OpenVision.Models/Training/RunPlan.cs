namespace OpenVision.Training;

/// <summary>A stage of a run.</summary>
/// <param name="Index">Its place in the recipe.</param>
/// <param name="Name">Its name.</param>
/// <param name="BatchSize">The number of samples of one update.</param>
/// <param name="SampleWork">The floating-point operations of training on a sample.</param>
/// <param name="Steps">The number of its updates.</param>
/// <param name="Done">How many of them were made before.</param>
internal sealed record PlannedStage(int Index, string Name, int BatchSize, double SampleWork, long Steps, long Done)
{
    /// <summary>The number of updates left.</summary>
    public long Left => Steps - Done;

    /// <summary>The floating-point operations of one update.</summary>
    public double Work => BatchSize * SampleWork;

    /// <summary>The number of samples seen.</summary>
    public long Samples => Steps * BatchSize;
}

/// <summary>What a run does, as a function of recipe, command line and the checkpoint it goes on from.</summary>
/// <param name="Evals">The evaluations.</param>
/// <param name="CheckpointSamples">The number of samples between two checkpoints; 0 where the recipe sets none.</param>
/// <param name="Stages">The stages left to run; the first may be finished already.</param>
/// <param name="Steps">The number of updates of the whole run, those made before included.</param>
/// <param name="StopAt">The update after which it stops.</param>
internal sealed record RunPlan(IReadOnlyList<EvalSpec> Evals, long CheckpointSamples, IReadOnlyList<PlannedStage> Stages, long Steps, long StopAt)
{
    // Where the recipe sets no interval: a crash costs a tenth of a stage at most.
    private const int CheckpointsAStage = 10;

    /// <summary>Plans a run.</summary>
    /// <param name="recipe">The recipe with the command line's changes (<see cref="RunChoices"/>).</param>
    /// <param name="only">The only stage to run; none runs all that are left.</param>
    /// <param name="maxSteps">The number of updates of the whole run after which it stops.</param>
    /// <param name="saved">Where the run stood; none starts it.</param>
    /// <exception cref="OpenVisionException">There is no such stage, it is over, or it is smaller than a batch.</exception>
    public static RunPlan Of(RecipeSpec recipe, string? only, long? maxSteps, TrainState? saved) => Of(
        recipe.Name,
        recipe.Evals,
        recipe.CheckpointSamples,
        [.. recipe.Stages.Select((stage, index) => Plan(recipe, stage, index, saved))],
        only,
        maxSteps,
        saved);

    /// <summary>Plans a run of these stages.</summary>
    /// <param name="name">The recipe's name.</param>
    /// <param name="evals">The evaluations.</param>
    /// <param name="checkpointSamples">The number of samples between two checkpoints; 0 where the recipe sets none.</param>
    /// <param name="all">All of its stages.</param>
    /// <param name="only">The only stage to run; none runs all that are left.</param>
    /// <param name="maxSteps">The number of updates of the whole run after which it stops.</param>
    /// <param name="saved">Where the run stood; none starts it.</param>
    /// <exception cref="OpenVisionException">There is no such stage, or it is over.</exception>
    public static RunPlan Of(
        string name, IReadOnlyList<EvalSpec> evals, long checkpointSamples, IReadOnlyList<PlannedStage> all, string? only, long? maxSteps, TrainState? saved)
    {
        int first = saved?.StageIndex ?? 0;
        int last = all.Count - 1;
        if (only is not null)
        {
            int index = Find(name, all, only);
            if (saved is not null && index < first)
            {
                throw new OpenVisionException($"Stage '{only}' is over: the run stands in stage '{saved.Stage}'. Resume without --stage, or start a new run with --out.");
            }

            (first, last) = (index, index);
        }

        PlannedStage[] stages = [.. all.Where(stage => stage.Index >= first && stage.Index <= last)];
        long steps = (saved?.Step ?? 0) + stages.Sum(stage => stage.Left);
        return new(evals, checkpointSamples, stages, steps, Math.Min(steps, maxSteps ?? steps));
    }

    /// <summary>The evaluations due after an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="step">The number of the stage's updates made, that one included.</param>
    public IReadOnlyList<EvalSpec> EvaluationsDue(PlannedStage stage, long step) =>
        [.. Evals.Where(eval => step == stage.Steps || IsDue(eval.EverySamples, stage, step))];

    /// <summary>Whether a checkpoint is due after an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="step">The number of the stage's updates made, that one included.</param>
    public bool CheckpointDue(PlannedStage stage, long step) =>
        step == stage.Steps
        || IsDue(CheckpointSamples > 0 ? CheckpointSamples : Math.Max(1, stage.Samples / CheckpointsAStage), stage, step);

    /// <summary>The floating-point operations from an update to the one that the run stops at.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="stepInStage">The number of the stage's updates made.</param>
    /// <param name="step">The number of the run's updates made.</param>
    public double WorkLeft(PlannedStage stage, long stepInStage, long step)
    {
        long left = StopAt - step;
        double work = 0;
        foreach (PlannedStage next in Stages.Where(next => next.Index >= stage.Index))
        {
            long steps = Math.Min(left, next == stage ? stage.Steps - stepInStage : next.Left);
            work += steps * next.Work;
            left -= steps;
        }

        return work;
    }

    /// <summary>The number of a stage's updates that were made before.</summary>
    /// <param name="index">The stage's place in the recipe.</param>
    /// <param name="saved">Where the run stood; none starts it.</param>
    public static long DoneBefore(int index, TrainState? saved) => index == saved?.StageIndex ? saved.StepInStage : 0;

    // Due when the update crosses a multiple of the interval, counted from the stage's first sample.
    private static bool IsDue(long every, PlannedStage stage, long step) =>
        every > 0 && step > 0 && step * stage.BatchSize / every > (step - 1) * stage.BatchSize / every;

    private static PlannedStage Plan(RecipeSpec recipe, StageSpec stage, int index, TrainState? saved)
    {
        long steps = LearningRate.Steps(stage);
        if (steps == 0)
        {
            throw new OpenVisionException($"Stage '{stage.Name}' has {stage.Samples} samples, less than one batch of {stage.BatchSize}. Raise its Samples or lower its BatchSize (--batch-size).");
        }

        return new(index, stage.Name, stage.BatchSize, Flops.TrainingSample(recipe, stage), steps, DoneBefore(index, saved));
    }

    private static int Find(string recipe, IReadOnlyList<PlannedStage> stages, string name) =>
        stages.FirstOrDefault(stage => stage.Name == name)?.Index
            ?? throw new OpenVisionException($"{recipe} has no stage '{name}'; its stages are {string.Join(", ", stages.Select(stage => $"'{stage.Name}'"))}.");
}
