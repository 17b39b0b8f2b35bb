using System.Globalization;

namespace OpenVision.Cli;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Figures
{
    private static readonly string[] thousands = ["", " k", " M", " G", " T", " P", " E", " Z", " Y"];

    /// <summary>All digits: <c>5,561,088</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Exact(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Three digits and the thousands' letter: <c>5.56 M</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Short(double value)
    {
        int power = 0;
        while (Math.Abs(value) >= 999.5 && power < thousands.Length - 1)
        {
            value /= 1000;
            power++;
        }

        return value.ToString("G3", CultureInfo.InvariantCulture) + thousands[power];
    }

    /// <summary>A number of bytes: <c>1.5 GiB</c>, <c>12 MiB</c>.</summary>
    /// <param name="bytes">The number.</param>
    public static string Bytes(double bytes) => bytes >= 1L << 30
        ? (bytes / (1L << 30)).ToString(bytes < 100.0 * (1L << 30) ? "F1" : "N0", CultureInfo.InvariantCulture) + " GiB"
        : (bytes / (1L << 20)).ToString(bytes < 10.0 * (1L << 20) ? "F1" : "F0", CultureInfo.InvariantCulture) + " MiB";

    /// <summary>A share in per cent: <c>91.4 %</c>.</summary>
    /// <param name="share">From 0 to 1.</param>
    public static string Percent(double share) => (share * 100).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>A time: <c>0:02:31</c>.</summary>
    /// <param name="time">The time.</param>
    public static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");

    /// <summary>Four digits, with an exponent where it needs one: <c>0.001</c>, <c>8e-06</c>.</summary>
    /// <param name="value">The number.</param>
    public static string Real(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>A published figure as its table has it: per cent with a decimal, <c>62.0</c>, and points of a score without, <c>1496</c>.</summary>
    /// <param name="figure">The figure.</param>
    public static string Score(PublishedFigure figure) => figure.Value.ToString(
        figure.Metric is Metric.OcrBench or Metric.MmePerception or Metric.MmeCognition ? "0.##" : "0.0#", CultureInfo.InvariantCulture);
}
