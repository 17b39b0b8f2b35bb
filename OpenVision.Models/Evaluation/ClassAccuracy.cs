namespace OpenVision.Evaluation;

/// <summary>How well one class is recognised.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Samples">The number of its images.</param>
/// <param name="Top1">The share of them that were classified rightly.</param>
public sealed record ClassAccuracy(string Name, long Samples, double Top1);
