namespace OpenVision.Numerics;

/// <summary>
/// A small random stream (SplitMix64) whose whole state is one number: the same seed gives the same draws on every
/// machine and .NET version, which <see cref="Random"/> does not promise.
/// </summary>
/// <param name="seed">The state to start from.</param>
public struct Draw(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Bits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            ulong value = state;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public double Between(double low, double high) => low + (Unit() * (high - low));

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    /// <param name="count">At least 1.</param>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Puts a list in random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The list.</param>
    public void Shuffle<T>(IList<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Puts a span in random order, with the draws of a list's.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="items">The span.</param>
    internal void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
