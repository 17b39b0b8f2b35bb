namespace OpenVision.Data.Images;

/// <summary>An evaluation image: squashed to the encoder's square, as the published PyTorch port does, and normalised.</summary>
internal static class EvalImage
{
    /// <summary>Decodes, resizes and normalises an image.</summary>
    /// <param name="bytes">The file's bytes: JPEG, PNG or WebP.</param>
    /// <param name="side">R, the side in pixels.</param>
    /// <param name="target">Normalised planes, [3, R, R].</param>
    /// <exception cref="SampleFault">The image is damaged, cut short or too large.</exception>
    public static void Write(ReadOnlyMemory<byte> bytes, int side, Span<float> target)
    {
        RgbImage image = ImageDecoder.Decode(bytes, DataLimits.Default.ImagePixels);
        Resampler.Resize(image, new(0, 0, image.Width, image.Height), side, target);
        Normalization.Apply(target);
    }
}
