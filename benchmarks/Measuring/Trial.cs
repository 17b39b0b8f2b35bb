namespace OpenVision.Benchmarks.Measuring;

/// <summary>One benchmark.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What is measured, against whom.</param>
/// <param name="Run">Measures it.</param>
internal sealed record Trial(string Name, string What, Func<IReadOnlyList<Figure>> Run);

/// <summary>What a benchmark gave.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="What">What was measured, against whom.</param>
/// <param name="Figures">The figures.</param>
internal sealed record Outcome(string Name, string What, IReadOnlyList<Figure> Figures);
