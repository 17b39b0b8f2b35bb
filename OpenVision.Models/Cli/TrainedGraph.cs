using OpenVision.Layers;
using OpenVision.Training;
using OpenVision.Weights;

namespace OpenVision.Cli;

/// <summary>Makes a recipe's graph with trained weights, to run and not to train.</summary>
internal static class TrainedGraph
{
    /// <summary>Makes it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="weights">A safetensors file, or a run folder, whose newest weights are taken.</param>
    /// <exception cref="OpenVisionException">There are no weights, or they do not fit.</exception>
    public static TrainingGraph Load(RecipeEntry recipe, string weights)
    {
        string file = Directory.Exists(weights) ? NewestIn(weights) : weights;
        TrainingGraph graph = recipe.Create(GraphSettings.Loading);
        try
        {
            ModelWeights.Load(file, graph.Parameters, ignoreOthers: true);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private static string NewestIn(string folder)
    {
        string finished = Path.Combine(folder, "model.safetensors");
        return new CheckpointFolder(Path.Combine(folder, "checkpoints")).Newest?.Weights
            ?? (File.Exists(finished) ? finished : throw new OpenVisionException(
                $"'{folder}' holds no weights: neither 'model.safetensors' nor checkpoints. Name a run folder or a safetensors file."));
    }
}
