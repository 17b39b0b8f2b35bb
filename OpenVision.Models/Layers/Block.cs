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

    /// <summary>Runs the block.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="mask">A term added to attention scores, [T, T], if any.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, Tensor? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(attention.Forward(norm1.Forward(x), mask));    // [B, T, W]
        return attended.Plus(mlp.Forward(norm2.Forward(attended))).MoveToOuterDisposeScope();
    }
}
