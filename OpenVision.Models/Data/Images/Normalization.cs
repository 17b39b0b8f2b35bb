namespace OpenVision.Data.Images;

/// <summary>The mean and deviation that every image is normalised with, those of ImageNet.</summary>
internal static class Normalization
{
    private static readonly float[] mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Normalises in place.</summary>
    /// <param name="planes">Planes of red, green and blue, 0 to 1.</param>
    public static void Apply(Span<float> planes)
    {
        int length = planes.Length / 3;
        for (int channel = 0; channel < 3; channel++)
        {
            float shift = mean[channel];
            float scale = 1 / deviation[channel];
            foreach (ref float value in planes.Slice(channel * length, length))
            {
                value = (value - shift) * scale;
            }
        }
    }
}
