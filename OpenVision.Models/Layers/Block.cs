using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A pre-norm transformer block: attention and an MLP, each after a norm and added to its input.</summary>
public sealed class Block
{
    private readonly LayerNorm norm1;
    private readonly Attention attention;
    private readonly LayerNorm norm2;
    private readonly Mlp mlp;

    /// <summary>Allocates <c>ln_1</c>, <c>attn</c>, <c>ln_2</c> and <c>mlp</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="heads">The number of attention heads.</param>
    /// <param name="mlpDim">The inner width of the MLP.</param>
    /// <param name="activation">The MLP's non-linearity.</param>
    /// <param name="epsilon">The norms' epsilon.</param>
    public Block(ParameterScope scope, int width, int heads, int mlpDim, Activation activation, double epsilon)
    {
        norm1 = new LayerNorm(scope["ln_1"], width, epsilon);
        attention = new Attention(scope["attn"], width, heads);
        norm2 = new LayerNorm(scope["ln_2"], width, epsilon);
        mlp = new Mlp(scope["mlp"], width, mlpDim, activation);
    }

    /// <summary>Runs the block, differentiated by libtorch.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="mask">A term added to attention scores, [T, T], if any.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(attention.Forward(norm1.Forward(x), mask));    // [B, T, W]
        return attended.Plus(mlp.Forward(norm2.Forward(attended))).MoveToOuterDisposeScope();
    }

    /// <summary>Runs the block on the processor; <see cref="Backward"/> is its derivative.</summary>
    /// <param name="x">[B × T, width], contiguous.</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">A term added to attention scores, [T, T], if any.</param>
    /// <param name="keeps">Whether the derivative will be asked for.</param>
    /// <returns>The result, [B × T, width], and what the derivative needs, outside every dispose scope.</returns>
    internal (Tensor Result, BlockState? State) Run(Tensor x, long batch, Tensor? mask, bool keeps)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor normed, RowStatistics first) = norm1.Normalize(x);
        (Tensor middle, AttentionState? attended) = attention.Run(normed, batch, mask, keeps);
        normed.Dispose();
        HeadsKernel.AddResidual(middle, attention.Bias, x);
        (normed, RowStatistics second) = norm2.Normalize(middle);
        (Tensor result, Tensor? inner) = mlp.Run(normed, keeps);
        HeadsKernel.AddResidual(result, mlp.Bias, middle);
        BlockState? state = keeps ? new(x.detach(), first, attended!, middle, second, inner!) : null;
        state?.Detach();
        return (result.DetachFromDisposeScope(), state);
    }

    /// <summary>The derivative of <see cref="Run"/>: adds the parameters' gradients to theirs.</summary>
    /// <param name="gradient">The result's gradient, [B × T, width], contiguous.</param>
    /// <param name="batch">B.</param>
    /// <param name="mask">A term added to attention scores, [T, T], if any.</param>
    /// <param name="state">What <see cref="Run"/> kept; used up and disposed.</param>
    /// <returns>The gradient of x, outside every dispose scope.</returns>
    internal Tensor Backward(Tensor gradient, long batch, Tensor? mask, BlockState state)
    {
        using (state)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor middle = OfMlp(gradient, state);
            (Tensor normed, RowStatistics _) = norm1.Normalize(state.Input);
            Tensor input = norm1.Backward(attention.Backward(middle, normed, batch, mask, state.Attended), state.Input, state.First);
            input.Add(middle);
            return input.DetachFromDisposeScope();
        }
    }

    private Tensor OfMlp(Tensor gradient, BlockState state)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor normed, RowStatistics _) = norm2.Normalize(state.Middle);
        Tensor middle = norm2.Backward(mlp.Backward(gradient, normed, state.Inner), state.Middle, state.Second);
        middle.Add(gradient);
        state.Inner.Dispose(); // attention's derivative takes the memory next
        return middle.MoveToOuterDisposeScope();
    }
}
