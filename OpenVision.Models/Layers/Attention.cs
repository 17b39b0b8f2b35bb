using OpenVision.Kernels;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>Multi-head self-attention with a fused query, key and value map.</summary>
public sealed class Attention
{
    private readonly Tensor inputWeight;
    private readonly Tensor inputBias;
    private readonly Linear output;
    private readonly int width;
    private readonly int heads;

    /// <summary>Allocates <c>in_proj_weight</c> [3 × width, width], <c>in_proj_bias</c> and <c>out_proj</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="heads">The number of heads.</param>
    public Attention(ParameterScope scope, int width, int heads)
    {
        inputWeight = scope.Add("in_proj_weight", ParameterKind.Matrix, Initial.Xavier(width, width), 3 * width, width);
        inputBias = scope.Add("in_proj_bias", ParameterKind.Other, Initial.Constant(0), 3 * width);
        output = new Linear(scope["out_proj"], width, width, initial: Initial.Xavier(width, width));
        this.width = width;
        this.heads = heads;
    }

    /// <summary>Lets every position attend.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        long batch = x.shape[0];
        long length = x.shape[1];
        Tensor fused = functional.linear(x, inputWeight, inputBias)         // [B, T, 3W]
            .view(batch, length, 3, heads, width / heads)
            .permute(2, 0, 3, 1, 4);                                        // [3, B, H, T, D]
        Tensor attended = functional.scaled_dot_product_attention(fused[0], fused[1], fused[2], mask!); // [B, H, T, D]
        Tensor joined = attended.transpose(1, 2).reshape(batch, length, width); // [B, T, W]
        return output.Forward(joined).MoveToOuterDisposeScope();
    }

    /// <summary>The bias that <see cref="Run"/> leaves out, [width].</summary>
    internal Tensor Bias => output.Bias!;

    /// <summary>Lets every position attend; the output map is applied without its bias.</summary>
    /// <param name="x">[B × T, width].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <param name="keeps">Whether the derivative will be asked for.</param>
    /// <returns>The result, [B × T, width], and what the derivative needs, in the caller's dispose scope.</returns>
    internal (Tensor Result, AttentionState? State) Run(Tensor x, long batch, Tensor? mask, bool keeps)
    {
        long length = x.shape[0] / batch;
        Tensor parts = empty(3, batch * heads, length, width / heads, x.dtype);
        using (Tensor transposed = inputWeight.t())
        using (Tensor fused = x.mm(transposed))
        {
            HeadsKernel.Split(fused, inputBias, parts, heads);
        }

        HeadsAttention form = new(parts, batch, mask);
        (Tensor attended, Tensor? kept) = form.Forward(keeps);
        using Tensor ordered = attended.view(batch, heads, length, width / heads).transpose(1, 2);
        Tensor joined = ordered.reshape(x.shape[0], width);
        Tensor result = output.Product(joined);
        if (keeps)
        {
            return (result, new(parts, joined, kept, form.NeedsResult ? attended : null));
        }

        parts.Dispose();
        joined.Dispose();
        return (result, null);
    }

    /// <summary>The derivative of <see cref="Run"/> and of adding <see cref="Bias"/>: adds the parameters' gradients to theirs.</summary>
    /// <param name="gradient">The result's gradient, [B × T, width].</param>
    /// <param name="x">[B × T, width].</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <param name="state">What <see cref="Run"/> kept.</param>
    /// <returns>The gradient of x, in the caller's dispose scope.</returns>
    internal Tensor Backward(Tensor gradient, Tensor x, long batch, Tensor? mask, AttentionState state)
    {
        using DisposeScope scope = NewDisposeScope();
        long length = x.shape[0] / batch;
        ColumnSums.Add(gradient, output.Bias!.grad!);
        Tensor attended = output.Backward(gradient, state.Joined).view(batch, length, heads, width / heads).transpose(1, 2).contiguous();
        Tensor parts = new HeadsAttention(state.Parts, batch, mask).Backward(attended.view(batch * heads, length, width / heads), state.Kept, state.Result);
        Tensor fused = empty(x.shape[0], 3 * width, x.dtype);
        HeadsKernel.SplitBackward(parts, fused, inputBias.grad!, heads);
        Linear.AddGradient(inputWeight, fused, x);
        return fused.mm(inputWeight).MoveToOuterDisposeScope();
    }
}

/// <summary>What attention keeps for its derivative.</summary>
/// <param name="Parts">Queries, keys and values, [3, B × H, T, D].</param>
/// <param name="Joined">What the output map was applied to, [B × T, width].</param>
/// <param name="Kept">The probabilities or the logarithms of sums; none where they are computed again.</param>
/// <param name="Result">What positions got, [B × H, T, D], where the derivative needs it.</param>
internal sealed record AttentionState(Tensor Parts, Tensor Joined, Tensor? Kept, Tensor? Result);
