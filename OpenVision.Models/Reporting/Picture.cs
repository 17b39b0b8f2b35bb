using SkiaSharp;

namespace OpenVision.Reporting;

/// <summary>Draws pictures and puts them on disk in one piece.</summary>
internal static class Picture
{
    /// <summary>Draws a picture.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="draw">Draws on a white ground.</param>
    /// <returns>A PNG.</returns>
    public static byte[] Draw(int width, int height, Action<SKCanvas> draw)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using SKPixmap pixels = surface.PeekPixels();
        using MemoryStream png = new();
        pixels.Encode(png, SKPngEncoderOptions.Default);
        return png.ToArray();
    }

    /// <summary>Writes a file beside its place and moves it there: whoever looks sees the old picture or the new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="OpenVisionException">It cannot be written.</exception>
    public static void Save(string path, byte[] bytes)
    {
        string staged = path + ".partial";
        try
        {
            File.WriteAllBytes(staged, bytes);
            File.Move(staged, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException(
                $"The picture '{path}' could not be written: {error.Message} Free some space or name another folder.", error);
        }
    }
}
