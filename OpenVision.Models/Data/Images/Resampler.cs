using System.Buffers;

namespace OpenVision.Data.Images;

/// <summary>A rectangle of an image in whole pixels.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Width">The width, at least 1.</param>
/// <param name="Height">The height, at least 1.</param>
internal readonly record struct Window(int X, int Y, int Width, int Height);

/// <summary>
/// Bilinear resizing with antialiasing: a triangle whose half-width is the scale when shrinking and 1 when enlarging,
/// cut at the window's edge and normalised, as TensorFlow's <c>antialias=True</c> defines it.
/// </summary>
internal static class Resampler
{
    /// <summary>Resizes a window of an image to a square.</summary>
    /// <param name="image">The image.</param>
    /// <param name="window">The part of it to read.</param>
    /// <param name="side">R, the square's side in pixels.</param>
    /// <param name="target">Planes of red, green and blue, 0 to 1, [3, R, R].</param>
    public static void Resize(RgbImage image, Window window, int side, Span<float> target)
    {
        (int[] firstX, float[][] weightsX) = Taps(window.Width, side);
        (int[] firstY, float[][] weightsY) = Taps(window.Height, side);
        int stride = side * 3;
        float[] rows = ArrayPool<float>.Shared.Rent(window.Height * stride);
        for (int y = 0; y < window.Height; y++)
        {
            ReadOnlySpan<byte> source = image.Pixels.AsSpan((((window.Y + y) * image.Width) + window.X) * 3, window.Width * 3);
            Span<float> row = rows.AsSpan(y * stride, stride);
            for (int x = 0; x < side; x++)
            {
                float red = 0, green = 0, blue = 0;
                int at = firstX[x] * 3;
                foreach (float weight in weightsX[x])
                {
                    red += weight * source[at];
                    green += weight * source[at + 1];
                    blue += weight * source[at + 2];
                    at += 3;
                }

                row[x * 3] = red;
                row[(x * 3) + 1] = green;
                row[(x * 3) + 2] = blue;
            }
        }

        int plane = side * side;
        for (int y = 0; y < side; y++)
        {
            float[] weights = weightsY[y];
            for (int x = 0; x < stride; x++)
            {
                float sum = 0;
                int at = (firstY[y] * stride) + x;
                foreach (float weight in weights)
                {
                    sum += weight * rows[at];
                    at += stride;
                }

                target[(x % 3 * plane) + (y * side) + (x / 3)] = sum / 255;
            }
        }

        ArrayPool<float>.Shared.Return(rows);
    }

    private static (int[] First, float[][] Weights) Taps(int length, int side)
    {
        double scale = (double)length / side;
        double reach = Math.Max(scale, 1);
        int[] first = new int[side];
        float[][] weights = new float[side][];
        for (int i = 0; i < side; i++)
        {
            double center = (i + 0.5) * scale;
            int low = Math.Clamp((int)Math.Floor(center - reach), 0, length - 1);
            int high = Math.Clamp((int)Math.Ceiling(center + reach), low + 1, length);
            double[] exact = [.. Enumerable.Range(low, high - low).Select(j => Math.Max(0, 1 - (Math.Abs(j + 0.5 - center) / reach)))];
            double sum = exact.Sum();
            first[i] = low;
            weights[i] = [.. exact.Select(weight => (float)(weight / sum))];
        }

        return (first, weights);
    }
}
