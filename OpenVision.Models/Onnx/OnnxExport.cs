using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Onnx;

/// <summary>
/// Writes models as ONNX files, without running them: a graph is a function of its spec, and computes what the generated
/// <c>Forward</c> computes, in float32, for batches of any size. The operators are those of opset 20.
/// </summary>
public static class OnnxExport
{
    /// <summary>
    /// The most bytes of values that a model's own file holds. Protocol buffers end at 2 GiB, and the graph needs some of it:
    /// beyond this the values lie in a second file, the first one's name with <c>.data</c> added, at offsets of 64 bytes.
    /// </summary>
    public const long EmbeddedLimit = 2_000_000_000;

    private const string FixedPositions = "visual.positional_embedding";

    /// <summary>
    /// Writes an image encoder: input <c>image</c>, float32 [batch, 3, R, R]; outputs <c>image_features</c> [batch, embedding],
    /// not normalised, and <c>image_tokens</c> [batch, N, width].
    /// </summary>
    /// <param name="path">The file, overwritten as a whole.</param>
    /// <param name="spec">The image encoder.</param>
    /// <param name="parameters">Its parameters under our names, floating point; others are left alone. Fixed positions are computed where they are not among them.</param>
    /// <param name="embeddedLimit">The most bytes of values in the model's own file, at most <see cref="EmbeddedLimit"/>, the default.</param>
    /// <exception cref="OpenVisionException">A parameter is missing or has another shape, or a file cannot be written.</exception>
    public static void Vision(string path, VisionSpec spec, IReadOnlyDictionary<string, Tensor> parameters, long embeddedLimit = EmbeddedLimit)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(parameters);
        if (spec.Positions != Positions.SinCos2d || parameters.ContainsKey(FixedPositions))
        {
            Write(path, OnnxModel.Of(spec), parameters, embeddedLimit);
            return;
        }

        using Tensor positions = SinCosPositions.Tokens(spec);
        Dictionary<string, Tensor> all = new(parameters) { [FixedPositions] = positions };
        Write(path, OnnxModel.Of(spec), all, embeddedLimit);
    }

    /// <summary>
    /// Writes a text encoder: input <c>text</c>, int64 [batch, T]; outputs <c>text_features</c> [batch, embedding], not
    /// normalised, and <c>text_tokens</c> [batch, T - 1, width].
    /// </summary>
    /// <param name="path">The file, overwritten as a whole.</param>
    /// <param name="spec">The text encoder.</param>
    /// <param name="parameters">Its parameters under our names, floating point; others are left alone.</param>
    /// <param name="embeddedLimit">The most bytes of values in the model's own file, at most <see cref="EmbeddedLimit"/>, the default.</param>
    /// <exception cref="OpenVisionException">A parameter is missing or has another shape, or a file cannot be written.</exception>
    public static void Text(string path, TextSpec spec, IReadOnlyDictionary<string, Tensor> parameters, long embeddedLimit = EmbeddedLimit)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Write(path, OnnxModel.Of(spec), parameters, embeddedLimit);
    }

    /// <summary>
    /// Writes a caption decoder: inputs <c>image_tokens</c> [batch, N, vision width] and <c>text_tokens</c>
    /// [batch, T - 1, text width], as the encoders give them; output <c>logits</c> [batch, Q, vocabulary].
    /// </summary>
    /// <param name="path">The file, overwritten as a whole.</param>
    /// <param name="spec">The decoder.</param>
    /// <param name="image">The image tokens that feed it: <see cref="TokenShape.Of(VisionSpec)"/>.</param>
    /// <param name="text">The text tokens that feed it: <see cref="TokenShape.Of(TextSpec)"/>.</param>
    /// <param name="parameters">The decoder's parameters under our names, floating point; others are left alone.</param>
    /// <param name="embeddedLimit">The most bytes of values in the model's own file, at most <see cref="EmbeddedLimit"/>, the default.</param>
    /// <exception cref="OpenVisionException">A parameter is missing or has another shape, or a file cannot be written.</exception>
    public static void Decoder(
        string path, DecoderSpec spec, TokenShape image, TokenShape text, IReadOnlyDictionary<string, Tensor> parameters, long embeddedLimit = EmbeddedLimit)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Write(path, OnnxModel.Of(spec, image, text), parameters, embeddedLimit);
    }

    private static void Write(string path, OnnxModel model, IReadOnlyDictionary<string, Tensor> parameters, long embeddedLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(embeddedLimit, EmbeddedLimit);
        OnnxWriter.Write(path, model, parameters, embeddedLimit);
    }
}
