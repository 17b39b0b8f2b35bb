using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A stack of blocks as one function of libtorch's autograd, with the blocks' own derivatives.</summary>
internal sealed class TransformerFunction : autograd.SingleTensorFunction<TransformerFunction>
{
    private const string Run = "run";

    /// <inheritdoc/>
    public override string Name => nameof(TransformerFunction);

    /// <summary>Runs the blocks.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="anchor">A parameter of the blocks: the result has a derivative also where x has none.</param>
    /// <param name="run">The blocks.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor x, Tensor anchor, TransformerRun run)
    {
        if (!is_grad_enabled() || !(x.requires_grad || anchor.requires_grad))
        {
            return run.Forward(x, keeps: false);
        }

        return apply(x, anchor, run);
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        TransformerRun run = (TransformerRun)vars[2];
        ctx.save_data(Run, run);
        return run.Forward((Tensor)vars[0], keeps: true);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [((TransformerRun)ctx.get_data(Run)).Backward(grad_output), null!, null!];
}

/// <summary>One pass through a stack of blocks and back.</summary>
/// <param name="blocks">The blocks.</param>
/// <param name="mask">A term added to attention scores, [T, T], if any.</param>
/// <param name="rematerialized">Whether a block keeps its input alone and is run again for its derivative.</param>
/// <param name="observe">Shown each block's output.</param>
internal sealed class TransformerRun(IReadOnlyList<Block> blocks, Tensor? mask, Func<int, bool> rematerialized, Action<int, Tensor>? observe)
{
    private readonly Stack<BlockState> states = new();
    private readonly Stack<Tensor> inputs = new();
    private long batch;

    /// <summary>Runs the blocks.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="keeps">Whether the derivative will be asked for.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, bool keeps)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long[] shape = x.shape;
        batch = shape[0];
        Tensor rows = x.reshape(-1, shape[2]).contiguous();
        for (int i = 0; i < blocks.Count; i++)
        {
            bool again = keeps && rematerialized(i);
            (Tensor result, BlockState? state) = blocks[i].Run(rows, batch, mask, keeps && !again);
            if (again)
            {
                inputs.Push(rows.DetachFromDisposeScope());
            }
            else
            {
                rows.Dispose();
            }

            rows = result;
            if (state is not null)
            {
                states.Push(state);
            }

            if (observe is not null)
            {
                using Tensor shown = rows.view(shape);
                observe(i, shown);
            }
        }

        Tensor output = rows.view(shape).MoveToOuterDisposeScope();
        rows.Dispose();
        return output;
    }

    /// <summary>Runs back through the blocks, whose gradients are added to their parameters'.</summary>
    /// <param name="gradient">The output's gradient, [B, T, width].</param>
    /// <returns>The gradient of x, in the caller's dispose scope.</returns>
    public Tensor Backward(Tensor gradient)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long[] shape = gradient.shape;
        Tensor rows = gradient.reshape(-1, shape[2]).contiguous();
        for (int i = blocks.Count - 1; i >= 0; i--)
        {
            Tensor input = blocks[i].Backward(rows, batch, mask, rematerialized(i) ? Again(blocks[i]) : states.Pop());
            rows.Dispose();
            rows = input;
        }

        Tensor result = rows.view(shape).MoveToOuterDisposeScope();
        rows.Dispose();
        return result;
    }

    private BlockState Again(Block block)
    {
        using Tensor input = inputs.Pop();
        (Tensor result, BlockState? state) = block.Run(input, batch, mask, keeps: true);
        result.Dispose();
        return state!;
    }
}
