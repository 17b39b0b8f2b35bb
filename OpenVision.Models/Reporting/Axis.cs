using System.Globalization;

namespace OpenVision.Reporting;

/// <summary>One axis of a chart: a range of values, linear or logarithmic, and round numbers on it.</summary>
/// <param name="Low">The value at its beginning.</param>
/// <param name="High">The value at its end, above <paramref name="Low"/>.</param>
/// <param name="Logarithmic">Whether equal lengths mean equal ratios; both ends are then above 0.</param>
internal sealed record Axis(double Low, double High, bool Logarithmic)
{
    /// <summary>An axis that holds some values.</summary>
    /// <param name="values">The values; those that the axis cannot show are passed over.</param>
    /// <param name="logarithmic">Whether it is logarithmic.</param>
    /// <param name="margin">The share of the range that is left free at both ends.</param>
    public static Axis Around(IEnumerable<double> values, bool logarithmic, double margin)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (Shows(value, logarithmic))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (low > high)
        {
            (low, high) = (logarithmic ? 0.1 : 0, 1);
        }

        // The ends stay finite, and halves keep their difference so, for values as large as they come.
        if (logarithmic)
        {
            double ratio = low == high ? 2 : Math.Pow(high / low, margin);
            return new(Math.Max(low / ratio, double.Epsilon), Math.Min(high * ratio, double.MaxValue), true);
        }

        double space = (low, high) switch
        {
            (0, 0) => 1,
            _ when low == high => Math.Max(Math.Abs(low) / 10, 1e-300),
            _ => ((high / 2) - (low / 2)) * margin * 2,
        };
        return new(Math.Max(low - space, double.MinValue), Math.Min(high + space, double.MaxValue), false);
    }

    /// <summary>Where a value lies: 0 at the beginning, 1 at the end.</summary>
    /// <param name="value">A value that the axis can show.</param>
    public double Place(double value) => Logarithmic
        ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
        : ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));

    /// <summary>Whether the axis can show a value at all.</summary>
    /// <param name="value">The value.</param>
    public bool Shows(double value) => Shows(value, Logarithmic);

    /// <summary>Round numbers within the axis, rising.</summary>
    /// <param name="count">About how many.</param>
    public IReadOnlyList<double> Ticks(int count)
    {
        if (!Logarithmic || High / Low < 10)
        {
            double rough = ((High / 2) - (Low / 2)) / count * 2;
            double decade = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            double step = decade * (rough / decade) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
            double first = Math.Ceiling(Low / step), last = Math.Floor(High / step);
            return [.. Enumerable.Range(0, (int)Math.Min(last - first + 1, 4 * count)).Select(i => (first + i) * step)];
        }

        int lowest = (int)Math.Floor(Math.Log10(Low)), highest = (int)Math.Ceiling(Math.Log10(High));
        int every = Math.Max(1, (highest - lowest) / count);
        double[] within = highest - lowest <= 3 ? [1, 2, 5] : [1];
        return [.. Enumerable.Range(0, ((highest - lowest) / every) + 1)
            .SelectMany(i => within.Select(digit => digit * Math.Pow(10, lowest + (i * every))))
            .Where(tick => tick >= Low && tick <= High)];
    }

    /// <summary>A number in few characters: 0.25, 1.5k, 3e-05.</summary>
    /// <param name="value">The number.</param>
    public static string Label(double value)
    {
        double size = Math.Abs(value);
        (double divisor, string unit) = size switch
        {
            >= 1e12 => (1, ""),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e3 => (1e3, "k"),
            _ => (1, ""),
        };
        string format = size is (> 0 and < 1e-3) or >= 1e12 ? "0.##e+0" : "0.####";
        return (value / divisor).ToString(format, CultureInfo.InvariantCulture) + unit;
    }

    private static bool Shows(double value, bool logarithmic) => double.IsFinite(value) && (!logarithmic || value > 0);
}
