using OpenVision.Benchmarks.Measuring;
using OpenVision.Cli;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Steps;

/// <summary>A training step of a recipe as a run makes it, on random images and captions without padding.</summary>
internal sealed class OurStep : ISide
{
    private readonly TrainingGraph graph;
    private readonly AdamW optimizer;
    private readonly StepRunner runner;
    private readonly TrainingBatch batch;

    /// <summary>Makes the graph, the optimiser and a batch.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="half">Whether it multiplies in bfloat16.</param>
    public OurStep(RecipeEntry recipe, bool half)
    {
        graph = recipe.Create(new GraphSettings(CPU, half, Trains: true, Seed: 0));
        optimizer = new(graph.Parameters, recipe.Spec.Optimizer);
        runner = new(graph, optimizer);
        batch = RandomBatch.Of(recipe.Spec);
    }

    /// <inheritdoc/>
    public void Round() => runner.Step(batch, 1e-4, "step");

    /// <inheritdoc/>
    public void Dispose()
    {
        batch.Dispose();
        optimizer.Dispose();
        graph.Dispose();
    }
}

/// <summary>A batch that has the shapes of a recipe's first stage.</summary>
internal static class RandomBatch
{
    /// <summary>Draws it.</summary>
    /// <param name="recipe">The recipe.</param>
    public static TrainingBatch Of(RecipeSpec recipe)
    {
        StageSpec stage = recipe.Stages[0];
        int queries = recipe.Decoder?.Queries + 1 ?? 0;
        return new(
            randn(stage.BatchSize, 3, stage.Resolution, stage.Resolution),
            Words(stage.BatchSize, recipe.Text.Context, recipe.Text.Vocabulary),
            Words(stage.BatchSize, recipe.Text.Context, recipe.Text.Vocabulary),
            Words(stage.BatchSize, queries, recipe.Text.Vocabulary));
    }

    private static Tensor Words(int batch, int length, int vocabulary) => randint(1, vocabulary, new long[] { batch, length }, ScalarType.Int64);
}
