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

    /// <summary>The embedding of an encoder's tokens: a class token's position is zero.</summary>
    /// <param name="grid">The number of patches along a side.</param>
    /// <param name="width">The size of a token vector, a multiple of 4.</param>
    /// <param name="classToken">Whether a class token stands before the patches.</param>
    /// <returns>float32, [1 + grid × grid, width], or [grid × grid, width] without a class token; in the caller's dispose scope.</returns>
    public static Tensor Tokens(int grid, int width, bool classToken)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = Grid(grid, width);
        return (classToken ? cat([zeros(1, width), patches]) : patches).MoveToOuterDisposeScope();
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
