using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>
/// Asks Linux for pages of 2 MB under a large buffer. The first touch of a model's memory then takes hundreds of times fewer
/// page faults: it is most of the time of loading weights that lie in the page cache.
/// </summary>
internal static unsafe class HugePages
{
    private const long Size = 2 << 20;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE of Linux

    private static readonly delegate* unmanaged[Cdecl]<nint, nuint, int, int> MemoryAdvise = Find();

    /// <summary>Gives the advice; a system that does not take it loses nothing.</summary>
    /// <param name="buffer">A contiguous tensor whose memory has not been touched yet.</param>
    public static void Advise(Tensor buffer)
    {
        long bytes = buffer.numel() * buffer.dtype.ElementSize();
        if (MemoryAdvise is null || buffer.device_type != DeviceType.CPU || bytes < 2 * Size)
        {
            return;
        }

        // Only whole pages: the advice is about everything that lies in them.
        using Tensor first = buffer.narrow(0, 0, 1);
        fixed (byte* start = first.bytes)
        {
            long from = ((long)start + Size - 1) / Size * Size, to = ((long)start + bytes) / Size * Size;
            MemoryAdvise((nint)from, (nuint)(to - from), AdviseHugePages);
        }
    }

    private static delegate* unmanaged[Cdecl]<nint, nuint, int, int> Find() =>
        OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out nint library)
        && NativeLibrary.TryGetExport(library, "madvise", out nint address)
            ? (delegate* unmanaged[Cdecl]<nint, nuint, int, int>)address
            : null;
}
