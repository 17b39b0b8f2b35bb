using OpenVision.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>Zero-shot classification: a picture's class is the one whose prompts lie nearest to it.</summary>
internal static class ZeroShotEvaluation
{
    /// <summary>Runs it.</summary>
    /// <param name="inference">What encodes.</param>
    /// <param name="spec">Classes, templates and the label's member.</param>
    /// <param name="heldOut">The samples.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    public static EvalResult Run(Inference inference, EvalSpec spec, HeldOut heldOut, SkipLedger ledger)
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<string> classes = NameList.Classes(spec.Classes);
        Tensor vectors = ClassEmbeddings.Encode(inference, classes, NameList.Templates(spec.Templates));   // [C, E]
        ZeroShotTally tally = new(classes);
        foreach (HeldOutBatch<int> batch in heldOut.Batches<int>(Label, ledger))
        {
            using DisposeScope inner = NewDisposeScope();
            IEnumerable<ReadOnlyMemory<float>> scores = Similarity.Rows(inference.Images(batch.Images()), vectors);
            foreach ((ReadOnlyMemory<float> row, HeldOutItem<int> item) in scores.Zip(batch.Items))
            {
                tally.Add(row.Span, item.Truth);
            }
        }

        return new(Benchmark.ZeroShot, spec.Shards, tally.Images, tally.Metrics()) { Classes = tally.ByClass() };

        Skip? Label(Sample sample, out int label) => SampleTruth.Label(sample, spec.Label, classes.Count, out label);
    }
}
