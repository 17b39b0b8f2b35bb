namespace OpenVision.Data;

/// <summary>
/// The buffers of one training batch: B image-text pairs. The loader writes into them, the training step reads them and
/// gives the batch back to be filled again.
/// </summary>
/// <param name="size">B, the number of pairs.</param>
/// <param name="resolution">The side of the images in pixels.</param>
/// <param name="context">T, the number of tokens of a text.</param>
/// <param name="captionLength">L, the number of tokens of a whole caption; 0 without a decoder.</param>
public sealed class PairBatch(int size, int resolution, int context, int captionLength)
{
    /// <summary>B, the number of pairs.</summary>
    public int Size { get; } = size;

    /// <summary>The side of the images in pixels.</summary>
    public int Resolution { get; } = resolution;

    /// <summary>T, the number of tokens of a text.</summary>
    public int Context { get; } = context;

    /// <summary>L, the number of tokens of a whole caption.</summary>
    public int CaptionLength { get; } = captionLength;

    /// <summary>Normalised images, [B, 3, resolution, resolution].</summary>
    public float[] Images { get; } = new float[checked(size * 3 * resolution * resolution)];

    /// <summary>The web captions' tokens, [B, T].</summary>
    public long[] WebText { get; } = new long[checked(size * context)];

    /// <summary>The tokens of what was picked of the synthetic captions, [B, T].</summary>
    public long[] SyntheticText { get; } = new long[checked(size * context)];

    /// <summary>The whole synthetic captions' tokens, [B, L]: bos … eos, padded.</summary>
    public long[] Caption { get; } = new long[checked(size * captionLength)];

    /// <summary>The samples' keys, for messages.</summary>
    public string[] Keys { get; } = new string[size];

    /// <summary>Which captions the batch holds.</summary>
    public CaptionDraws Draws { get; internal set; } = new();

    /// <summary>What was drawn for each pair.</summary>
    internal DrawnCaptions[] Drawn { get; } = new DrawnCaptions[size];

    /// <summary>Where the loader stands after this batch: a run resumed from here gets the next batch.</summary>
    public LoaderPosition After { get; internal set; } = LoaderPosition.Start;
}
