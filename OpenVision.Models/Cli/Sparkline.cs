namespace OpenVision.Cli;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>One character a value, its height the value's share of the largest.</summary>
    /// <param name="values">The values, none negative.</param>
    public static string Of(IReadOnlyList<double> values)
    {
        double top = values.DefaultIfEmpty().Max();
        return string.Concat(values.Select(value => Levels[top > 0 ? (int)Math.Round(value / top * (Levels.Length - 1)) : 0]));
    }
}
