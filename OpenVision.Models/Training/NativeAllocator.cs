using System.Runtime.InteropServices;

namespace OpenVision.Training;

/// <summary>
/// Tells glibc's malloc to keep freed blocks. By default it returns large ones to the kernel at every free, and the page
/// faults of the next step take up to a third of a float32 step's time.
/// </summary>
internal static class NativeAllocator
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int Large = 1 << 30;
    private const int LargestOfOldVersions = 32 << 20; // glibc before 2.35 refuses a larger mmap threshold
    private const int Padding = 64 << 20;

    private static readonly Lazy<bool> Applied = new(Apply);

    /// <summary>Applies the settings once in a process; call before the first tensor.</summary>
    /// <returns>Whether the C library took them; false where it is not glibc.</returns>
    public static bool KeepFreedMemory() => Applied.Value;

    private static unsafe bool Apply()
    {
        if (!OperatingSystem.IsLinux()
            || !NativeLibrary.TryLoad("libc.so.6", out nint library)
            || !NativeLibrary.TryGetExport(library, "mallopt", out nint address))
        {
            return false;
        }

        var mallopt = (delegate* unmanaged[Cdecl]<int, int, int>)address;
        bool mapped = mallopt(MmapThreshold, Large) == 1 || mallopt(MmapThreshold, LargestOfOldVersions) == 1;
        return mapped && mallopt(TrimThreshold, Large) == 1 && mallopt(TopPad, Padding) == 1;
    }
}
