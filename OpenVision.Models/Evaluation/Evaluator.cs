using OpenVision.Data;
using OpenVision.Training;

namespace OpenVision.Evaluation;

/// <summary>How an evaluation runs.</summary>
/// <param name="Vocabulary">The file with the WordPiece vocabulary.</param>
/// <param name="Resolution">The side of the images in pixels.</param>
/// <param name="Pictures">Where to draw; none draws nothing.</param>
/// <param name="BatchSize">How many samples run together.</param>
public sealed record EvalOptions(string Vocabulary, int Resolution, string? Pictures = null, int BatchSize = 64);

/// <summary>Runs a recipe's evaluations on what it trains.</summary>
public static class Evaluator
{
    /// <summary>Runs one evaluation.</summary>
    /// <param name="graph">What is trained.</param>
    /// <param name="spec">What to measure.</param>
    /// <param name="options">How.</param>
    /// <param name="ledger">Told of every sample that is skipped.</param>
    /// <exception cref="OpenVisionException">Shards, classes or labels are missing.</exception>
    public static EvalResult Run(TrainingGraph graph, EvalSpec spec, EvalOptions options, SkipLedger ledger) =>
        throw new NotImplementedException();
}
