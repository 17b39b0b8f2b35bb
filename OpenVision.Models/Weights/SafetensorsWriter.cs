using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>Writes the safetensors format: the same tensors and metadata always give the same bytes.</summary>
internal static class SafetensorsWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file's bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">The file's <c>__metadata__</c>.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        // Wide elements first: every tensor is then aligned to its element, as the header's end is to eight bytes.
        (string Name, Tensor Tensor)[] ordered =
        [
            .. tensors.OrderByDescending(pair => TensorTypes.Of(pair.Value.dtype).Size)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => (pair.Key, pair.Value)),
        ];
        ReadOnlySpan<byte> header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Tensor tensor) in ordered)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            TensorBytes.ForEach(tensor.detach().cpu().contiguous(), bytes => stream.Write(bytes));
        }
    }

    private static ReadOnlySpan<byte> Header((string Name, Tensor Tensor)[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Plain))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                at = WriteEntry(json, name, tensor, at);
            }

            json.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & (SafetensorsHeader.LengthBytes - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long at)
    {
        if (name == SafetensorsHeader.MetadataKey)
        {
            throw new ArgumentException($"No tensor can be named {name}.", nameof(name));
        }

        (string type, int size) = TensorTypes.Of(tensor.dtype);
        long end = checked(at + (tensor.numel() * size));
        json.WriteStartObject(name);
        json.WriteString("dtype", type);
        WriteNumbers(json, "shape", tensor.shape);
        WriteNumbers(json, "data_offsets", [at, end]);
        json.WriteEndObject();
        return end;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
