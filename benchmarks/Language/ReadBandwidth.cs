using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using OpenVision.Kernels;
using OpenVision.Native;
using OpenVision.Benchmarks.Measuring;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Language;

/// <summary>What reading a buffer far larger than the caches reaches on libtorch's threads, each its part from beginning to end, asked for ahead.</summary>
internal sealed unsafe class ReadBandwidth : IDisposable
{
    private const long Bytes = 1L << 29, Block = 1L << 12, Ahead = 2048;

    private readonly Tensor buffer = ones(Bytes, ScalarType.Byte).DetachFromDisposeScope();
    private readonly Tensor sums = zeros(Bytes / Block, ScalarType.Float32).DetachFromDisposeScope();

    /// <summary>Bytes a second, in one round.</summary>
    public double Measure() => Bytes / Rounds.Seconds(() => Rows.Run(new Work((byte*)LibTorch.DataOf(buffer), (float*)LibTorch.DataOf(sums)), Bytes / Block, 1));

    /// <inheritdoc/>
    public void Dispose()
    {
        buffer.Dispose();
        sums.Dispose();
    }

    private readonly struct Work(byte* buffer, float* sums) : IRowWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(long begin, long end)
        {
            for (long block = begin; block < end; block++)
            {
                float* from = (float*)(buffer + (block * Block));
                Vector512<float> first = Vector512<float>.Zero, second = first, third = first, fourth = first;
                for (long i = 0; i < Block / sizeof(float); i += 64)
                {
                    if (Sse.IsSupported)
                    {
                        for (long line = i; line < i + 64; line += 16)
                        {
                            Sse.Prefetch0(from + line + Ahead);
                        }
                    }

                    first += Vector512.Load(from + i);
                    second += Vector512.Load(from + i + 16);
                    third += Vector512.Load(from + i + 32);
                    fourth += Vector512.Load(from + i + 48);
                }

                sums[block] = Vector512.Sum(first + second + third + fourth);
            }
        }
    }
}
