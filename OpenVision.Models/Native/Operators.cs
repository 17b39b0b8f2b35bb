using TorchSharp;
using static OpenVision.Native.LibTorch;
using static TorchSharp.torch;

namespace OpenVision.Native;

/// <summary>
/// Operators of libtorch that TorchSharp does not bind, typed. Results live in the caller's dispose scope. None of them records
/// anything for a backward pass when gradients are off.
/// </summary>
internal static class Operators
{
    private static readonly Lazy<bool> Available = new(Probe);

    /// <summary>Whether all of them can be called: false where libtorch has no stable interface, or another one than this was written for.</summary>
    public static bool AreAvailable => Available.Value;

    /// <summary>Products of matrices one by one, written into memory that is there.</summary>
    /// <param name="left">[G, N, K].</param>
    /// <param name="right">[G, K, M].</param>
    /// <param name="target">[G, N, M].</param>
    public static void Products(Tensor left, Tensor right, Tensor target)
    {
        Span<ulong> stack = [Argument(left), Argument(right), Argument(target)];
        Call("aten::bmm\0"u8, "out\0"u8, stack);
        Result(stack[0]).Dispose();
    }

    /// <summary>Layer normalisation over the last dimension with the statistics that its derivative needs.</summary>
    /// <param name="x">[N, W].</param>
    /// <param name="weight">[W].</param>
    /// <param name="bias">[W].</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalised rows, and each row's mean and reciprocal deviation, [N, 1].</returns>
    public static (Tensor Result, Tensor Mean, Tensor Deviation) LayerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon)
    {
        Span<ulong> stack = [Argument(x), List((ulong)x.shape[^1]), Optional(weight), Optional(bias), Number(epsilon)];
        Call("aten::native_layer_norm\0"u8, "\0"u8, stack);
        return (Result(stack[0]), Result(stack[1]), Result(stack[2]));
    }

    /// <summary>The derivative of <see cref="LayerNorm"/>.</summary>
    /// <param name="gradient">The gradient of its result, [N, W].</param>
    /// <param name="x">Its input.</param>
    /// <param name="mean">Its statistics.</param>
    /// <param name="deviation">Its statistics.</param>
    /// <param name="weight">[W].</param>
    /// <param name="bias">[W].</param>
    /// <returns>The gradients of the input, [N, W], the weight and the bias, [W].</returns>
    public static (Tensor Input, Tensor Weight, Tensor Bias) LayerNormBackward(Tensor gradient, Tensor x, Tensor mean, Tensor deviation, Tensor weight, Tensor bias)
    {
        Span<ulong> stack =
        [
            Argument(gradient), Argument(x), List((ulong)x.shape[^1]), Argument(mean), Argument(deviation), Optional(weight), Optional(bias), List(1, 1, 1),
        ];
        Call("aten::native_layer_norm_backward\0"u8, "\0"u8, stack);
        return (Result(stack[0]), Result(stack[1]), Result(stack[2]));
    }

    /// <summary>libtorch's fused attention for processors.</summary>
    /// <param name="query">[B, H, T, D].</param>
    /// <param name="key">[B, H, T, D].</param>
    /// <param name="value">[B, H, T, D].</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <returns>[B, H, T, D], and the logarithm of each row's sum, float32.</returns>
    public static (Tensor Result, Tensor LogSum) FusedAttention(Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        Span<ulong> stack = [Argument(query), Argument(key), Argument(value), Number(0), 0, Optional(mask), 0];
        Call("aten::_scaled_dot_product_flash_attention_for_cpu\0"u8, "\0"u8, stack);
        return (Result(stack[0]), Result(stack[1]));
    }

    /// <summary>The derivative of <see cref="FusedAttention"/>.</summary>
    /// <param name="gradient">The gradient of its result.</param>
    /// <param name="query">[B, H, T, D].</param>
    /// <param name="key">[B, H, T, D].</param>
    /// <param name="value">[B, H, T, D].</param>
    /// <param name="result">Its result.</param>
    /// <param name="logSum">Its second result.</param>
    /// <param name="mask">A term added to scores, [T, T], if any.</param>
    /// <returns>The gradients of query, key and value.</returns>
    public static (Tensor Query, Tensor Key, Tensor Value) FusedAttentionBackward(
        Tensor gradient, Tensor query, Tensor key, Tensor value, Tensor result, Tensor logSum, Tensor? mask)
    {
        Span<ulong> stack =
        [
            Argument(gradient), Argument(query), Argument(key), Argument(value), Argument(result), Argument(logSum), Number(0), 0, Optional(mask), 0,
        ];
        Call("aten::_scaled_dot_product_flash_attention_for_cpu_backward\0"u8, "\0"u8, stack);
        return (Result(stack[0]), Result(stack[1]), Result(stack[2]));
    }

    // Each is called once on next to nothing: a libtorch that lacks one, or takes its arguments otherwise, is found out here and not in a step.
    private static bool Probe()
    {
        if (!LibTorch.IsThere)
        {
            return false;
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        try
        {
            Tensor row = ones(2, 2), heads = ones(1, 1, 2, 2), targets = empty(1, 2, 2);
            using Tensor weight = ones(2), bias = zeros(2);
            Products(row.unsqueeze(0), row.unsqueeze(0), targets);
            (_, Tensor mean, Tensor deviation) = LayerNorm(row, weight, bias, 1e-6);
            _ = LayerNormBackward(row, row, mean, deviation, weight, bias);
            (Tensor attended, Tensor logSum) = FusedAttention(heads, heads, heads, row);
            _ = FusedAttentionBackward(heads, heads, heads, heads, attended, logSum, row);
            return targets.sum().item<float>() == 8;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
