using Microsoft.Win32.SafeHandles;

namespace OpenVision.Conversations;

/// <summary>A window over a file that moves on as its front is dropped, and grows where a record does not fit.</summary>
/// <param name="handle">The file.</param>
/// <param name="most">The most bytes of a record: the window grows to a little more than that.</param>
internal sealed class GrowingWindow(SafeFileHandle handle, int most)
{
    private const int Step = 1 << 20;

    private byte[] buffer = new byte[Step];
    private int start, end;

    /// <summary>The bytes in the window.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, end - start);

    /// <summary>The first byte's place in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the window reaches the file's end.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Leaves a byte order mark at the file's start behind.</summary>
    public void DropMark()
    {
        while (Bytes.Length < 3 && Grow())
        {
        }

        Drop(Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0);
    }

    /// <summary>Leaves bytes behind.</summary>
    /// <param name="count">How many.</param>
    public void Drop(int count)
    {
        start += count;
        Offset += count;
    }

    /// <summary>Takes in more of the file.</summary>
    /// <returns>Whether there was more, and room for it.</returns>
    public bool Grow()
    {
        if (IsLast || end - start > most)
        {
            return false;
        }

        if (end - start > buffer.Length / 2)
        {
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + (2 * Step)));
        }

        Bytes.CopyTo(buffer);
        (start, end) = (0, end - start);
        int read = RandomAccess.Read(handle, buffer.AsSpan(end), Offset + end);
        end += read;
        IsLast = read == 0;
        return read > 0;
    }
}
