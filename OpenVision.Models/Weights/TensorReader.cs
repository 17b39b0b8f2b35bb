using OpenVision.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>Brings a tensor's bytes into memory: straight where they stay as they are, else through a small buffer.</summary>
internal static class TensorReader
{
    /// <summary>The most elements that are converted at once.</summary>
    public const long BufferElements = 1 << 18;

    /// <summary>Reads the tensor's next bytes.</summary>
    /// <param name="bytes">What to fill whole.</param>
    public delegate void ReadNext(Span<byte> bytes);

    /// <summary>Reads a tensor into one of the same shape, converting its number format, strides and device where they differ.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="entry">What the file says of the tensor.</param>
    /// <param name="target">The tensor to overwrite.</param>
    /// <param name="next">Reads its bytes in order, the last dimension running fastest.</param>
    /// <exception cref="OpenVisionException">The bytes are no values of the number format.</exception>
    public static void Read(string path, TensorEntry entry, Tensor target, ReadNext next)
    {
        using IDisposable noGrad = no_grad();
        ReadNext read = entry.Type == ScalarType.Bool ? Checked(path, entry, next) : next;
        if (target.dtype == entry.Type && target.device_type == DeviceType.CPU && target.is_contiguous())
        {
            TensorBytes.ForEach(target, bytes => read(bytes));
            return;
        }

        using Tensor buffer = empty(Math.Min(BufferElements, target.numel()), entry.Type);
        Convert(buffer, target, read);
    }

    private static void Convert(Tensor buffer, Tensor target, ReadNext next)
    {
        long count = target.numel(), room = buffer.numel();
        if (count <= room)
        {
            using Tensor flat = buffer.narrow(0, 0, count);
            using Tensor shaped = flat.view(target.shape);
            TensorBytes.ForEach(flat, bytes => next(bytes));
            target.copy_(shaped);
            return;
        }

        long length = target.shape[0], rows = room / (count / length);
        for (long at = 0; at < length; at += Math.Max(1, rows))
        {
            using Tensor part = rows == 0 ? target.select(0, at) : target.narrow(0, at, Math.Min(rows, length - at));
            Convert(buffer, part, next);
        }
    }

    // libtorch's behaviour is undefined on other bytes.
    private static ReadNext Checked(string path, TensorEntry entry, ReadNext next) => bytes =>
    {
        next(bytes);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            bytes.Clear();
            throw new OpenVisionException(
                $"{path}: tensor '{MemberName.Shown(entry.Name)}' is {TensorTypes.Of(entry.Type).Name}, but holds bytes other than 0 and 1. Fetch or write the file again.");
        }
    };
}
