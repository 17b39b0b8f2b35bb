using OpenVision.Data.Images;

namespace OpenVision.Tests.Data.Images;

/// <summary>
/// Pillow's resizing of bytes by its definition: columns, then rows; weights as whole numbers of 2^-22; bytes after each
/// pass; a pass over a side that keeps its length is left out.
/// </summary>
internal static class PillowResampler
{
    private const int PrecisionBits = 22;

    public static RgbImage Resize(RgbImage image, int width, int height, Interpolation interpolation)
    {
        RgbImage narrow = new(new byte[width * image.Height * 3], width, image.Height);
        for (int at = 0; at < narrow.Pixels.Length; at++)
        {
            int y = at / (width * 3), x = at / 3 % width, channel = at % 3;
            narrow.Pixels[at] = width == image.Width
                ? image.Pixels[at]
                : Blend(image.Width, width, x, interpolation, j => image.Pixels[(((y * image.Width) + j) * 3) + channel]);
        }

        RgbImage target = new(new byte[width * height * 3], width, height);
        for (int at = 0; at < target.Pixels.Length; at++)
        {
            int y = at / (width * 3), x = at % (width * 3);
            target.Pixels[at] = height == image.Height
                ? narrow.Pixels[at]
                : Blend(image.Height, height, y, interpolation, j => narrow.Pixels[(j * width * 3) + x]);
        }

        return target;
    }

    private static byte Blend(int length, int resized, int pixel, Interpolation interpolation, Func<int, byte> source)
    {
        double scale = (double)length / resized, width = Math.Max(1, scale), center = (pixel + 0.5) * scale;
        double support = width * (interpolation == Interpolation.Bicubic ? 2 : 1);
        int low = Math.Max(0, (int)(center - support + 0.5)), high = Math.Min(length, (int)(center + support + 0.5));
        double[] weights = [.. Enumerable.Range(low, high - low).Select(j => Kernels.Weight(interpolation, (j + 0.5 - center) / width))];
        double total = weights.Sum();
        int sum = 1 << (PrecisionBits - 1);
        for (int j = low; j < high; j++)
        {
            sum += source(j) * (int)Math.Round(weights[j - low] / total * (1 << PrecisionBits), MidpointRounding.AwayFromZero);
        }

        return (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);
    }
}
