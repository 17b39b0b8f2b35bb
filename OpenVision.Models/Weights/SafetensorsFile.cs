using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>An open safetensors file: its header is checked, its tensors are read one by one straight into their memory.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle handle;

    private SafetensorsFile(string path, SafeFileHandle handle, SafetensorsHeader header)
    {
        Path = path;
        this.handle = handle;
        Header = header;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the file holds.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens a file and checks its header and bounds; no tensor is allocated.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing or breaks a rule of the format; the message names it.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OpenVisionException($"Weights {path} cannot be opened: {e.Message}", e);
        }

        try
        {
            long length = RandomAccess.GetLength(handle);
            if (length < SafetensorsHeader.LengthBytes)
            {
                throw SafetensorsHeader.Broken(path, $"it has {length} bytes; the header's length alone takes {SafetensorsHeader.LengthBytes}");
            }

            Span<byte> prefix = stackalloc byte[SafetensorsHeader.LengthBytes];
            Fill(path, handle, prefix, 0);
            byte[] json = new byte[SafetensorsHeader.CheckLength(path, BinaryPrimitives.ReadUInt64LittleEndian(prefix), length)];
            Fill(path, handle, json, SafetensorsHeader.LengthBytes);
            return new SafetensorsFile(path, handle, SafetensorsHeader.Parse(path, json, length));
        }
        catch (Exception e)
        {
            handle.Dispose();
            if (e is IOException or NotSupportedException)
            {
                throw new OpenVisionException($"Weights {path} cannot be read: {e.Message}", e); // a pipe, a failing disk
            }

            throw;
        }
    }

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The tensor on the processor, owned by the caller.</returns>
    /// <exception cref="OpenVisionException">There is no such tensor, or the file shrank meanwhile.</exception>
    public Tensor Read(string name)
    {
        TensorEntry entry = Find(name);
        Tensor tensor = empty([.. entry.Shape], entry.Type);
        try
        {
            ReadInto(entry, tensor);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor into one of the same shape, converting its number format and device where they differ.</summary>
    /// <param name="name">The name in the file.</param>
    /// <param name="target">The tensor to overwrite.</param>
    /// <exception cref="OpenVisionException">There is no such tensor, its shape differs, or the file shrank meanwhile.</exception>
    public void CopyTo(string name, Tensor target)
    {
        TensorEntry entry = Find(name);
        if (!entry.Shape.SequenceEqual(target.shape))
        {
            throw new OpenVisionException($"{Path}: tensor '{name}' has shape [{string.Join(", ", entry.Shape)}]; expected [{string.Join(", ", target.shape)}].");
        }

        if (target.dtype == entry.Type && target.device_type == DeviceType.CPU && target.is_contiguous())
        {
            ReadInto(entry, target);
            return;
        }

        using IDisposable noGrad = no_grad();
        using Tensor read = Read(name);
        target.copy_(read);
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private TensorEntry Find(string name) => Header.Tensors.TryGetValue(name, out TensorEntry? entry)
        ? entry
        : throw new OpenVisionException($"{Path} holds no tensor '{name}'.");

    private void ReadInto(TensorEntry entry, Tensor tensor)
    {
        long at = Header.DataStart + entry.Offset;
        TensorBytes.ForEach(tensor, bytes =>
        {
            Fill(Path, handle, bytes, at);
            at += bytes.Length;
            if (entry.Type == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                bytes.Clear(); // libtorch's behaviour is undefined on other values
                throw SafetensorsHeader.Broken(Path, $"tensor '{entry.Name}' is BOOL, but holds bytes other than 0 and 1");
            }
        });
    }

    private static void Fill(string path, SafeFileHandle handle, Span<byte> target, long at)
    {
        while (!target.IsEmpty)
        {
            int read = RandomAccess.Read(handle, target, at);
            if (read == 0)
            {
                throw SafetensorsHeader.Broken(path, $"it ends at byte {at:N0} while it is read");
            }

            at += read;
            target = target[read..];
        }
    }
}
