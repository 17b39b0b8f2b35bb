using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>The memory of a contiguous processor tensor as spans: one span cannot hold more than 2 GB.</summary>
internal static class TensorBytes
{
    private const long ElementsPerChunk = 1 << 24;

    /// <summary>Called with a part of a tensor's memory.</summary>
    /// <param name="bytes">The part.</param>
    public delegate void Visit(Span<byte> bytes);

    /// <summary>Walks over a tensor's memory in order.</summary>
    /// <param name="tensor">The tensor, contiguous, on the processor.</param>
    /// <param name="visit">Called with each part.</param>
    public static void ForEach(Tensor tensor, Visit visit)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor flat = tensor.detach().view(-1);
        long count = flat.shape[0];
        for (long at = 0; at < count; at += ElementsPerChunk)
        {
            using Tensor chunk = flat.narrow(0, at, Math.Min(ElementsPerChunk, count - at));
            visit(chunk.bytes);
        }
    }
}
