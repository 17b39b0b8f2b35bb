using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

// A step over a batch whose activations do not fit at once (GradCache: Gao et al., arXiv 2101.06983).
public abstract partial class TrainingGraph
{
    /// <summary>The same gradients with the activations of a few pairs at a time (<see cref="StageAttribute.MicroBatch"/>).</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="pairs">The number of pairs; 0 takes the whole batch at once.</param>
    /// <exception cref="NotSupportedException">No stage of the recipe has a micro-batch.</exception>
    public StepLosses Step(TrainingBatch batch, int pairs)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return pairs == 0 || pairs >= batch.Images.shape[0] ? Step(batch) : InParts(batch, pairs);
    }

    /// <summary>What the contrastive loss compares.</summary>
    /// <param name="chunk">Some pairs of a batch.</param>
    /// <returns>Their embeddings, in the caller's dispose scope.</returns>
    protected virtual PairEmbeddings Embed(TrainingBatch chunk) => throw WithoutMicroBatch();

    /// <summary>The contrastive loss.</summary>
    /// <param name="all">The embeddings of the whole batch.</param>
    /// <returns>A scalar in the caller's dispose scope.</returns>
    protected virtual Tensor Contrast(PairEmbeddings all) => throw WithoutMicroBatch();

    /// <summary>The forward and backward pass of some pairs of a batch: adds what they contribute to the whole batch's gradients.</summary>
    /// <param name="chunk">The pairs.</param>
    /// <param name="share">What they need to know of the whole batch.</param>
    /// <returns>What they contribute to its caption loss; 0 without a decoder.</returns>
    protected virtual float StepChunk(TrainingBatch chunk, ChunkShare share) => throw WithoutMicroBatch();

    // The embeddings of all pairs without gradients; the contrastive loss of the whole batch and its gradients by them; then some pairs
    // after the other forward again, and backward from those gradients. The last pairs' gradients stay where a backward pass leaves them.
    private StepLosses InParts(TrainingBatch batch, int pairs)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = batch.Images.shape[0];
        (PairEmbeddings gradients, float contrastive) = Contrast(batch, pairs);
        long tokens = Decoder is null ? 0 : CaptionLoss.Tokens(batch.Caption);
        double caption = 0;
        for (long first = 0; first < size; first += pairs)
        {
            using DisposeScope chunk = NewDisposeScope();
            if (first > 0)
            {
                Parameters.CollectGradients(); // bfloat16 would lose in the sum what float32 keeps
            }

            long count = Math.Min(pairs, size - first);
            caption += StepChunk(batch.Part(first, count), new(gradients.Part(first, count), tokens));
        }

        LossSpec loss = Spec.Loss;
        double total = (loss.Contrastive * contrastive) + (Decoder is null ? 0 : loss.Caption * caption);
        return new((float)total, contrastive, (float)caption);
    }

    private (PairEmbeddings Gradients, float Loss) Contrast(TrainingBatch batch, int pairs)
    {
        using DisposeScope scope = NewDisposeScope();
        PairEmbeddings all = Embed(batch, pairs);
        Tensor loss = Contrast(all);
        loss.Times(Spec.Loss.Contrastive).backward();
        PairEmbeddings gradients = new(Gradient(all.Image), Gradient(all.Text));
        return (gradients.MoveToOuterDisposeScope(), loss.item<float>());
    }

    private PairEmbeddings Embed(TrainingBatch batch, int pairs)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        long size = batch.Images.shape[0];
        List<PairEmbeddings> parts = [];
        for (long first = 0; first < size; first += pairs)
        {
            using DisposeScope chunk = NewDisposeScope();
            parts.Add(Embed(batch.Part(first, Math.Min(pairs, size - first))).MoveToOuterDisposeScope());
        }

        return PairEmbeddings.Join(parts).MoveToOuterDisposeScope();
    }

    private static Tensor Gradient(Tensor leaf) => leaf.grad ?? throw new InvalidOperationException("The contrastive loss has no gradient by its embeddings.");

    private NotSupportedException WithoutMicroBatch() => new($"{Spec.Name} takes whole batches only: no stage of it has a MicroBatch.");
}
