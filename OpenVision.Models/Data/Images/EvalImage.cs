namespace OpenVision.Data.Images;

/// <summary>An evaluation image: fitted to the encoder's square and normalised (docs/preprocessing.md).</summary>
internal static class EvalImage
{
    /// <summary>Decodes, resizes and normalises an image.</summary>
    /// <param name="bytes">The file's bytes: JPEG, PNG or WebP.</param>
    /// <param name="spec">How, and R, the side in pixels.</param>
    /// <param name="target">Normalised planes, [3, R, R].</param>
    /// <exception cref="SampleFault">The image is damaged, cut short or too large.</exception>
    public static void Write(ReadOnlyMemory<byte> bytes, PreprocessSpec spec, Span<float> target) =>
        Write(ImageDecoder.Open(bytes, DataLimits.Default.ImagePixels), spec, target);

    /// <summary>Resizes and normalises an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="spec">How, and R, the side in pixels.</param>
    /// <param name="target">Normalised planes, [3, R, R].</param>
    public static void Write(RgbImage image, PreprocessSpec spec, Span<float> target)
    {
        (AxisFit across, AxisFit down) = AxisFit.Of(image.Width, image.Height, spec);
        target.Fill(spec.FillColor / 255f);
        Resampler.Resize(image, across, down, spec.Interpolation, spec.Resolution, target);
        Normalization.Apply(target, spec.Mean, spec.Std);
    }
}
