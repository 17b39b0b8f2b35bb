using System.Numerics;
using System.Runtime.Intrinsics;
using OpenVision.Numerics;

namespace OpenVision.Data.Images;

/// <summary>Random changes of colour on planes of red, green and blue from 0 to 1 (openvision.md, section 6).</summary>
internal static class ColorJitter
{
    /// <summary>Changes brightness, contrast, saturation (each by up to 0.8 × strength) and hue (0.2 × strength) in random order.</summary>
    /// <param name="planes">The planes, changed in place and each change keeping them within 0 to 1.</param>
    /// <param name="strength">The strength; the reference's is 0.4.</param>
    /// <param name="draw">The sample's own random draws.</param>
    public static void Apply(Span<float> planes, double strength, ref Draw draw)
    {
        Span<int> order = [0, 1, 2, 3];
        draw.Shuffle(order);
        double reach = 0.8 * strength;
        foreach (int change in order)
        {
            switch (change)
            {
                case 0:
                    Scale(planes, 0, (float)draw.Between(Math.Max(0, 1 - reach), 1 + reach));
                    break;
                case 1:
                    Contrast(planes, (float)draw.Between(Math.Max(0, 1 - reach), 1 + reach));
                    break;
                case 2:
                    Change(planes, new Saturation(new((float)draw.Between(Math.Max(0, 1 - reach), 1 + reach))));
                    break;
                default:
                    Change(planes, new Hue(new((float)(6 * draw.Between(-0.2 * strength, 0.2 * strength)))));
                    break;
            }
        }
    }

    /// <summary>Replaces every colour by its luminance (ITU-R BT.601).</summary>
    /// <param name="planes">The planes, changed in place.</param>
    public static void Greyscale(Span<float> planes) => Change(planes, default(Luminance));

    private static void Scale(Span<float> values, float around, float factor)
    {
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= values.Length - lanes; i += lanes)
        {
            Cut(new Vector<float>(around) + ((new Vector<float>(values[i..]) - new Vector<float>(around)) * factor)).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Math.Clamp(around + ((values[i] - around) * factor), 0, 1);
        }
    }

    private static void Contrast(Span<float> planes, float factor)
    {
        int length = planes.Length / 3;
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Slice(channel * length, length);
            Scale(plane, (float)(Sum(plane) / length), factor);
        }
    }

    // Eight sums side by side, whatever the width of the processor's vectors, so that every processor rounds alike.
    private static double Sum(ReadOnlySpan<float> values)
    {
        Vector256<double> low = default, high = default;
        int lanes = Vector256<float>.Count, i = 0;
        for (; i <= values.Length - lanes; i += lanes)
        {
            (Vector256<double> first, Vector256<double> second) = Vector256.Widen(Vector256.Create(values[i..]));
            low += first;
            high += second;
        }

        double sum = Vector256.Sum(low + high);
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }

    private static void Change<TChange>(Span<float> planes, TChange change)
        where TChange : struct, IColorChange
    {
        (Span<float> reds, Span<float> greens, Span<float> blues) = new Channels(planes);
        int lanes = Vector<float>.Count, i = 0;
        for (; i <= reds.Length - lanes; i += lanes)
        {
            Vector<float> red = new(reds[i..]), green = new(greens[i..]), blue = new(blues[i..]);
            change.Apply(ref red, ref green, ref blue);
            red.CopyTo(reds[i..]);
            green.CopyTo(greens[i..]);
            blue.CopyTo(blues[i..]);
        }

        for (; i < reds.Length; i++)
        {
            Vector<float> red = new(reds[i]), green = new(greens[i]), blue = new(blues[i]);
            change.Apply(ref red, ref green, ref blue);
            (reds[i], greens[i], blues[i]) = (red[0], green[0], blue[0]);
        }
    }

    private static Vector<float> Cut(Vector<float> values) => Vector.Min(Vector.Max(values, Vector<float>.Zero), Vector<float>.One);

    private interface IColorChange
    {
        void Apply(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue);
    }

    private readonly struct Luminance : IColorChange
    {
        public void Apply(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue) => red = green = blue = (red * 0.2989f) + (green * 0.587f) + (blue * 0.114f);
    }

    // Saturation is range / value and at most 1, and every channel lies as far below the value as it is large: scaled by s, channel c becomes value - (value - c) min(s, value / range).
    private readonly struct Saturation(Vector<float> factor) : IColorChange
    {
        public void Apply(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
        {
            Vector<float> value = Vector.Max(red, Vector.Max(green, blue));
            Vector<float> range = value - Vector.Min(red, Vector.Min(green, blue));

            // What has no colour has no saturation either, and the quotient is none.
            Vector<float> most = Vector.ConditionalSelect(Vector.GreaterThan(range, Vector<float>.Zero), value / range, Vector<float>.One);
            Vector<float> share = Vector.Min(factor, most);
            red = Cut(value - ((value - red) * share));
            green = Cut(value - ((value - green) * share));
            blue = Cut(value - ((value - blue) * share));
        }
    }

    // Turns the hue by sixths of the colour circle: value and range stay, the channels move between them.
    private readonly struct Hue(Vector<float> turn) : IColorChange
    {
        public void Apply(ref Vector<float> red, ref Vector<float> green, ref Vector<float> blue)
        {
            Vector<float> value = Vector.Max(red, Vector.Max(green, blue));
            Vector<float> range = value - Vector.Min(red, Vector.Min(green, blue));
            Vector<int> isRed = Vector.Equals(value, red), isGreen = Vector.Equals(value, green);
            Vector<float> difference = Vector.ConditionalSelect(isRed, green - blue, Vector.ConditionalSelect(isGreen, blue - red, red - green));
            Vector<float> sector = Vector.ConditionalSelect(
                isRed, Vector<float>.Zero, Vector.ConditionalSelect(isGreen, new Vector<float>(2), new Vector<float>(4)));

            // What has no colour has no hue either: the quotient is none, and whatever hue there is makes the same colour.
            Vector<float> hue = Vector.ConditionalSelect(Vector.GreaterThan(range, Vector<float>.Zero), sector + (difference / range), Vector<float>.Zero) + turn;
            red = Channel(value, range, hue, 5);
            green = Channel(value, range, hue, 3);
            blue = Channel(value, range, hue, 1);
        }

        private static Vector<float> Channel(Vector<float> value, Vector<float> range, Vector<float> hue, float offset)
        {
            // Between -2 and 12, as the hue is turned by less than a turn: what is left of whole turns needs no quotient.
            Vector<float> circle = new(6), place = new Vector<float>(offset) + hue;
            place = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(place, circle), place - circle, place);
            place = Vector.ConditionalSelect(Vector.LessThan(place, Vector<float>.Zero), place + circle, place);
            return Cut(value - (range * Cut(Vector.Min(place, new Vector<float>(4) - place))));
        }
    }

    private readonly ref struct Channels(Span<float> planes)
    {
        private readonly Span<float> planes = planes;

        public void Deconstruct(out Span<float> red, out Span<float> green, out Span<float> blue)
        {
            int length = planes.Length / 3;
            red = planes[..length];
            green = planes.Slice(length, length);
            blue = planes[(2 * length)..];
        }
    }
}
