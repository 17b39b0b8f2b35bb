using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>
/// The bandwidth of the memory: what a copy of a buffer far larger than the caches reaches on all of libtorch's threads, in the
/// faster of two forms, the runtime's own block copy and vectors written past the caches. A copied byte is read and written, and counts twice.
/// </summary>
internal sealed unsafe class CopyBandwidth : IDisposable
{
    private const long Bytes = 1L << 28, Block = 1L << 20;

    private readonly Tensor from = ones(Bytes, ScalarType.Byte).DetachFromDisposeScope();
    private readonly Tensor to = zeros(Bytes, ScalarType.Byte).DetachFromDisposeScope();

    /// <summary>Bytes read and written a second, in one round.</summary>
    public double Measure() => 2 * Bytes / Math.Min(Rounds.Seconds(() => Copy(&Plain)), Rounds.Seconds(() => Copy(&Streamed)));

    /// <inheritdoc/>
    public void Dispose()
    {
        from.Dispose();
        to.Dispose();
    }

    private static void Plain(byte* source, byte* target) => Buffer.MemoryCopy(source, target, Block, Block);

    private static void Streamed(byte* source, byte* target)
    {
        for (long i = 0; i < Block; i += Vector512<byte>.Count)
        {
            Vector512.Load(source + i).StoreAlignedNonTemporal(target + i);
        }
    }

    private void Copy(delegate*<byte*, byte*, void> copy)
    {
        byte* source = Memory(from), target = Memory(to);
        int threads = get_num_threads(), last = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (long i = Interlocked.Increment(ref last); i < Bytes / Block; i = Interlocked.Increment(ref last))
            {
                copy(source + (i * Block), target + (i * Block));
            }
        });
    }

    private static byte* Memory(Tensor buffer)
    {
        using Tensor first = buffer.narrow(0, 0, 1);
        fixed (byte* start = first.bytes)
        {
            return start;
        }
    }
}
