namespace OpenVision.Data;

/// <summary>Makes a data set that a recipe trains on, named by <c>[Prepare&lt;T&gt;]</c>.</summary>
public interface IDatasetMaker
{
    /// <summary>
    /// Makes the data set in a folder, or returns at once where a complete one lies there already. It is written beside
    /// its place and moved there when complete, so that a kill leaves no half data set behind.
    /// </summary>
    /// <param name="request">What to make and where.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the making.</param>
    static abstract void Make(DatasetRequest request, IProgress<double> progress, CancellationToken cancellation);
}

/// <summary>What a data set maker is asked for.</summary>
/// <param name="Folder">The folder to make it in.</param>
/// <param name="Samples">The number of training samples; 0 leaves it to the maker.</param>
/// <param name="Seed">The seed of everything random in it.</param>
public sealed record DatasetRequest(string Folder, int Samples, int Seed);
