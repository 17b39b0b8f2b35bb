using System.Numerics;

namespace OpenVision.Data.Images;

/// <summary>Shifts and scales colours to what an encoder was trained with.</summary>
internal static class Normalization
{
    /// <summary>Normalises in place.</summary>
    /// <param name="planes">Planes of red, green and blue, 0 to 1.</param>
    /// <param name="mean">What is subtracted.</param>
    /// <param name="std">What the difference is divided by.</param>
    public static void Apply(Span<float> planes, ColorTriple mean, ColorTriple std)
    {
        int length = planes.Length / 3;
        Apply(planes[..length], mean.Red, std.Red);
        Apply(planes.Slice(length, length), mean.Green, std.Green);
        Apply(planes[(2 * length)..], mean.Blue, std.Blue);
    }

    private static void Apply(Span<float> plane, double mean, double std)
    {
        float shift = (float)mean;
        float scale = 1 / (float)std;
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= plane.Length - lanes; i += lanes)
        {
            ((new Vector<float>(plane[i..]) - new Vector<float>(shift)) * scale).CopyTo(plane[i..]);
        }

        for (; i < plane.Length; i++)
        {
            plane[i] = (plane[i] - shift) * scale;
        }
    }
}
