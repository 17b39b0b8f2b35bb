using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Training;
using OpenVision.Weights;

namespace OpenVision.Cli;

/// <summary>Makes a model with trained weights, to run and not to train.</summary>
internal static class TrainedModel
{
    /// <summary>Makes it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Published weights, or a run folder, whose newest weights are taken.</param>
    /// <exception cref="OpenVisionException">There are no weights, or they do not fit.</exception>
    public static ClipModel Load(WholeModel model, string weights)
    {
        ClipModel graph = model.Create(GraphSettings.Loading);
        try
        {
            ModelWeights.Load(graph, FileOf(weights), ignoreOthers: true);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>The weights that a path names: a run folder's newest, or the path itself.</summary>
    /// <param name="weights">The path.</param>
    /// <exception cref="OpenVisionException">It is a folder without weights.</exception>
    public static string FileOf(string weights)
    {
        string finished = Path.Combine(weights, "model.safetensors");
        return new CheckpointFolder(Path.Combine(weights, "checkpoints")).Newest?.Weights
            ?? (File.Exists(finished) ? finished
                : !Directory.Exists(weights) || Directory.EnumerateFiles(weights, "*.safetensors*").Any() ? weights
                : throw new OpenVisionException($"'{weights}' holds no weights: neither checkpoints nor a safetensors file. Name a run folder or published weights."));
    }
}
