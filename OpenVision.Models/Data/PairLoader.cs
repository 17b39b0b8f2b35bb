namespace OpenVision.Data;

/// <summary>What a loader makes batches of.</summary>
/// <param name="Sources">The recipe's data sources, their shard lists expanded; all have the same vocabulary.</param>
/// <param name="Resolution">The side of the images in pixels.</param>
/// <param name="BatchSize">B, the number of pairs.</param>
/// <param name="Context">T, the number of tokens of a text.</param>
/// <param name="CaptionLength">L, the number of tokens of a whole caption; 0 without a decoder.</param>
/// <param name="Augmentation">What happens to an image.</param>
/// <param name="Seed">The seed of order, crops, colours and caption draws.</param>
/// <param name="Threads">The number of decoding threads.</param>
/// <param name="Prefetch">The number of batches made ahead.</param>
/// <param name="Rank">This process's number, from 0.</param>
/// <param name="World">The number of processes.</param>
public sealed record PairLoaderOptions(
    IReadOnlyList<DataSpec> Sources,
    int Resolution,
    int BatchSize,
    int Context,
    int CaptionLength,
    AugmentationSpec Augmentation,
    int Seed,
    int Threads = 1,
    int Prefetch = 2,
    int Rank = 0,
    int World = 1);

/// <summary>Makes training batches in background threads: the same options and position give the same batches.</summary>
public sealed class PairLoader : IDisposable
{
    /// <summary>Starts loading.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="start">Where in the data to start: the start, or the position after a batch of a loader with the same options.</param>
    /// <param name="ledger">Told of every sample that is skipped, when the batch that it would have been in is handed out: it holds the skips up to that batch, however far ahead the loader is.</param>
    /// <exception cref="OpenVisionException">A shard or the vocabulary is missing.</exception>
    public PairLoader(PairLoaderOptions options, LoaderPosition start, SkipLedger ledger) => throw new NotImplementedException();

    /// <summary>How long <see cref="Next"/> has waited for data in all.</summary>
    public TimeSpan Waited => throw new NotImplementedException();

    /// <summary>The next batch; give it back with <see cref="Return"/> when its tensors are made.</summary>
    /// <param name="cancellation">Stops the waiting.</param>
    public PairBatch Next(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Gives a batch back to be filled again.</summary>
    /// <param name="batch">A batch from <see cref="Next"/>, not used any more.</param>
    public void Return(PairBatch batch) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
