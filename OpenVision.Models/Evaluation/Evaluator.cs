using OpenVision.Clip;
using OpenVision.Data;

namespace OpenVision.Evaluation;

/// <summary>How an evaluation runs.</summary>
/// <param name="Vocabulary">The vocabulary, as <see cref="Text.TextTokenizer.Load"/> reads it.</param>
/// <param name="Resolution">The side of the images in pixels.</param>
/// <param name="Pictures">The folder in which <c>samples.png</c> is drawn, decoded captions beside their pictures; none draws nothing.</param>
/// <param name="BatchSize">How many samples run together.</param>
public sealed record EvalOptions(string Vocabulary, int Resolution, string? Pictures = null, int BatchSize = 64);

/// <summary>Runs a recipe's evaluations on what it trains.</summary>
public static class Evaluator
{
    /// <summary>Runs one evaluation. Samples that cannot be used are skipped and recorded.</summary>
    /// <param name="graph">What is measured.</param>
    /// <param name="spec">What to measure.</param>
    /// <param name="options">How.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">Shards, classes or the vocabulary are missing, or no sample can be used.</exception>
    public static EvalResult Run(ClipModel graph, EvalSpec spec, EvalOptions options, SkipLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ledger);
        Inference inference = new(graph, options.Vocabulary, options.BatchSize);
        HeldOut heldOut = new(spec.Shards, HeldOut.InShards(spec.Shards), spec.Limit, graph.Preprocess with { Resolution = options.Resolution }, options.BatchSize);
        return spec.Benchmark switch
        {
            Benchmark.ZeroShot => ZeroShotEvaluation.Run(inference, spec, heldOut, ledger),
            Benchmark.Retrieval => RetrievalEvaluation.Run(inference, spec, heldOut, ledger),
            Benchmark.Captions => CaptionEvaluation.Run(inference, spec, heldOut, options.Pictures, ledger),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Benchmark, "There is no such benchmark."),
        };
    }
}
