namespace OpenVision.Weights;

/// <summary>Shapes that come from outside.</summary>
internal static class TensorShape
{
    /// <summary>The most dimensions that libtorch's operators take.</summary>
    public const int MaxDimensions = 64;

    /// <summary>Counts the bytes of a tensor.</summary>
    /// <param name="shape">The shape, of numbers from 0.</param>
    /// <param name="elementSize">The bytes of one element.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>Whether a 64-bit number counts them.</returns>
    public static bool TryCountBytes(IReadOnlyList<long> shape, int elementSize, out long bytes)
    {
        // Strides are computed from the other dimensions even where one is 0, so those must not overflow either.
        Int128 strides = elementSize, product = elementSize;
        foreach (long dimension in shape)
        {
            strides *= Math.Max(1, dimension);
            product *= dimension;
            if (strides > long.MaxValue)
            {
                bytes = 0;
                return false;
            }
        }

        bytes = (long)product;
        return true;
    }

    /// <summary>A shape as messages show it; what is too long to be one is cut.</summary>
    /// <param name="shape">The shape.</param>
    public static string Shown(IReadOnlyList<long> shape) =>
        $"[{string.Join(", ", shape.Take(MaxDimensions))}{(shape.Count > MaxDimensions ? ", …" : "")}]";
}
