using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>
/// SigLIP's pooling: a learned query attends to all tokens; its answer is projected, and an MLP of its norm is added to it.
/// </summary>
public sealed class AttentionPool
{
    private readonly Tensor latent;
    private readonly Linear query;
    private readonly Linear keysAndValues;
    private readonly Linear output;
    private readonly LayerNorm norm;
    private readonly Mlp mlp;
    private readonly int width;
    private readonly int heads;

    /// <summary>Allocates <c>latent</c> [1, 1, width], <c>q</c>, <c>kv</c>, <c>proj</c>, <c>norm</c> and <c>mlp</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="heads">The number of attention heads.</param>
    /// <param name="mlpDim">The inner width of the MLP.</param>
    /// <param name="activation">The MLP's non-linearity.</param>
    /// <param name="epsilon">The norm's epsilon.</param>
    public AttentionPool(ParameterScope scope, int width, int heads, int mlpDim, Activation activation, double epsilon)
    {
        latent = scope.Add("latent", ParameterKind.Other, Initial.Normal(1 / Math.Sqrt(width)), 1, 1, width);
        query = new Linear(scope["q"], width, width, initial: Initial.Xavier(width, width));
        keysAndValues = new Linear(scope["kv"], width, 2 * width, initial: Initial.Xavier(width, width));
        output = new Linear(scope["proj"], width, width, initial: Initial.Xavier(width, width));
        norm = new LayerNorm(scope["norm"], width, epsilon);
        mlp = new Mlp(scope["mlp"], width, mlpDim, activation, "fc1", "fc2");
        this.width = width;
        this.heads = heads;
    }

    /// <summary>Pools.</summary>
    /// <param name="tokens">[B, T, width].</param>
    /// <returns>[B, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor tokens)
    {
        using DisposeScope scope = NewDisposeScope();
        long batch = tokens.shape[0], length = tokens.shape[1], size = width / heads;
        Tensor asked = query.Forward(latent).view(1, heads, 1, size).expand(batch, heads, 1, size);
        Tensor given = keysAndValues.Forward(tokens).view(batch, length, 2, heads, size).permute(2, 0, 3, 1, 4); // [2, B, H, T, D]
        Tensor answer = functional.scaled_dot_product_attention(asked, given[0], given[1]);                      // [B, H, 1, D]
        Tensor pooled = output.Forward(answer.reshape(batch, width));                                            // [B, W]
        return pooled.Plus(mlp.Forward(norm.Forward(pooled))).MoveToOuterDisposeScope();
    }
}
