using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>
/// Fixed two-dimensional position embeddings: sines and cosines of the patch's column, then of its row, at width / 4
/// frequencies <c>10000^(-k / (width / 4 - 1))</c> (openvision.md, section 2).
/// </summary>
public static class SinCosPositions
{
    private const double Temperature = 10000;

    /// <summary>The positions of an image encoder's tokens at its own resolution.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <returns>float32, [tokens, width], in the caller's dispose scope.</returns>
    public static Tensor Tokens(VisionSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Tokens(spec, spec.Resolution / spec.Patch);
    }

    /// <summary>The positions of an image encoder's tokens: zero for the class token, where there is one, then the grid's.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="grid">The number of patches along a side.</param>
    /// <returns>float32, [tokens, width], in the caller's dispose scope.</returns>
    public static Tensor Tokens(VisionSpec spec, int grid)
    {
        ArgumentNullException.ThrowIfNull(spec);
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = Grid(grid, spec.Width);
        return (spec.ClassToken ? cat([zeros(1, spec.Width), patches]) : patches).MoveToOuterDisposeScope();
    }

    /// <summary>The embedding of a square grid, computed in double precision.</summary>
    /// <param name="grid">The number of patches along a side.</param>
    /// <param name="width">The size of a token vector, a multiple of 4.</param>
    /// <returns>float32, [grid × grid, width], in the caller's dispose scope.</returns>
    public static Tensor Grid(int grid, int width)
    {
        int frequencies = width / 4;
        float[] values = new float[grid * grid * width];
        for (int row = 0; row < grid; row++)
        {
            for (int column = 0; column < grid; column++)
            {
                Span<float> token = values.AsSpan(((row * grid) + column) * width, width);
                for (int k = 0; k < frequencies; k++)
                {
                    double frequency = Math.Pow(Temperature, -(double)k / Math.Max(1, frequencies - 1));
                    (double sinX, double cosX) = Math.SinCos(column * frequency);
                    (double sinY, double cosY) = Math.SinCos(row * frequency);
                    token[k] = (float)sinX;
                    token[frequencies + k] = (float)cosX;
                    token[(2 * frequencies) + k] = (float)sinY;
                    token[(3 * frequencies) + k] = (float)cosY;
                }
            }
        }

        return tensor(values, [grid * grid, width]);
    }
}
