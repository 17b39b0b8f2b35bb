using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model's block that is run again for its derivative: between the two its input alone is kept.</summary>
internal sealed class LanguageBlockFunction : autograd.SingleTensorFunction<LanguageBlockFunction>
{
    private const string Block = "block", Seed = "seed";

    /// <inheritdoc/>
    public override string Name => nameof(LanguageBlockFunction);

    /// <summary>Runs a block without a cache.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="anchor">A parameter: the result has a derivative also where x has none.</param>
    /// <param name="block">The block.</param>
    /// <param name="pass">Positions and padding; kept for the derivative.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public static Tensor Apply(Tensor x, Tensor anchor, LanguageBlock block, LanguagePass pass) =>
        apply(x, anchor, block, new Lazy<LanguagePass>(pass));

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, LanguageBlock block, LanguagePass pass) = ((Tensor)vars[0], (LanguageBlock)vars[2], ((Lazy<LanguagePass>)vars[3]).Value);
        List<Tensor> saved = [x, pass.Rotation.Cosine, pass.Rotation.Sine];
        if (pass.Mask is { } mask)
        {
            saved.Add(mask);
        }

        ctx.save_for_backward(saved);
        ctx.save_data(Block, block);
        ctx.save_data(Seed, new Lazy<ulong?>(pass.DropoutSeed));
        return block.Forward(x, pass);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> saved = ctx.get_saved_variables();
        LanguagePass pass = new(new(saved[1], saved[2]), saved.Count > 3 ? saved[3] : null, Cache: null, ((Lazy<ulong?>)ctx.get_data(Seed)).Value);
        Tensor x = saved[0].detach().requires_grad_(true);
        using (enable_grad())
        {
            Tensor result = ((LanguageBlock)ctx.get_data(Block)).Forward(x, pass);
            result.backward([grad_output]);
        }

        saved.ForEach(tensor => tensor.Dispose());
        return [x.grad!.MoveToOuterDisposeScope(), null!, null!, null!];
    }
}
