namespace OpenVision.Evaluation;

/// <summary>What one evaluation measured.</summary>
/// <param name="Benchmark">What was measured.</param>
/// <param name="Shards">On which shards.</param>
/// <param name="Samples">The number of samples that took part.</param>
/// <param name="Metrics">The figures by name, shares from 0 to 1: <c>top1</c>, <c>top5</c>; <c>image_to_text_r1</c>, …; <c>named</c>.</param>
public sealed record EvalResult(Benchmark Benchmark, string Shards, int Samples, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Zero-shot: the accuracy of each class that has images.</summary>
    public IReadOnlyList<ClassAccuracy> Classes { get; init; } = [];
}
