using System.Globalization;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on published numbers.</summary>
internal static class PublishedRules
{
    /// <summary>Checks what is published of a model or a recipe.</summary>
    /// <param name="name">The class.</param>
    /// <param name="published">What is published of it, a source each.</param>
    /// <param name="parameters">The number of its parameters, as sources count them; none where it breaks a rule.</param>
    public static IEnumerable<Finding> Check(string name, IEnumerable<PublishedSpec> published, long? parameters) =>
        published.SelectMany((row, index) => new[] { Figures(row, index), parameters is { } count ? Counts(name, row, index, count) : [] }.SelectMany(static findings => findings));

    private static IEnumerable<Finding> Counts(string name, PublishedSpec row, int index, long count)
    {
        if (row.Parameters != 0 && row.Parameters != count)
        {
            yield return new(Descriptors.PublishedCountDiffers, new(Part.Published, index, nameof(row.Parameters)),
                name, Number(count), row.Source, Number(row.Parameters));
        }

        if (row.MillionParameters != 0 && Math.Abs((count / 1e6) - row.MillionParameters) > HalfUnit(row.MillionParameters))
        {
            yield return new(Descriptors.PublishedCountDiffers, new(Part.Published, index, nameof(row.MillionParameters)),
                name, Number(count), row.Source, $"{SizeRules.Value(row.MillionParameters)} million");
        }
    }

    private static IEnumerable<Finding> Figures(PublishedSpec row, int index) => row.Figures
        .Where(static figure => !(figure.Value >= 0 && figure.Value <= Largest(figure.Metric)))
        .Select(figure => new Finding(Descriptors.PublishedOutOfRange, new(Part.Published, index, $"{figure.Metric}"),
            figure.Metric, SizeRules.Value(figure.Value), Largest(figure.Metric)));

    private static int Largest(Metric metric) => metric switch
    {
        Metric.OcrBench => 1000,
        Metric.MmePerception => 2000,
        Metric.MmeCognition => 800,
        _ => 100,
    };

    // Half of the last digit that is written; a little more, since the digits are binary.
    private static double HalfUnit(double value)
    {
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.');
        return 0.5001 * Math.Pow(10, point < 0 ? 0 : point + 1 - digits.Length);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
