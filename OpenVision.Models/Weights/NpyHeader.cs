using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using OpenVision.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// What precedes the values of a numpy array (NEP 1, format versions 1 to 3): magic bytes, the header's length, and a Python
/// dictionary with the number format, the order of the values and the shape.
/// </summary>
/// <param name="Type">The number format.</param>
/// <param name="ColumnMajor">Whether the first dimension runs fastest (Fortran order).</param>
/// <param name="Shape">The shape; empty for a scalar.</param>
/// <param name="Offset">The number of bytes before the values.</param>
/// <param name="Length">The number of the values' bytes.</param>
internal sealed record NpyHeader(ScalarType Type, bool ColumnMajor, IReadOnlyList<long> Shape, long Offset, long Length)
{
    /// <summary>The most bytes a header may have, numpy's own limit for files that it does not trust.</summary>
    public const int MaxLength = 10_000;

    private const int PrefixLength = 8;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header and checks every rule of the format.</summary>
    /// <param name="next">Reads the array's bytes in order; left at the values.</param>
    /// <exception cref="FormatException">It breaks a rule, which the message tells.</exception>
    public static NpyHeader Read(TensorReader.ReadNext next)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        next(prefix);
        if (!prefix.StartsWith(Magic))
        {
            throw new FormatException("is no numpy array: it does not begin with \\x93NUMPY");
        }

        int major = prefix[6];
        if (major is < 1 or > 3 || prefix[7] != 0)
        {
            throw new FormatException($"has version {major}.{prefix[7]} of the numpy format; 1.0, 2.0 and 3.0 are read");
        }

        Span<byte> size = stackalloc byte[major == 1 ? sizeof(ushort) : sizeof(uint)];
        next(size);
        uint length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaxLength)
        {
            throw new FormatException($"declares a header of {length} bytes; at most {MaxLength} are read");
        }

        byte[] text = new byte[length];
        next(text);
        return Parse(major == 3 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text), PrefixLength + size.Length + length);
    }

    /// <summary>The bytes before a tensor's values, version 1.0.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="ArgumentException">It has a number format that is not written.</exception>
    public static byte[] Of(Tensor tensor)
    {
        string shape = string.Concat(tensor.shape.Select(dimension => string.Create(CultureInfo.InvariantCulture, $"{dimension}, ")));
        string text = $"{{'descr': '{NpyTypes.Of(tensor.dtype)}', 'fortran_order': False, 'shape': ({(tensor.dim() == 1 ? shape.TrimEnd() : shape.TrimEnd(',', ' '))}), }}";
        int start = PrefixLength + sizeof(ushort);
        byte[] header = new byte[(start + text.Length + Alignment) / Alignment * Alignment];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(PrefixLength), (ushort)(header.Length - start));
        Encoding.ASCII.GetBytes(text, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Parse(string text, long offset)
    {
        (string name, bool columnMajor, List<long> shape) = new NpyDictionary(text).Read();
        if (!NpyTypes.TryParse(name, out ScalarType type))
        {
            string pickled = name.Contains('O', StringComparison.Ordinal) ? ", a pickle of Python objects, which is never read" : "";
            throw new FormatException($"has the number format '{MemberName.Shown(name)}'{pickled}; the known ones are {NpyTypes.Known}");
        }

        if (shape.Count > TensorShape.MaxDimensions)
        {
            throw new FormatException($"has {shape.Count} dimensions; at most {TensorShape.MaxDimensions} are read");
        }

        return TensorShape.TryCountBytes(shape, (int)type.ElementSize(), out long bytes)
            ? new NpyHeader(type, columnMajor && shape.Count > 1, shape, offset, bytes)
            : throw new FormatException($"has shape {TensorShape.Shown(shape)}, more bytes than a 64-bit number counts");
    }
}
