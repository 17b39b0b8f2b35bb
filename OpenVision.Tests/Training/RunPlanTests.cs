using OpenVision.Training;

namespace OpenVision.Tests.Training;

public sealed class RunPlanTests
{
    private static readonly RecipeSpec Recipe = TinyRun.Recipe("data") with
    {
        CheckpointSamples = 10,
        Evals = new([
            new() { Benchmark = Benchmark.ZeroShot, Shards = "a.tar", EverySamples = 20 },
            new() { Benchmark = Benchmark.Retrieval, Shards = "b.tar" }]),
    };

    [Fact]
    public void CheckpointsAreDueWhenTheSamplesCrossTheIntervalAndAtTheEndOfTheStage()
    {
        RunPlan plan = RunPlan.Of(Recipe, only: null, maxSteps: null, saved: null);
        PlannedStage low = plan.Stages[0];
        // Batches of 4: 12, 20, 32 and 40 samples are the first at or past 10, 20, 30 and 40; the stage ends at 48.
        Assert.Equal([3, 5, 8, 10, 12], Enumerable.Range(1, 12).Where(step => plan.CheckpointDue(low, step)));
    }

    [Fact]
    public void WithoutAnIntervalAStageHasTenCheckpoints()
    {
        RecipeSpec recipe = Recipe with { CheckpointSamples = 0, Stages = new([Recipe.Stages[0] with { Samples = 160 }]) };
        RunPlan plan = RunPlan.Of(recipe, only: null, maxSteps: null, saved: null);
        Assert.Equal([4, 8, 12, 16, 20, 24, 28, 32, 36, 40], Enumerable.Range(1, 40).Where(step => plan.CheckpointDue(plan.Stages[0], step)));
    }

    [Fact]
    public void EvaluationsAreDueAtTheirIntervalAndAllAtTheEndOfTheStage()
    {
        RunPlan plan = RunPlan.Of(Recipe, only: null, maxSteps: null, saved: null);
        PlannedStage low = plan.Stages[0];
        Assert.Equal([5, 10, 12], Enumerable.Range(1, 12).Where(step => plan.EvaluationsDue(low, step).Count > 0));
        Assert.Equal([Benchmark.ZeroShot], plan.EvaluationsDue(low, 5).Select(eval => eval.Benchmark));
        Assert.Equal(2, plan.EvaluationsDue(low, 12).Count);
    }

    [Fact]
    public void NothingIsDueBeforeTheFirstStep()
    {
        RunPlan plan = RunPlan.Of(Recipe, only: null, maxSteps: null, saved: null);
        Assert.Empty(plan.EvaluationsDue(plan.Stages[0], 0));
        Assert.False(plan.CheckpointDue(plan.Stages[0], 0));
    }

    [Fact]
    public void WorkLeftCountsDearerPixelsAndStopsWhereTheRunStops()
    {
        RunPlan whole = RunPlan.Of(Recipe, only: null, maxSteps: null, saved: null);
        (PlannedStage low, PlannedStage high) = (whole.Stages[0], whole.Stages[1]);
        Assert.True(high.Work > low.Work);
        Assert.Equal((12 * low.Work) + (8 * high.Work), whole.WorkLeft(low, 0, 0));
        Assert.Equal(0, whole.WorkLeft(high, 8, 20));
        RunPlan stopped = RunPlan.Of(Recipe, only: null, maxSteps: 5, saved: null);
        Assert.Equal((20L, 5L), (stopped.Steps, stopped.StopAt));
        Assert.Equal(2 * low.Work, stopped.WorkLeft(stopped.Stages[0], 3, 3));
    }

    [Fact]
    public void UnknownStageAndStageSmallerThanABatchAreRefused()
    {
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => RunPlan.Of(Recipe, "middle", maxSteps: null, saved: null));
        Assert.Equal("Tiny has no stage 'middle'; its stages are 'low', 'high'.", e.Message);
        RecipeSpec small = Recipe with { Stages = new(Recipe.Stages.Select(stage => stage with { BatchSize = 64 })) };
        e = Assert.Throws<OpenVisionException>(() => RunPlan.Of(small, only: null, maxSteps: null, saved: null));
        Assert.StartsWith("Stage 'low' has 48 samples, less than one batch of 64.", e.Message, StringComparison.Ordinal);
    }
}
