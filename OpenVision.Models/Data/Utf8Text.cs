using System.Text;

namespace OpenVision.Data;

/// <summary>Text that must be valid UTF-8.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of bytes, white space and a byte order mark at its ends left out; null where it is not UTF-8.</summary>
    /// <param name="bytes">The bytes.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes).Trim().Trim('\uFEFF').Trim();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a text.</summary>
    /// <param name="text">The text.</param>
    public static byte[] Encode(string text) => strict.GetBytes(text);
}
