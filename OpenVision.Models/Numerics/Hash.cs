using System.Text;

namespace OpenVision.Numerics;

/// <summary>Hashes that are the same on every machine and in every process, to derive seeds from.</summary>
public static class Hash
{
    /// <summary>A 64-bit hash of a name and a seed (FNV-1a, then the finaliser of SplitMix64).</summary>
    /// <param name="name">The name.</param>
    /// <param name="seed">The seed.</param>
    public static ulong Of(string name, int seed)
    {
        ulong hash = 14695981039346656037UL ^ (uint)seed;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return Mix(hash);
    }

    /// <summary>A 64-bit hash of two numbers.</summary>
    /// <param name="first">One number.</param>
    /// <param name="second">The other.</param>
    public static ulong Of(ulong first, ulong second) => Mix(unchecked(Mix(first) + second));

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
