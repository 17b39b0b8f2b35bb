using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

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
    /// <summary>Resizes a window of an image to a square. Beside the target it needs one row of the window, however high that is.</summary>
    /// <param name="image">The image.</param>
    /// <param name="window">The part of it to read.</param>
    /// <param name="side">R, the square's side in pixels.</param>
    /// <param name="target">Planes of red, green and blue, 0 to 1, [3, R, R].</param>
    public static void Resize(RgbImage image, Window window, int side, Span<float> target)
    {
        Taps across = new(window.Width, side), down = new(window.Height, side);
        int values = window.Width * 3;

        // Four floats are read for a pixel's three: one more than the row has.
        float[] rented = ArrayPool<float>.Shared.Rent(values + 1);
        Span<float> row = rented.AsSpan(0, values);
        int plane = side * side;
        for (int y = 0; y < side; y++)
        {
            row.Clear();
            ReadOnlySpan<float> weights = down.Weights(y);
            for (int i = 0; i < weights.Length; i++)
            {
                int from = (((window.Y + down.First(y) + i) * image.Width) + window.X) * 3;
                AddScaled(image.Pixels.AsSpan(from, values), weights[i] / 255, row);
            }

            for (int x = 0; x < side; x++)
            {
                Vector128<float> color = Blend(rented, across.First(x) * 3, across.Weights(x));
                int at = (y * side) + x;
                target[at] = color[0];
                target[plane + at] = color[1];
                target[(2 * plane) + at] = color[2];
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void AddScaled(ReadOnlySpan<byte> source, float weight, Span<float> sum)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Add(first, sum[i..]);
            Add(second, sum[(i + lanes)..]);
            Add(third, sum[(i + (2 * lanes))..]);
            Add(fourth, sum[(i + (3 * lanes))..]);
        }

        for (; i < source.Length; i++)
        {
            sum[i] += weight * source[i];
        }

        // A product and a sum, not a fused one: every processor rounds alike, however wide its vectors are.
        void Add(Vector<uint> bytes, Span<float> to) =>
            (new Vector<float>(to) + (Vector.ConvertToSingle(Vector.AsVectorInt32(bytes)) * weight)).CopyTo(to);
    }

    private static Vector128<float> Blend(ReadOnlySpan<float> row, int at, ReadOnlySpan<float> weights)
    {
        Vector128<float> sum = Vector128<float>.Zero;
        foreach (float weight in weights)
        {
            sum += Vector128.Create(row.Slice(at, 4)) * weight;
            at += 3;
        }

        return sum;
    }

    // For each pixel of the target's side, the source pixels under its triangle and their shares of it.
    private readonly struct Taps
    {
        private readonly (int First, int Start, int Count)[] spans;
        private readonly float[] weights;

        public Taps(int length, int side)
        {
            double scale = (double)length / side;
            double reach = Math.Max(scale, 1);
            spans = new (int, int, int)[side];
            weights = new float[checked(side * ((2 * (int)Math.Ceiling(reach)) + 2))];
            int used = 0;
            for (int i = 0; i < side; i++)
            {
                double center = (i + 0.5) * scale;
                int low = Math.Clamp((int)Math.Floor(center - reach), 0, length - 1);
                int high = Math.Clamp((int)Math.Ceiling(center + reach), low + 1, length);
                double sum = 0;
                for (int j = low; j < high; j++)
                {
                    sum += Triangle(j + 0.5 - center, reach);
                }

                spans[i] = (low, used, high - low);
                for (int j = low; j < high; j++)
                {
                    weights[used++] = (float)(Triangle(j + 0.5 - center, reach) / sum);
                }
            }
        }

        public int First(int pixel) => spans[pixel].First;

        public ReadOnlySpan<float> Weights(int pixel) => weights.AsSpan(spans[pixel].Start, spans[pixel].Count);

        private static double Triangle(double distance, double reach) => Math.Max(0, 1 - (Math.Abs(distance) / reach));
    }
}
