using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>Writes numpy archives, which numpy and JAX programs read.</summary>
public static class Npz
{
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // what a zip file can say, and numpy does

    /// <summary>
    /// Writes an archive atomically, a member a tensor, in the order of their names. The same tensors give the same bytes.
    /// bfloat16 is written as two bytes without a meaning (<c>|V2</c>), as JAX's numpy type is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="compression">How hard to pack; weights hardly shrink, so they are stored by default.</param>
    /// <exception cref="ArgumentException">A tensor has a number format that is not written.</exception>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, Tensor tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                byte[] header = NpyHeader.Of(tensor);
                ZipArchiveEntry member = archive.CreateEntry($"{name}.npy", compression);
                member.LastWriteTime = Earliest;
                using Stream data = member.Open();
                data.Write(header);
                using DisposeScope scope = NewDisposeScope();
                using IDisposable noGrad = no_grad();
                TensorBytes.ForEach(tensor.detach().cpu().contiguous(), bytes => data.Write(bytes));
            }
        });
    }
}
