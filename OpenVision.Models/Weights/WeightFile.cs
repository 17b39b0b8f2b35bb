using Microsoft.Win32.SafeHandles;

namespace OpenVision.Weights;

/// <summary>A file open for reading at any place, from any thread.</summary>
internal sealed class WeightFile : IDisposable
{
    private readonly SafeFileHandle handle;

    private WeightFile(string path, SafeFileHandle handle, long length)
    {
        Path = path;
        this.handle = handle;
        Length = length;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The number of its bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">It is missing, may not be read, or has no length, as a pipe.</exception>
    public static WeightFile Open(string path)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            return new WeightFile(path, handle, RandomAccess.GetLength(handle));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            handle?.Dispose();
            throw new OpenVisionException($"Weights {path} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="target">What to fill whole.</param>
    /// <param name="at">Where in the file to start.</param>
    /// <exception cref="OpenVisionException">The file ends before, or its disk fails.</exception>
    public void ReadAt(Span<byte> target, long at)
    {
        try
        {
            while (!target.IsEmpty)
            {
                int read = RandomAccess.Read(handle, target, at);
                if (read == 0)
                {
                    throw new OpenVisionException($"Weights {Path} end at byte {at:N0} while they are read; the file had {Length:N0} bytes when it was opened. Load it again when nothing writes to it.");
                }

                at += read;
                target = target[read..];
            }
        }
        catch (IOException e)
        {
            throw new OpenVisionException($"Weights {Path} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
