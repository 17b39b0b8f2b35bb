using System.Runtime.InteropServices;

namespace OpenVision.Tests.Costs;

/// <summary>The most bytes that glibc's malloc had handed out at once while this lived, looked at every millisecond: tensors, in a training step.</summary>
internal sealed unsafe class HeapPeak : IDisposable
{
    private static readonly delegate* unmanaged[Cdecl]<Statistics> Read = (delegate* unmanaged[Cdecl]<Statistics>)NativeLibrary.GetExport(
        NativeLibrary.Load("libc.so.6"), "mallinfo2");

    private readonly Thread watcher;
    private volatile bool ended;
    private long most;

    public HeapPeak()
    {
        watcher = new(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        watcher.Start();
    }

    /// <summary>The bytes that are handed out now.</summary>
    public static long Now
    {
        get
        {
            Statistics now = Read();
            return (long)(now.InUse + now.Mapped);
        }
    }

    /// <summary>Ends the watch.</summary>
    public long End()
    {
        ended = true;
        watcher.Join();
        return most;
    }

    public void Dispose() => End();

    private void Watch()
    {
        while (!ended)
        {
            most = Math.Max(most, Now);
            Thread.Sleep(1);
        }
    }

    // struct mallinfo2 of glibc 2.33.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Statistics
    {
        public readonly nuint Arena, FreeChunks, FastBlocks, MappedRegions, Mapped, MostAllocated, FastFree, InUse, Free, Releasable;
    }
}
