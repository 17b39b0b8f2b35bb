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
    public static string FileOf(string weights) => new CheckpointFolder(Path.Combine(weights, "checkpoints")).Newest?.Weights ?? weights;
}
