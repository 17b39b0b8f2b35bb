namespace OpenVision.Benchmarks.Measuring;

/// <summary>One benchmark.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What is measured, against whom.</param>
/// <param name="Run">Measures it.</param>
/// <param name="Peak">Measures the peak memory of one of its sides, in a process of its own; none where no memory is measured.</param>
internal sealed record Trial(string Name, string What, Func<IReadOnlyList<Figure>> Run, Func<string[], double>? Peak = null);

/// <summary>What a benchmark gave.</summary>
/// <param name="Name">The benchmark.</param>
/// <param name="What">What was measured, against whom.</param>
/// <param name="Figures">The figures.</param>
internal sealed record Outcome(string Name, string What, IReadOnlyList<Figure> Figures);
