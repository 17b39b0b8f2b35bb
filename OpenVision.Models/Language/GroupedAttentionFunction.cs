using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>Causal attention with shared keys and values as the image encoders' is computed, with its derivative.</summary>
internal sealed class GroupedAttentionFunction : autograd.SingleTensorFunction<GroupedAttentionFunction>
{
    private const string Groups = "groups";

    /// <inheritdoc/>
    public override string Name => nameof(GroupedAttentionFunction);

    /// <summary>Whether it does for some queries: short ones on the processor, where it is faster than libtorch's fused kernel.</summary>
    /// <param name="query">[B, H, T, D].</param>
    public static bool Fit(Tensor query) =>
        TokenKernels.Fit(query) && AttentionForms.Of(query.shape[2], query.dtype == ScalarType.BFloat16) == AttentionForm.Kept;

    /// <summary>Lets every token attend to those before it and itself.</summary>
    /// <param name="query">[B, H, T, D].</param>
    /// <param name="key">[B, K, T, D].</param>
    /// <param name="value">[B, K, T, D].</param>
    /// <returns>[B, H, T, D], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor query, Tensor key, Tensor value)
    {
        if (is_grad_enabled() && (query.requires_grad || key.requires_grad || value.requires_grad))
        {
            return apply(query, key, value);
        }

        using DisposeScope scope = NewDisposeScope();
        return Run(query, key, value, keeps: false).Result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor query, Tensor key, Tensor value) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        using DisposeScope scope = NewDisposeScope();
        (Tensor result, Tensor parts, Tensor? kept) = Run(query, key, value, keeps: true);
        ctx.save_for_backward([parts.MoveToOuterDisposeScope(), kept!.MoveToOuterDisposeScope()]);
        ctx.save_data(Groups, key.shape[1]);
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        List<Tensor> saved = ctx.get_saved_variables();
        using Tensor parts = saved[0], kept = saved[1];
        (long batch, long heads, long length, long size, long groups) =
            (grad_output.shape[0], grad_output.shape[1], grad_output.shape[2], grad_output.shape[3], (long)ctx.get_data(Groups));
        Tensor gradients = new HeadsAttention(parts, batch, mask: null, causal: true)
            .Backward(grad_output.reshape(batch * heads, length, size).contiguous(), kept, result: null);
        return
        [
            gradients[0].view(grad_output.shape).MoveToOuterDisposeScope(), Shared(gradients[1]).MoveToOuterDisposeScope(), Shared(gradients[2]).MoveToOuterDisposeScope(),
        ];

        Tensor Shared(Tensor gradient) => groups == heads ? gradient.view(grad_output.shape) : gradient.view(batch, groups, heads / groups, length, size).sum([2]);
    }

    // The result, [B, H, T, D], and for the derivative queries, keys and values, [3, B × H, T, D], and what attention keeps; in the caller's dispose scope.
    private static (Tensor Result, Tensor Parts, Tensor? Kept) Run(Tensor query, Tensor key, Tensor value, bool keeps)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (long batch, long heads, long length, long size, long groups) = (query.shape[0], query.shape[1], query.shape[2], query.shape[3], key.shape[1]);
        Tensor parts = empty([3, batch * heads, length, size], query.dtype);
        parts[0].view(query.shape).copy_(query);
        parts[1].view(batch, groups, heads / groups, length, size).copy_(key.unsqueeze(2));
        parts[2].view(batch, groups, heads / groups, length, size).copy_(value.unsqueeze(2));
        (Tensor result, Tensor? kept) = new HeadsAttention(parts, batch, mask: null, causal: true).Forward(keeps);
        return (result.view(query.shape).MoveToOuterDisposeScope(), parts.MoveToOuterDisposeScope(), kept?.MoveToOuterDisposeScope());
    }
}
