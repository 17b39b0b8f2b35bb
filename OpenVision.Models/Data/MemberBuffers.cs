using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenVision.Data;

/// <summary>
/// The bytes of samples that were used up, for samples that are read next: a shuffle window is filled with what the one before it
/// leaves behind. For one thread.
/// </summary>
/// <param name="most">The most bytes that are kept.</param>
internal sealed class MemberBuffers(long most)
{
    private const int Finest = 64, StepsOfADoubling = 8;

    private readonly Dictionary<int, Stack<byte[]>> free = [];
    private long held;

    /// <summary>Room for a member.</summary>
    /// <param name="length">Its length in bytes.</param>
    /// <returns>An array of at least that length, whatever is in it.</returns>
    public byte[] Rent(int length)
    {
        int size = SizeOf(length);
        if (free.TryGetValue(size, out Stack<byte[]>? same) && same.TryPop(out byte[]? bytes))
        {
            held -= size;
            return bytes;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Takes a sample's bytes, which nobody may read any more.</summary>
    /// <param name="sample">A sample whose members were rented here.</param>
    public void Return(Sample sample)
    {
        foreach (ReadOnlyMemory<byte> member in sample.Members.Values)
        {
            if (MemoryMarshal.TryGetArray(member, out ArraySegment<byte> part) && part.Array is { Length: > 0 } bytes && held + bytes.Length <= most)
            {
                held += bytes.Length;
                (CollectionsMarshal.GetValueRefOrAddDefault(free, bytes.Length, out _) ??= new()).Push(bytes);
            }
        }
    }

    // An eighth of a doubling apart: little is wasted, and most members find a place that another left.
    private static int SizeOf(int length)
    {
        long step = Math.Max(Finest, (long)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, length)) / StepsOfADoubling);
        return (int)Math.Min(Array.MaxLength, (length + step - 1) / step * step);
    }
}
