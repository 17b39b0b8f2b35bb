using OpenVision.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>Retrieval: each picture is to find its own caption among all, and each caption its own picture.</summary>
internal static class RetrievalEvaluation
{
    /// <summary>Runs it.</summary>
    /// <param name="inference">What encodes.</param>
    /// <param name="spec">The caption's member.</param>
    /// <param name="heldOut">The samples.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    public static EvalResult Run(Inference inference, EvalSpec spec, HeldOut heldOut, SkipLedger ledger)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> imageParts = [], textParts = [];
        foreach (HeldOutBatch<string> batch in heldOut.Batches<string>(Caption, ledger))
        {
            using DisposeScope inner = NewDisposeScope();
            imageParts.Add(inference.Images(batch.Images()).MoveToOuterDisposeScope());
            textParts.Add(inference.Texts([.. batch.Items.Select(item => item.Truth)]).MoveToOuterDisposeScope());
        }

        Tensor images = cat(imageParts), texts = cat(textParts);    // [N, E]
        int[] own = [.. Enumerable.Range(0, checked((int)images.shape[0]))];
        return new(Benchmark.Retrieval, spec.Shards, own.Length, RetrievalRecall.Metrics(
            RetrievalRecall.RanksOf(Similarity.Rows(images, texts), own, own),
            RetrievalRecall.RanksOf(Similarity.Rows(texts, images), own, own)));

        Skip? Caption(Sample sample, out string text) => SampleTruth.Text(sample, spec.Caption, out text);
    }
}
