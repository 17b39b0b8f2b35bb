namespace OpenVision.Onnx;

/// <summary>A graph and what its file says of it.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Spec">The spec that fixes the graph, as an entry of the file's metadata.</param>
internal sealed record OnnxModel(OnnxGraph Graph, OnnxNote Spec)
{
    /// <summary>An image encoder.</summary>
    /// <param name="spec">The image encoder.</param>
    public static OnnxModel Of(VisionSpec spec) => new(OnnxVision.Graph(spec), OnnxNote.Of(spec));

    /// <summary>A text encoder.</summary>
    /// <param name="spec">The text encoder.</param>
    public static OnnxModel Of(TextSpec spec) => new(OnnxText.Graph(spec), OnnxNote.Of(spec));

    /// <summary>A caption decoder.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="image">The image tokens that feed it.</param>
    /// <param name="text">The text tokens that feed it.</param>
    public static OnnxModel Of(DecoderSpec spec, TokenShape image, TokenShape text) => new(OnnxDecoder.Graph(spec, image, text), OnnxNote.Of(spec));
}
