namespace OpenVision.Weights;

/// <summary>Writes whole files or none: beside their place, flushed to disk, then renamed over it.</summary>
internal static class AtomicFile
{
    /// <summary>What the name of a file ends in while it is written.</summary>
    public const string PartialSuffix = ".partial";

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="OpenVisionException">The folder is missing or not writable, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string partial = path + PartialSuffix;
        try
        {
            using (FileStream stream = new(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e)
        {
            Discard(partial);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new OpenVisionException($"{path} cannot be written: {e.Message}", e);
            }

            throw;
        }
    }

    private static void Discard(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
