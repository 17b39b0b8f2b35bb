using OpenVision.Data;

namespace OpenVision.Scenes;

/// <summary>Makes the quickstart's data set: rendered scenes with noisy web captions and full synthetic ones.</summary>
public sealed class SceneWorld : IDatasetMaker
{
    private SceneWorld()
    {
    }

    /// <inheritdoc/>
    public static void Make(DatasetRequest request, IProgress<double> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
