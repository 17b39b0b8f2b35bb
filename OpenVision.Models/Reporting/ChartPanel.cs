namespace OpenVision.Reporting;

/// <summary>A point of a curve.</summary>
/// <param name="X">Where, usually a step.</param>
/// <param name="Y">The value; one that is not finite leaves a gap.</param>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>A curve.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, X rising.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A place on the horizontal axis worth a line, such as the first step of a stage.</summary>
/// <param name="X">Where.</param>
/// <param name="Name">What begins there.</param>
public readonly record struct ChartMarker(double X, string Name);

/// <summary>One of the charts of a picture.</summary>
/// <param name="Title">What it shows, with the unit.</param>
/// <param name="Series">Its curves, drawn in this order.</param>
public sealed record ChartPanel(string Title, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Whether the vertical axis is logarithmic; values of 0 and less then leave gaps. Default: linear.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>
    /// The share of the past in a running mean, in [0, 1): above 0, the mean is drawn strongly and the values themselves
    /// faintly. Default 0.
    /// </summary>
    public double Smoothing { get; init; }

    /// <summary>Upright lines with names. Default: none.</summary>
    public IReadOnlyList<ChartMarker> Markers { get; init; } = [];
}
