using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Training;

/// <summary>
/// Cross entropy of similarities in both directions, half each, some rows at a time: no more than one block of the similarity
/// matrix, and what is made of it, exists. The first pass sums exponentials over rows and columns; the second has the gradients,
/// which the backward pass only scales. B pairs have embeddings of E.
/// </summary>
internal sealed class SoftmaxContrast : autograd.SingleTensorFunction<SoftmaxContrast>
{
    /// <inheritdoc/>
    public override string Name => nameof(SoftmaxContrast);

    /// <summary>The loss.</summary>
    /// <param name="images">Image embeddings of length 1, float32, [B, E].</param>
    /// <param name="texts">Text embeddings of length 1, float32, [B, E].</param>
    /// <param name="scale">What similarities are multiplied with, a scalar.</param>
    /// <param name="rowsAtOnce">The number of images whose similarities are computed together.</param>
    /// <returns>A float32 scalar in the caller's dispose scope.</returns>
    public static Tensor Of(Tensor images, Tensor texts, Tensor scale, long rowsAtOnce) =>
        apply(images, texts, scale, rowsAtOnce, is_grad_enabled());

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor images, Tensor texts, Tensor scale) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        (long rowsAtOnce, bool trains) = ((long)vars[3], (bool)vars[4]);
        using DisposeScope scope = NewDisposeScope();
        long batch = images.shape[0];
        Tensor scaled = images * scale;                                                         // [B, E]
        Tensor own = (scaled * texts).sum([1]);                                                 // [B]
        (Tensor otherTexts, Tensor otherImages) = Others(scaled, texts, rowsAtOnce);             // [B], [B]
        if (trains)
        {
            Tensor ofImages = own.logaddexp(otherTexts), ofTexts = own.logaddexp(otherImages);
            Tensor wrong = otherTexts.sub(own).sigmoid_().Plus(otherImages.sub(own).sigmoid_()); // what others have of the probability, [B]
            ContrastGradients gradients = new(images, texts, scale, 0.5 / batch);
            for (long at = 0; at < batch; at += rowsAtOnce)
            {
                using DisposeScope block = NewDisposeScope();
                long count = Math.Min(rowsAtOnce, batch - at);
                Tensor logits = Block(scaled, texts, at, count);                                // [R, B]
                Tensor errors = logits.Plus(ofTexts.neg()).exp_();
                errors.Add(logits.sub_(ofImages.narrow(0, at, count).unsqueeze(1)).exp_());
                errors.diagonal(at, 0, 1).copy_(wrong.narrow(0, at, count).neg());
                gradients.Add(at, scaled, errors);
            }

            ctx.save_for_backward(gradients.Finish());
        }

        Tensor losses = functional.softplus(otherTexts.sub(own)).Plus(functional.softplus(otherImages.sub(own)));
        return losses.mean().Times(0.5).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [.. ContrastGradients.Scaled(ctx.get_saved_variables(), grad_output), null!, null!];

    private static Tensor Block(Tensor scaled, Tensor texts, long at, long count) => scaled.narrow(0, at, count).matmul(texts.t());

    // The logarithms of the sums over rows and over columns, a pair's own similarity left out: the share of the others alone tells how far a
    // probability is from 1, where that difference itself would be lost in rounding.
    private static (Tensor OtherTexts, Tensor OtherImages) Others(Tensor scaled, Tensor texts, long rowsAtOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        long batch = scaled.shape[0];
        List<Tensor> rows = [], columns = [];
        for (long at = 0; at < batch; at += rowsAtOnce)
        {
            using DisposeScope block = NewDisposeScope();
            Tensor logits = Block(scaled, texts, at, Math.Min(rowsAtOnce, batch - at));         // [R, B]
            logits.diagonal(at, 0, 1).Set(double.NegativeInfinity);
            rows.Add(logits.logsumexp(1).MoveToOuterDisposeScope());
            columns.Add(logits.logsumexp(0).MoveToOuterDisposeScope());
        }

        Tensor otherImages = columns.Count == 1 ? columns[0] : stack(columns).logsumexp(0);
        return (cat(rows).MoveToOuterDisposeScope(), otherImages.MoveToOuterDisposeScope());
    }
}
