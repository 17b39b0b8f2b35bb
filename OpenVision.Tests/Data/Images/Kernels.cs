namespace OpenVision.Tests.Data.Images;

/// <summary>The two kernels by their definition.</summary>
internal static class Kernels
{
    public static double Weight(Interpolation interpolation, double x)
    {
        x = Math.Abs(x);
        if (interpolation == Interpolation.Bilinear)
        {
            return Math.Max(0, 1 - x);
        }

        const double a = -0.5;
        return x < 1 ? ((a + 2) * Math.Pow(x, 3)) - ((a + 3) * x * x) + 1
            : x < 2 ? a * (Math.Pow(x, 3) - (5 * x * x) + (8 * x) - 4)
            : 0;
    }

    /// <summary>The weighted mean around a resized pixel, over every source pixel that there is.</summary>
    public static double Blend(int length, int resized, int pixel, Interpolation interpolation, Func<int, double> source)
    {
        double scale = (double)length / resized, sum = 0, total = 0;
        for (int j = 0; j < length; j++)
        {
            double weight = Weight(interpolation, (j + 0.5 - ((pixel + 0.5) * scale)) / Math.Max(1, scale));
            sum += weight * source(j);
            total += weight;
        }

        return sum / total;
    }
}
