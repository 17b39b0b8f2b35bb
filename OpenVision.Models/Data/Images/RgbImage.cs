namespace OpenVision.Data.Images;

/// <summary>A decoded image: rows of red, green and blue bytes.</summary>
/// <param name="Pixels">width × height × 3 bytes; the array may be longer.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
public sealed record RgbImage(byte[] Pixels, int Width, int Height);

/// <summary>Why a sample cannot take part; caught where samples are skipped and counted.</summary>
/// <param name="reason">Why.</param>
/// <param name="detail">What was found, in a sentence.</param>
internal sealed class SampleFault(SkipReason reason, string detail) : Exception(detail)
{
    public SkipReason Reason { get; } = reason;
}
