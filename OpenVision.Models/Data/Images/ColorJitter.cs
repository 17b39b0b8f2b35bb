using OpenVision.Numerics;

namespace OpenVision.Data.Images;

/// <summary>Random changes of colour on planes of red, green and blue from 0 to 1 (openvision.md, section 6).</summary>
internal static class ColorJitter
{
    /// <summary>Changes brightness, contrast, saturation (each by up to 0.8 × strength) and hue (0.2 × strength) in random order.</summary>
    /// <param name="planes">The planes, changed in place and kept within 0 to 1.</param>
    /// <param name="strength">The strength; the reference's is 0.4.</param>
    /// <param name="draw">The sample's own random draws.</param>
    public static void Apply(Span<float> planes, double strength, ref Draw draw)
    {
        int[] order = [0, 1, 2, 3];
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
                    Shift(planes, 0, (float)draw.Between(Math.Max(0, 1 - reach), 1 + reach));
                    break;
                default:
                    Shift(planes, (float)draw.Between(-0.2 * strength, 0.2 * strength), 1);
                    break;
            }

            foreach (ref float value in planes)
            {
                value = Math.Clamp(value, 0, 1);
            }
        }
    }

    /// <summary>Replaces every colour by its luminance (ITU-R BT.601).</summary>
    /// <param name="planes">The planes, changed in place.</param>
    public static void Greyscale(Span<float> planes)
    {
        int length = planes.Length / 3;
        for (int i = 0; i < length; i++)
        {
            float grey = (0.2989f * planes[i]) + (0.587f * planes[length + i]) + (0.114f * planes[(2 * length) + i]);
            planes[i] = planes[length + i] = planes[(2 * length) + i] = grey;
        }
    }

    private static void Scale(Span<float> values, float around, float factor)
    {
        foreach (ref float value in values)
        {
            value = around + ((value - around) * factor);
        }
    }

    private static void Contrast(Span<float> planes, float factor)
    {
        int length = planes.Length / 3;
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Slice(channel * length, length);
            double sum = 0;
            foreach (float value in plane)
            {
                sum += value;
            }

            Scale(plane, (float)(sum / length), factor);
        }
    }

    // Turns the hue (in turns of the colour circle) and scales the saturation, through hue, saturation and value.
    private static void Shift(Span<float> planes, float turn, float saturation)
    {
        int length = planes.Length / 3;
        for (int i = 0; i < length; i++)
        {
            float red = planes[i], green = planes[length + i], blue = planes[(2 * length) + i];
            float value = Math.Max(red, Math.Max(green, blue));
            float range = value - Math.Min(red, Math.Min(green, blue));
            if (range <= 0)
            {
                continue;
            }

            float hue = value == red ? (green - blue) / range : value == green ? 2 + ((blue - red) / range) : 4 + ((red - green) / range);
            hue = (hue / 6) + turn;
            float chroma = Math.Clamp(range / value * saturation, 0, 1) * value;
            planes[i] = Channel(value, chroma, hue, 5);
            planes[length + i] = Channel(value, chroma, hue, 3);
            planes[(2 * length) + i] = Channel(value, chroma, hue, 1);
        }
    }

    private static float Channel(float value, float chroma, float hue, int offset)
    {
        float place = offset + (hue * 6);
        place -= 6 * MathF.Floor(place / 6);
        return value - (chroma * Math.Clamp(Math.Min(place, 4 - place), 0, 1));
    }
}
