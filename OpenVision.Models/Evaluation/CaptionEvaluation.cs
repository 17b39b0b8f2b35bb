using OpenVision.Data;
using OpenVision.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>Captions: what the decoder says of a picture without a web caption, compared with what the picture shows.</summary>
internal static class CaptionEvaluation
{
    // How many pictures are drawn.
    private const int Drawn = 12;
    private const string FileName = "samples.png";

    /// <summary>Runs it.</summary>
    /// <param name="inference">What decodes.</param>
    /// <param name="spec">The members of the reference and of the phrases.</param>
    /// <param name="heldOut">The samples.</param>
    /// <param name="pictures">The folder to draw the first samples in; none draws nothing.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    public static EvalResult Run(Inference inference, EvalSpec spec, HeldOut heldOut, string? pictures, SkipLedger ledger)
    {
        CaptionTally tally = new();
        List<CaptionExample> examples = [];
        foreach (HeldOutBatch<CaptionTruth> batch in heldOut.Batches<CaptionTruth>(Read, ledger))
        {
            using DisposeScope scope = NewDisposeScope();
            foreach ((string caption, HeldOutItem<CaptionTruth> item) in inference.Captions(batch.Images()).Zip(batch.Items))
            {
                tally.Add(caption, item.Truth.Reference, item.Truth.Phrases);
                if (examples.Count < Drawn)
                {
                    examples.Add(Example(item, caption));
                }
            }
        }

        if (pictures is not null)
        {
            CaptionSheet.Save(Path.Combine(pictures, FileName), $"Captions decoded from held-out pictures: {Path.GetFileName(spec.Shards)}", examples);
        }

        return new(Benchmark.Captions, spec.Shards, checked((int)tally.Captions), tally.Metrics());

        Skip? Read(Sample sample, out CaptionTruth truth)
        {
            Skip? noReference = SampleTruth.Text(sample, spec.Caption, out string reference);
            Skip? noPhrases = SampleTruth.Phrases(sample, spec.Truth, out IReadOnlyList<string> phrases);
            truth = new(reference, phrases);
            return noReference ?? noPhrases;
        }
    }

    private static CaptionExample Example(HeldOutItem<CaptionTruth> item, string caption)
    {
        IReadOnlyList<string> words = CaptionWords.Of(caption);
        return new(
            PictureMember.Of(item.Sample) ?? default,
            item.Truth.Reference,
            caption,
            [.. item.Truth.Phrases.Select(phrase => (phrase, CaptionWords.Says(words, CaptionWords.Of(phrase))))]);
    }

    private readonly record struct CaptionTruth(string Reference, IReadOnlyList<string> Phrases);
}
