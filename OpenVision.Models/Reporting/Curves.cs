namespace OpenVision.Reporting;

/// <summary>What happens to curves before they are drawn.</summary>
internal static class Curves
{
    /// <summary>
    /// The running mean with exponentially fading weights, divided by the weights' sum so that the first values are not
    /// drawn towards 0. Values that are not finite pass through and do not enter the mean.
    /// </summary>
    /// <param name="points">The points.</param>
    /// <param name="past">The share of the past, in [0, 1).</param>
    public static IReadOnlyList<ChartPoint> Smooth(IReadOnlyList<ChartPoint> points, double past)
    {
        if (past <= 0)
        {
            return points;
        }

        ChartPoint[] smooth = new ChartPoint[points.Count];
        double sum = 0, weight = 0;
        for (int i = 0; i < smooth.Length; i++)
        {
            ChartPoint point = points[i];
            if (double.IsFinite(point.Y))
            {
                sum = (past * sum) + ((1 - past) * point.Y);
                weight = (past * weight) + (1 - past);
                point = point with { Y = sum / weight };
            }

            smooth[i] = point;
        }

        return smooth;
    }

    /// <summary>At most four points for each column of pixels: the first, lowest, highest and last, which draw the same line.</summary>
    /// <param name="points">The points, X rising.</param>
    /// <param name="axis">The horizontal axis.</param>
    /// <param name="columns">The number of columns.</param>
    public static IEnumerable<ChartPoint> Thin(IReadOnlyList<ChartPoint> points, Axis axis, int columns)
    {
        int start = 0;
        while (start < points.Count)
        {
            int column = Column(start), end = start + 1;
            while (end < points.Count && Column(end) == column)
            {
                end++;
            }

            if (end - start <= 4)
            {
                for (int i = start; i < end; i++)
                {
                    yield return points[i];
                }
            }
            else
            {
                int lowest = start, highest = start;
                for (int i = start; i < end; i++)
                {
                    lowest = points[i].Y < points[lowest].Y ? i : lowest;
                    highest = points[i].Y > points[highest].Y ? i : highest;
                }

                foreach (int i in new SortedSet<int> { start, lowest, highest, end - 1 })
                {
                    yield return points[i];
                }
            }

            start = end;
        }

        int Column(int i) => (int)(axis.Place(points[i].X) * columns);
    }
}
