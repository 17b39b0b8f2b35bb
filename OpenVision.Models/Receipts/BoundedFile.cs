namespace OpenVision.Receipts;

/// <summary>Reads files that anybody may have written, up to a size.</summary>
internal static class BoundedFile
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes read.</param>
    /// <exception cref="OpenVisionException">It is missing, cannot be read or is larger.</exception>
    public static byte[] Read(string path, int most)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream, path, most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>All bytes of a stream, whatever length it claims to have.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="most">The most bytes read.</param>
    /// <exception cref="OpenVisionException">It is larger.</exception>
    public static byte[] Read(Stream stream, string what, int most)
    {
        using MemoryStream bytes = new();
        byte[] part = new byte[1 << 16];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            if (bytes.Length + count > most)
            {
                throw new OpenVisionException($"'{what}' has more than {most >> 20} MiB: more than a file of its kind has.");
            }

            bytes.Write(part, 0, count);
        }

        return bytes.ToArray();
    }
}
