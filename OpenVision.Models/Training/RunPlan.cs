namespace OpenVision.Training;

/// <summary>A stage of a run.</summary>
/// <param name="Index">Its place in the recipe.</param>
/// <param name="Spec">The stage, with the command line's changes.</param>
/// <param name="Steps">The number of its updates.</param>
/// <param name="Done">How many of them were made before.</param>
internal sealed record PlannedStage(int Index, StageSpec Spec, long Steps, long Done)
{
    /// <summary>The number of updates left.</summary>
    public long Left => Steps - Done;
}

/// <summary>What a run does, as a function of recipe, command line and the checkpoint it goes on from.</summary>
/// <param name="Recipe">The recipe with the command line's changes.</param>
/// <param name="Stages">The stages left to run; the first may be finished already.</param>
/// <param name="Steps">The number of updates of the whole run, those made before included.</param>
/// <param name="StopAt">The update after which it stops.</param>
internal sealed record RunPlan(RecipeSpec Recipe, IReadOnlyList<PlannedStage> Stages, long Steps, long StopAt)
{
    // Where the recipe sets no interval: a crash costs a tenth of a stage at most.
    private const int CheckpointsAStage = 10;

    /// <summary>Plans a run.</summary>
    /// <param name="recipe">The recipe with the command line's changes (<see cref="RunChoices.Apply"/>).</param>
    /// <param name="only">The only stage to run; none runs all that are left.</param>
    /// <param name="maxSteps">The number of updates of the whole run after which it stops.</param>
    /// <param name="saved">Where the run stood; none starts it.</param>
    /// <exception cref="OpenVisionException">There is no such stage, it is over, or it is smaller than a batch.</exception>
    public static RunPlan Of(RecipeSpec recipe, string? only, long? maxSteps, TrainState? saved)
    {
        int first = saved?.StageIndex ?? 0;
        int last = recipe.Stages.Count - 1;
        if (only is not null)
        {
            int index = Find(recipe, only);
            if (saved is not null && index < first)
            {
                throw new OpenVisionException($"Stage '{only}' is over: the run stands in stage '{saved.Stage}'. Resume without --stage, or start a new run with --out.");
            }

            (first, last) = (index, index);
        }

        PlannedStage[] stages =
        [
            .. recipe.Stages.Select((stage, index) => Plan(stage, index, saved)).Where(stage => stage.Index >= first && stage.Index <= last),
        ];
        long steps = (saved?.Step ?? 0) + stages.Sum(stage => stage.Left);
        return new(recipe, stages, steps, Math.Min(steps, maxSteps ?? steps));
    }

    /// <summary>The evaluations due after an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="step">The number of the stage's updates made, that one included.</param>
    public IReadOnlyList<EvalSpec> EvaluationsDue(PlannedStage stage, long step) =>
        [.. Recipe.Evals.Where(eval => step == stage.Steps || IsDue(eval.EverySamples, stage, step))];

    /// <summary>Whether a checkpoint is due after an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="step">The number of the stage's updates made, that one included.</param>
    public bool CheckpointDue(PlannedStage stage, long step) =>
        step == stage.Steps
        || IsDue(Recipe.CheckpointSamples > 0 ? Recipe.CheckpointSamples : Math.Max(1, stage.Spec.Samples / CheckpointsAStage), stage, step);

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
            work += steps * WorkOf(next);
            left -= steps;
        }

        return work;
    }

    /// <summary>The floating-point operations of one update.</summary>
    /// <param name="stage">The stage.</param>
    public double WorkOf(PlannedStage stage) => (double)stage.Spec.BatchSize * Flops.TrainingSample(Recipe, stage.Spec);

    // Due when the update crosses a multiple of the interval, counted from the stage's first sample.
    private static bool IsDue(long every, PlannedStage stage, long step) =>
        every > 0 && step > 0 && step * stage.Spec.BatchSize / every > (step - 1) * stage.Spec.BatchSize / every;

    private static PlannedStage Plan(StageSpec stage, int index, TrainState? saved)
    {
        long steps = LearningRate.Steps(stage);
        if (steps == 0)
        {
            throw new OpenVisionException($"Stage '{stage.Name}' has {stage.Samples} samples, less than one batch of {stage.BatchSize}. Raise its Samples or lower its BatchSize (--batch-size).");
        }

        return new(index, stage, steps, index == saved?.StageIndex ? saved.StepInStage : 0);
    }

    private static int Find(RecipeSpec recipe, string name)
    {
        for (int index = 0; index < recipe.Stages.Count; index++)
        {
            if (recipe.Stages[index].Name == name)
            {
                return index;
            }
        }

        throw new OpenVisionException($"{recipe.Name} has no stage '{name}'; its stages are {string.Join(", ", recipe.Stages.Select(stage => $"'{stage.Name}'"))}.");
    }
}
