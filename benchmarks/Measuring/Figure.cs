namespace OpenVision.Benchmarks.Measuring;

/// <summary>One measured figure: the median of its rounds and how far they lie apart.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Its unit; empty for a ratio.</param>
/// <param name="Median">The median of the rounds.</param>
/// <param name="Low">The lowest round.</param>
/// <param name="High">The highest round.</param>
/// <param name="Goal">What it has to reach; none where it only explains others.</param>
internal sealed record Figure(string Name, string Unit, double Median, double Low, double High, Goal? Goal = null)
{
    /// <summary>The figure of rounds.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="rounds">The rounds, at least one.</param>
    /// <param name="goal">What it has to reach.</param>
    public static Figure Of(string name, string unit, IEnumerable<double> rounds, Goal? goal = null)
    {
        double[] sorted = [.. rounds.Order()];
        return new(name, unit, sorted[sorted.Length / 2], sorted[0], sorted[^1], goal);
    }

    /// <summary>Whether the median reaches the goal; none without one.</summary>
    public bool? Met => Goal?.IsMet(Median);
}

/// <summary>A bound that a figure has to reach.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="AtLeast">Whether the figure has to be at least as high; else at most.</param>
internal sealed record Goal(double Bound, bool AtLeast)
{
    /// <summary>A lower bound.</summary>
    public static Goal Least(double bound) => new(bound, AtLeast: true);

    /// <summary>An upper bound.</summary>
    public static Goal Most(double bound) => new(bound, AtLeast: false);

    /// <summary>Whether a value reaches it.</summary>
    public bool IsMet(double value) => AtLeast ? value >= Bound : value <= Bound;

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound:G4}");
}
