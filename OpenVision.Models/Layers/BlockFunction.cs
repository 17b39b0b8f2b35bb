using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A block that libtorch differentiates, run again for its derivative: between the two its input alone is kept.</summary>
internal sealed class BlockFunction : autograd.SingleTensorFunction<BlockFunction>
{
    private const string Block = "block", Mask = "mask";

    /// <inheritdoc/>
    public override string Name => nameof(BlockFunction);

    /// <summary>Runs a block.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="anchor">A parameter: the result has a derivative also where x has none.</param>
    /// <param name="block">The block.</param>
    /// <param name="mask">A term added to attention scores, [T, T], if any.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor x, Tensor anchor, Block block, Tensor? mask) => apply(x, anchor, block, new Lazy<Tensor?>(mask));

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Block block, Lazy<Tensor?> mask) = ((Tensor)vars[0], (Block)vars[2], (Lazy<Tensor?>)vars[3]);
        ctx.save_for_backward([x]);
        ctx.save_data(Block, block);
        ctx.save_data(Mask, mask);
        return block.Forward(x, mask.Value);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor saved = ctx.get_saved_variables()[0];
        Tensor x = saved.detach().requires_grad_(true);
        using (enable_grad())
        {
            Tensor result = ((Block)ctx.get_data(Block)).Forward(x, ((Lazy<Tensor?>)ctx.get_data(Mask)).Value);
            result.backward([grad_output]);
        }

        return [x.grad!.MoveToOuterDisposeScope(), null!, null!, null!];
    }
}
