using OpenVision.Numerics;

namespace OpenVision.Tests.Weights;

/// <summary>Damages a file's bytes as disks, networks and enemies do.</summary>
internal static class FileMutation
{
    private const int MostEdits = 3;

    /// <summary>Makes a damaged copy.</summary>
    /// <param name="sound">The file.</param>
    /// <param name="fragments">Pieces that mean something in its format.</param>
    /// <param name="draw">Where the damage comes from.</param>
    public static byte[] Of(byte[] sound, byte[][] fragments, ref Draw draw)
    {
        List<byte> bytes = [.. sound];
        int edits = 1 + draw.Below(MostEdits);
        for (int i = 0; i < edits && bytes.Count > 0; i++)
        {
            int at = draw.Below(bytes.Count);
            switch (draw.Below(7))
            {
                case 0: // a bit flips
                    bytes[at] ^= (byte)(1 << draw.Below(8));
                    break;
                case 1: // a byte is another
                    bytes[at] = (byte)draw.Below(256);
                    break;
                case 2: // the rest is lost
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3: // a few bytes are lost
                    bytes.RemoveRange(at, Math.Min(1 + draw.Below(12), bytes.Count - at));
                    break;
                case 4: // a digit is another
                    int digit = bytes.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9');
                    bytes[digit < 0 ? at : digit] = (byte)('0' + draw.Below(10));
                    break;
                case 5: // two places are exchanged
                    int other = draw.Below(bytes.Count);
                    (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                    break;
                default: // something is put in
                    bytes.InsertRange(at, fragments[draw.Below(fragments.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
