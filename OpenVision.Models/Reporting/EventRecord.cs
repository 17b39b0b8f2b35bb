using OpenVision.Protobuf;

namespace OpenVision.Reporting;

/// <summary>
/// TensorBoard's <c>Event</c> message in protocol-buffer form. Field numbers: event wall_time 1, step 2, file_version 3,
/// summary 5, session_log 7; session_log status 1; summary value 1; value tag 1, simple_value 2, image 4; image height 1,
/// width 2, colorspace 3, encoded_image_string 4.
/// </summary>
internal static class EventRecord
{
    /// <summary>The first event of every file.</summary>
    /// <param name="time">Seconds since 1970.</param>
    public static byte[] FileVersion(double time) =>
        new ProtoMessage().Double(1, time).Text(3, "brain.Event:2").ToArray();

    /// <summary>A session starts at a step.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    public static byte[] Start(double time, long step) =>
        At(time, step).Message(7, new ProtoMessage().Integer(1, 1)).ToArray();

    /// <summary>Values of a step.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">Names and values.</param>
    public static byte[] Scalars(double time, long step, IEnumerable<(string Name, double Value)> values)
    {
        ProtoMessage summary = new();
        foreach ((string name, double value) in values)
        {
            summary.Message(1, new ProtoMessage().Text(1, name).Single(2, (float)value));
        }

        return At(time, step).Message(5, summary).ToArray();
    }

    /// <summary>A picture.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">Its name.</param>
    /// <param name="png">The encoded picture.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    public static byte[] Image(double time, long step, string name, ReadOnlySpan<byte> png, int width, int height)
    {
        const int rgb = 3;
        ProtoMessage image = new ProtoMessage().Integer(1, height).Integer(2, width).Integer(3, rgb).Bytes(4, png);
        return At(time, step).Message(5, new ProtoMessage().Message(1, new ProtoMessage().Text(1, name).Message(4, image))).ToArray();
    }

    private static ProtoMessage At(double time, long step) => new ProtoMessage().Double(1, time).Integer(2, step);
}
