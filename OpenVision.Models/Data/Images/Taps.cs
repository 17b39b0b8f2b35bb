using System.Buffers;

namespace OpenVision.Data.Images;

/// <summary>Source pixels under a kernel, and where their shares stand.</summary>
/// <param name="First">The first source pixel.</param>
/// <param name="Start">The place of its share.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct TapSpan(int First, int Start, int Count);

/// <summary>
/// For each kept pixel of a resized side, the source pixels under its kernel and their shares of it. The kernel is centred on
/// the pixel, as wide as the scale when shrinking and as 1 when enlarging, cut at the source's edge and normalised.
/// Its arrays are rented: dispose of it.
/// </summary>
internal readonly struct Taps : IDisposable
{
    private readonly TapSpan[] spans;
    private readonly int kept;
    private readonly float[] weights;

    /// <summary>Computes the shares.</summary>
    /// <param name="source">The source's side.</param>
    /// <param name="fit">What becomes of it.</param>
    /// <param name="interpolation">The kernel.</param>
    public Taps(Side source, AxisFit fit, Interpolation interpolation)
    {
        int length = source.Pixels;
        double scale = source.Length / fit.Resized;
        double width = Math.Max(scale, 1);
        bool cubic = interpolation == Interpolation.Bicubic;
        double reach = cubic ? 2 * width : width;
        kept = fit.Count;
        spans = ArrayPool<TapSpan>.Shared.Rent(kept);
        weights = ArrayPool<float>.Shared.Rent(checked(fit.Count * ((2 * (int)Math.Ceiling(reach)) + 2)));
        int used = 0;
        for (int i = 0; i < fit.Count; i++)
        {
            double center = source.Start + ((fit.Skip + i + 0.5) * scale);
            int low = Math.Clamp((int)Math.Floor(center - reach + 0.5), 0, length - 1);
            int high = Math.Clamp((int)Math.Ceiling(center + reach - 0.5), low + 1, length); // pixels whose middle lies under the kernel
            double sum = 0;
            for (int j = low; j < high; j++)
            {
                sum += Kernel(Math.Abs(j + 0.5 - center) / width, cubic);
            }

            spans[i] = new(low, used, high - low);
            for (int j = low; j < high; j++)
            {
                weights[used++] = (float)(Kernel(Math.Abs(j + 0.5 - center) / width, cubic) / sum);
            }
        }
    }

    /// <summary>Where the shares of each kept pixel stand in <see cref="Shares"/>.</summary>
    public ReadOnlySpan<TapSpan> Spans => spans.AsSpan(0, kept);

    /// <summary>All shares, pixel after pixel.</summary>
    public ReadOnlySpan<float> Shares => weights;

    /// <summary>The first source pixel under a pixel's kernel.</summary>
    /// <param name="pixel">The pixel, counted from the first kept one.</param>
    public int First(int pixel) => spans[pixel].First;

    /// <summary>The first source pixel behind a pixel's kernel.</summary>
    /// <param name="pixel">The pixel, counted from the first kept one.</param>
    public int End(int pixel) => spans[pixel].First + spans[pixel].Count;

    /// <summary>The shares of the source pixels from <see cref="First"/> on; they sum to 1.</summary>
    /// <param name="pixel">The pixel, counted from the first kept one.</param>
    public ReadOnlySpan<float> Weights(int pixel) => weights.AsSpan(spans[pixel].Start, spans[pixel].Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<TapSpan>.Shared.Return(spans);
        ArrayPool<float>.Shared.Return(weights);
    }

    private static double Kernel(double distance, bool cubic) => cubic ? Cubic(distance) : Math.Max(0, 1 - distance);

    // R. Keys, Cubic convolution interpolation for digital image processing, 1981, equation 15: a = -1/2.
    private static double Cubic(double distance) => distance switch
    {
        < 1 => (((1.5 * distance) - 2.5) * distance * distance) + 1,
        < 2 => (((((-0.5 * distance) + 2.5) * distance) - 4) * distance) + 2,
        _ => 0,
    };
}
