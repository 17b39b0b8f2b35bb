using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OpenVision.Protobuf;

/// <summary>A protocol-buffer message in the making: the four kinds of field that event files and ONNX models need.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Adds a whole number.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public ProtoMessage Integer(int field, long value)
    {
        Tag(field, Varint);
        Write(unchecked((ulong)value));
        return this;
    }

    /// <summary>Adds a number of double precision.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public ProtoMessage Double(int field, double value)
    {
        Tag(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.GetSpan(sizeof(double)), value);
        buffer.Advance(sizeof(double));
        return this;
    }

    /// <summary>Adds a number of single precision.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The value.</param>
    public ProtoMessage Single(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(sizeof(float)), value);
        buffer.Advance(sizeof(float));
        return this;
    }

    /// <summary>Adds bytes.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The bytes.</param>
    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Begin(field, value.Length);
        buffer.Write(value);
        return this;
    }

    /// <summary>Adds a text.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The text.</param>
    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a message.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">The message, complete.</param>
    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.buffer.WrittenSpan);

    /// <summary>Begins a field whose content the caller writes after this message: bytes too many to keep in memory.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="length">The number of the content's bytes.</param>
    public ProtoMessage Begin(int field, long length)
    {
        Tag(field, Delimited);
        Write((ulong)length);
        return this;
    }

    /// <summary>The number of the encoded message's bytes.</summary>
    public int Length => buffer.WrittenCount;

    /// <summary>The encoded message.</summary>
    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    private void Tag(int field, int kind) => Write((ulong)((field << 3) | kind));

    // Seven bits a byte, the lowest first; the top bit says that more follow.
    private void Write(ulong value)
    {
        const int longest = 10;
        Span<byte> target = buffer.GetSpan(longest);
        int length = 0;
        for (; value > 127; value >>= 7)
        {
            target[length++] = (byte)(value | 128);
        }

        target[length++] = (byte)value;
        buffer.Advance(length);
    }
}
