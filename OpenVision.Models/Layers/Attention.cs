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
        Tensor attended = AttentionForm.IsPlain(length) ? Plain(fused.contiguous(), mask) : Fused(fused, mask); // [B, H, T, D]
        Tensor joined = attended.transpose(1, 2).reshape(batch, length, width); // [B, T, W]
        return output.Forward(joined).MoveToOuterDisposeScope();
    }

    // Contiguous queries, keys and values matter most in the backward pass: strided views cost it a factor of three.
    private Tensor Plain(Tensor fused, Tensor? mask)
    {
        long batch = fused.shape[1];
        long length = fused.shape[3];
        long size = width / heads;
        Tensor query = fused[0].view(batch * heads, length, size);
        Tensor key = fused[1].view(batch * heads, length, size);
        Tensor value = fused[2].view(batch * heads, length, size);
        Tensor scores = bmm(query.Times(1 / Math.Sqrt(size)), key.transpose(1, 2));    // [B H, T, T]
        if (mask is not null)
        {
            scores.Add(mask); // in place: the product's gradient does not need its result
        }

        return bmm(functional.softmax(scores, -1), value).view(batch, heads, length, size);
    }

    private static Tensor Fused(Tensor fused, Tensor? mask) =>
        functional.scaled_dot_product_attention(fused[0], fused[1], fused[2], mask!);
}
