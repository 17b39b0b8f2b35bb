using OpenVision.Kernels;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>
/// Attention over the matrices of heads with its derivative. Scores are written out a few heads at a time, so that they stay in the
/// processor's cache; the probabilities of short sequences are kept for the derivative, those of longer ones are computed again. Long
/// float32 sequences are left to libtorch's fused kernel (docs/performance.md has the measurements).
/// </summary>
/// <param name="parts">Queries, keys and values, [3, B × H, T, D], contiguous.</param>
/// <param name="batch">B.</param>
/// <param name="mask">A term added to scores, [T, T], if any.</param>
/// <param name="causal">Whether a position attends to those before it and itself alone; not with a mask, nor fused.</param>
internal sealed class HeadsAttention(Tensor parts, long batch, Tensor? mask, bool causal = false)
{
    private readonly long groups = parts.shape[1];
    private readonly long length = parts.shape[2];
    private readonly long size = parts.shape[3];
    private readonly double scale = 1 / Math.Sqrt(parts.shape[3]);
    private readonly AttentionForm form = AttentionForms.Of(parts.shape[2], parts.dtype == ScalarType.BFloat16);

    /// <summary>Whether the derivative needs the result.</summary>
    public bool NeedsResult => form == AttentionForm.Fused;

    /// <summary>Lets every position attend.</summary>
    /// <param name="keeps">Whether the derivative will be asked for.</param>
    /// <returns>[B × H, T, D], and what the derivative needs besides; in the caller's dispose scope.</returns>
    public (Tensor Result, Tensor? Kept) Forward(bool keeps)
    {
        using DisposeScope scope = NewDisposeScope();
        if (form == AttentionForm.Fused)
        {
            (Tensor attended, Tensor logSum) = Operators.FusedAttention(Heads(0), Heads(1), Heads(2), mask);
            return (attended.contiguous().view(groups, length, size).MoveToOuterDisposeScope(), keeps ? logSum.MoveToOuterDisposeScope() : null);
        }

        bool whole = keeps && form == AttentionForm.Kept;
        long chunk = Chunk();
        Tensor probabilities = empty(whole ? groups : chunk, length, length, parts.dtype), result = empty(groups, length, size, parts.dtype);
        for (long at = 0; at < groups; at += chunk)
        {
            using DisposeScope inner = NewDisposeScope();
            long count = Math.Min(chunk, groups - at);
            Tensor scores = probabilities.narrow(0, whole ? at : 0, count);
            Score(scores, at, count);
            Operators.Products(scores, Part(2, at, count), result.narrow(0, at, count));
        }

        return (result.MoveToOuterDisposeScope(), whole ? probabilities.MoveToOuterDisposeScope() : null);
    }

    /// <summary>The derivative.</summary>
    /// <param name="gradient">The result's gradient, [B × H, T, D], contiguous.</param>
    /// <param name="kept">What <see cref="Forward"/> kept.</param>
    /// <param name="result">Its result, where the derivative needs it.</param>
    /// <returns>The gradients of queries, keys and values, [3, B × H, T, D], in the caller's dispose scope.</returns>
    public Tensor Backward(Tensor gradient, Tensor? kept, Tensor? result)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradients = empty_like(parts);
        if (form == AttentionForm.Fused)
        {
            long[] shape = [batch, groups / batch, length, size];
            (Tensor query, Tensor key, Tensor value) = Operators.FusedAttentionBackward(
                gradient.view(shape), Heads(0), Heads(1), Heads(2), result!.view(shape), kept!, mask);
            gradients[0].view(shape).copy_(query);
            gradients[1].view(shape).copy_(key);
            gradients[2].view(shape).copy_(value);
            return gradients.MoveToOuterDisposeScope();
        }

        long chunk = Chunk();
        Tensor slopes = empty(chunk, length, length, parts.dtype);
        Tensor? again = kept is null ? empty(chunk, length, length, parts.dtype) : null;
        for (long at = 0; at < groups; at += chunk)
        {
            using DisposeScope inner = NewDisposeScope();
            long count = Math.Min(chunk, groups - at);
            Tensor probabilities = (kept ?? again!).narrow(0, kept is null ? 0 : at, count);
            if (kept is null)
            {
                Score(probabilities, at, count);
            }

            Tensor slope = slopes.narrow(0, 0, count), own = gradient.narrow(0, at, count);
            Operators.Products(probabilities.transpose(1, 2), own, gradients[2].narrow(0, at, count));
            Operators.Products(own, Part(2, at, count).transpose(1, 2), slope);
            SoftmaxKernel.Backward(slope, probabilities, scale);
            Operators.Products(slope, Part(1, at, count), gradients[0].narrow(0, at, count));
            Operators.Products(slope.transpose(1, 2), Part(0, at, count), gradients[1].narrow(0, at, count));
        }

        return gradients.MoveToOuterDisposeScope();
    }

    private void Score(Tensor scores, long at, long count)
    {
        Operators.Products(Part(0, at, count), Part(1, at, count).transpose(1, 2), scores);
        if (causal)
        {
            SoftmaxKernel.ForwardCausal(scores, scale);
        }
        else
        {
            SoftmaxKernel.Forward(scores, mask, scale);
        }
    }

    private Tensor Part(int part, long at, long count) => parts[part].narrow(0, at, count);

    private Tensor Heads(int part) => parts[part].view(batch, groups / batch, length, size);

    private long Chunk() => Math.Clamp(Activations.ScoresAtOnce / (length * length * parts.dtype.ElementSize()), 1, groups);
}
