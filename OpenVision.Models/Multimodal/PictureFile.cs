using System.Globalization;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>Reads pictures from files.</summary>
internal static class PictureFile
{
    /// <summary>Reads a picture; its pixels are decoded when they are asked for.</summary>
    /// <param name="path">The file: JPEG, PNG or WebP.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <exception cref="SampleFault">The file cannot be read, is no picture, or too large.</exception>
    public static RgbImage Read(string path, PictureLimits limits)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= limits.FileBytes
                ? ImageDecoder.Open(File.ReadAllBytes(path), limits.Pixels)
                : throw new SampleFault(SkipReason.MemberTooLarge, string.Create(CultureInfo.InvariantCulture, $"The file has {length:N0} bytes; {limits.FileBytes:N0} are allowed."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SampleFault(SkipReason.NoImage, error.Message);
        }
    }
}
