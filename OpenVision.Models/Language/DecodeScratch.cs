using System.Runtime.InteropServices;

namespace OpenVision.Language;

/// <summary>Memory for the intermediates of passes over few tokens; it grows and is used again.</summary>
internal sealed unsafe class DecodeScratch : IDisposable
{
    private const nuint Alignment = 64;

    private float* memory;
    private long size;
    private long next;

    /// <summary>Frees the memory if it was not disposed.</summary>
    ~DecodeScratch() => NativeMemory.AlignedFree(memory);

    /// <summary>Begins a pass: what was taken before is free again.</summary>
    /// <param name="count">The number of float32 numbers that will be taken, each piece rounded up to 16.</param>
    public void Begin(long count)
    {
        next = 0;
        if (count > size)
        {
            size = Math.Max(count, size + (size / 2));
            NativeMemory.AlignedFree(memory);
            memory = (float*)NativeMemory.AlignedAlloc((nuint)(size * sizeof(float)), Alignment);
        }
    }

    /// <summary>Takes memory.</summary>
    /// <param name="count">The number of float32 numbers.</param>
    public float* Take(long count)
    {
        float* piece = memory + next;
        next += Rounded(count);
        return next <= size ? piece : throw new InvalidOperationException("More memory is taken than the pass announced.");
    }

    /// <summary>A number rounded up to whole cache lines.</summary>
    public static long Rounded(long count) => (count + 15) & -16;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
        size = 0;
        GC.SuppressFinalize(this);
    }
}
