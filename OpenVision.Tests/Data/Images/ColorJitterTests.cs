using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Tests.Data.Images;

/// <summary>Changes of colour against the textbook's hue, saturation and value, in double precision.</summary>
public sealed class ColorJitterTests
{
    private const int Pixels = 323; // no multiple of any vector

    [Fact]
    public void ChangesAreTheFormulas()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            float[] planes = Colors(seed);
            double[] expected = [.. planes.Select(static value => (double)value)];
            double strength = 0.1 * (1 + (seed % 10));
            Draw draw = new(seed), same = new(seed);
            ColorJitter.Apply(planes, strength, ref draw);
            Textbook(expected, strength, ref same);
            Assert.Equal(draw.Unit(), same.Unit());
            for (int i = 0; i < planes.Length; i++)
            {
                Assert.True(Math.Abs(planes[i] - expected[i]) < 2e-6, $"seed {seed}, number {i}: {planes[i]} in place of {expected[i]}");
                Assert.InRange(planes[i], 0, 1);
            }
        }
    }

    [Fact]
    public void GreysHaveNoHueAndNoSaturationAndBlackStaysBlack()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            float[] planes = new float[3 * Pixels];
            for (int i = 0; i < Pixels; i++)
            {
                planes[i] = planes[Pixels + i] = planes[(2 * Pixels) + i] = i / (float)(Pixels - 1);
            }

            Draw draw = new(seed);
            ColorJitter.Apply(planes, 0.4, ref draw);
            for (int i = 0; i < Pixels; i++)
            {
                Assert.Equal(planes[i], planes[Pixels + i]);
                Assert.Equal(planes[i], planes[(2 * Pixels) + i]);
            }
        }
    }

    private static float[] Colors(ulong seed)
    {
        Draw draw = new(Hash.Of("colors", (int)seed));
        float[] planes = new float[3 * Pixels];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = draw.Below(10) switch { 0 => 0, 1 => 1, _ => (float)draw.Unit() };
        }

        return planes;
    }

    private static void Textbook(double[] planes, double strength, ref Draw draw)
    {
        int[] order = [0, 1, 2, 3];
        draw.Shuffle(order.AsSpan());
        double reach = 0.8 * strength;
        foreach (int change in order)
        {
            if (change == 3)
            {
                double turn = draw.Between(-0.2 * strength, 0.2 * strength);
                EachPixel(planes, (hue, saturation, value) => (hue + turn, saturation, value));
                continue;
            }

            double factor = draw.Between(Math.Max(0, 1 - reach), 1 + reach);
            switch (change)
            {
                case 0:
                    Scale(planes, 0, factor);
                    break;
                case 1:
                    for (int channel = 0; channel < 3; channel++)
                    {
                        Span<double> plane = planes.AsSpan(channel * Pixels, Pixels);
                        Scale(plane, plane.ToArray().Average(), factor);
                    }

                    break;
                default:
                    EachPixel(planes, (hue, saturation, value) => (hue, Math.Min(1, saturation * factor), value));
                    break;
            }
        }
    }

    private static void Scale(Span<double> values, double around, double factor)
    {
        foreach (ref double value in values)
        {
            value = Math.Clamp(around + ((value - around) * factor), 0, 1);
        }
    }

    private static void EachPixel(double[] planes, Func<double, double, double, (double Hue, double Saturation, double Value)> change)
    {
        for (int i = 0; i < Pixels; i++)
        {
            (double red, double green, double blue) = (planes[i], planes[Pixels + i], planes[(2 * Pixels) + i]);
            double value = Math.Max(red, Math.Max(green, blue)), range = value - Math.Min(red, Math.Min(green, blue));
            double hue = range == 0 ? 0 : value == red ? (green - blue) / range / 6 : value == green ? ((blue - red) / range / 6) + (1 / 3.0) : ((red - green) / range / 6) + (2 / 3.0);
            (hue, double saturation, value) = change(hue, value == 0 ? 0 : range / value, value);
            hue = 6 * (hue - Math.Floor(hue));
            double chroma = value * saturation, second = chroma * (1 - Math.Abs((hue % 2) - 1)), least = value - chroma;
            (red, green, blue) = (int)hue switch
            {
                0 => (chroma, second, 0.0),
                1 => (second, chroma, 0.0),
                2 => (0.0, chroma, second),
                3 => (0.0, second, chroma),
                4 => (second, 0.0, chroma),
                _ => (chroma, 0.0, second),
            };
            (planes[i], planes[Pixels + i], planes[(2 * Pixels) + i]) = (red + least, green + least, blue + least);
        }
    }
}
