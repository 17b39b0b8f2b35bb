using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// AdamW on the processor: one pass over memory for the gradients' norm and one for everything else, in blocks that the threads
/// take in turn. What comes out does not depend on their number: blocks are always the same, and their sums are added in order.
/// </summary>
/// <param name="store">The parameters, on the processor.</param>
/// <param name="state">The moments and the average.</param>
/// <param name="segments">What is treated alike.</param>
/// <param name="kernel">The width of vectors.</param>
internal sealed unsafe class FusedUpdate(ParameterStore store, AdamWState state, IReadOnlyList<ParameterSegment> segments, UpdateKernel kernel)
    : IParameterUpdate
{
    /// <summary>The scalars of a block: of all buffers together about 1 MB.</summary>
    internal const long BlockLength = 1 << 15;

    // A start of threads costs as much as some ten thousand scalars.
    private const long Alone = 4 * BlockLength;

    private readonly Block[] blocks = [.. segments.SelectMany(static (segment, i) => Blocks(segment, i))];
    private readonly double[] sums = new double[segments.Sum(static segment => Blocks(segment, 0).Count())];
    private readonly UpdateNumbers[] numbers = new UpdateNumbers[segments.Count];

    /// <inheritdoc/>
    public double GradientNorm()
    {
        UpdateBuffers whole = Buffers(), exact = Exact(whole);
        ForEachBlock(i =>
        {
            Block block = blocks[i];
            UpdateBuffers buffers = IsExact(block) ? exact : whole;
            sums[i] = SquareSum.Of(buffers.Gradients, buffers.HalfGradients, block.Start, block.End);
        });
        double sum = 0;
        foreach (double part in sums)
        {
            sum += part;
        }

        return Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    public void Apply(UpdateSettings settings)
    {
        UpdateBuffers whole = Buffers(), exact = Exact(whole);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = new(settings, segments[i].RateFactor, segments[i].Decays);
        }

        ForEachBlock(i =>
        {
            Block block = blocks[i];
            kernel.Update(IsExact(block) ? exact : whole, numbers[block.Segment], block.Start, block.End);
        });
    }

    // Cut at multiples of the length, so that a block's vectors are aligned wherever its segment begins.
    private static IEnumerable<Block> Blocks(ParameterSegment segment, int index)
    {
        for (long at = segment.Start; at < segment.End;)
        {
            long end = Math.Min(segment.End, ((at / BlockLength) + 1) * BlockLength);
            yield return new(at, end, index);
            at = end;
        }
    }

    private bool IsExact(Block block) => block.Start >= store.Sizes.Matrix + store.Sizes.Other;

    private void ForEachBlock(Action<int> work)
    {
        int threads = Math.Min(get_num_threads(), blocks.Length), last = -1;
        if (threads < 2 || store.Sizes.Total < Alone)
        {
            for (int i = 0; i < blocks.Length; i++)
            {
                work(i);
            }

            return;
        }

        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            for (int i = Interlocked.Increment(ref last); i < blocks.Length; i = Interlocked.Increment(ref last))
            {
                work(i);
            }
        });
    }

    private UpdateBuffers Buffers() => new()
    {
        Values = (float*)Memory(store.Values),
        Gradients = (float*)Memory(store.AllGradients),
        HalfGradients = (ushort*)Memory(store.HalfGradients),
        Compute = (ushort*)Memory(store.HalfValues),
        First = state.FirstMoment.dtype == ScalarType.BFloat16 ? null : (float*)Memory(state.FirstMoment),
        HalfFirst = state.FirstMoment.dtype == ScalarType.BFloat16 ? (ushort*)Memory(state.FirstMoment) : null,
        Second = (float*)Memory(state.SecondMoment),
        Average = (float*)Memory(state.Average),
    };

    // Exact parameters have no bfloat16 copies, and gradients of their own as long as there is no buffer for all.
    private UpdateBuffers Exact(UpdateBuffers buffers)
    {
        buffers.HalfGradients = buffers.Compute = null;
        if (buffers.Gradients is null)
        {
            buffers.Gradients = (float*)Memory(store.ExactGradients) - (store.Sizes.Matrix + store.Sizes.Other);
        }

        return buffers;
    }

    // Native memory, which no garbage collection moves.
    private static byte* Memory(Tensor? buffer)
    {
        if (buffer is null || buffer.numel() == 0)
        {
            return null;
        }

        using Tensor first = buffer.narrow(0, 0, 1);
        fixed (byte* start = first.bytes)
        {
            return start;
        }
    }

    private readonly record struct Block(long Start, long End, int Segment);
}
