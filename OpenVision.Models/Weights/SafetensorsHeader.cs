using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using OpenVision.Data;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// The checked header of a safetensors file: eight bytes of length, a JSON object with a type, a shape and two offsets
/// a tensor, then the tensors' bytes without overlap or gap.
/// </summary>
public sealed class SafetensorsHeader
{
    /// <summary>The most bytes a header may have, which bounds what a hostile file makes a reader allocate.</summary>
    public const long MaxLength = 100_000_000;

    internal const int LengthBytes = 8;
    internal const string MetadataKey = "__metadata__";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly string file;
    private readonly Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string file, long dataStart, long dataLength)
    {
        this.file = file;
        DataStart = dataStart;
        DataLength = dataLength;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => tensors;

    /// <summary>The file's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>Where the tensors' bytes start in the file.</summary>
    public long DataStart { get; }

    /// <summary>The number of the tensors' bytes.</summary>
    public long DataLength { get; }

    /// <summary>Reads bytes of a file.</summary>
    /// <param name="target">What to fill whole.</param>
    /// <param name="at">Where in the file to start.</param>
    internal delegate void ReadAt(Span<byte> target, long at);

    /// <summary>Reads a file's header and checks every rule of the format; nothing is allocated that the file cannot fill.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="fileLength">The number of the file's bytes.</param>
    /// <param name="read">Reads its bytes.</param>
    internal static SafetensorsHeader Read(string file, long fileLength, ReadAt read)
    {
        if (fileLength < LengthBytes)
        {
            throw Broken(file, $"it has {fileLength} bytes; the header's length alone takes {LengthBytes}");
        }

        Span<byte> prefix = stackalloc byte[LengthBytes];
        read(prefix, 0);
        ulong declared = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (declared > MaxLength)
        {
            throw Broken(file, $"its header declares {declared:N0} bytes; at most {MaxLength:N0} are read");
        }

        if ((long)declared > fileLength - LengthBytes)
        {
            throw Broken(file, $"its header declares {declared:N0} bytes, but only {fileLength - LengthBytes:N0} follow; it is cut short or of another format");
        }

        byte[] json = new byte[declared];
        read(json, LengthBytes);
        return Parse(file, json, fileLength);
    }

    internal static OpenVisionException Broken(string file, string rule, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file} is not a sound safetensors file: {rule}. Fetch or write it again."), inner);

    private static SafetensorsHeader Parse(string file, ReadOnlyMemory<byte> json, long fileLength)
    {
        if (json.IsEmpty || json.Span[0] != (byte)'{')
        {
            throw Broken(file, "its header does not begin with '{'");
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw Broken(file, "its header is not valid UTF-8");
        }

        long dataStart = LengthBytes + (long)json.Length;
        SafetensorsHeader header = new(file, dataStart, fileLength - dataStart);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                header.Add(property);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that stands for half of a surrogate pair.
            throw Broken(file, $"its header is not the JSON of the format ({e.Message.TrimEnd('.')})", e);
        }

        header.CheckOffsets();
        return header;
    }

    private void Add(JsonProperty property)
    {
        if (property.Name == MetadataKey)
        {
            foreach (JsonProperty pair in Object(property.Value, MetadataKey).EnumerateObject())
            {
                metadata.Add(pair.Name, Text(pair.Value, $"{MetadataKey}.{pair.Name}"));
            }

            return;
        }

        string name = property.Name;
        JsonElement fields = Object(property.Value, name);
        string typeName = Text(Field(fields, name, "dtype"), $"{name}.dtype");
        if (!TensorTypes.TryParse(typeName, out ScalarType type, out int size))
        {
            throw Broken(file, $"tensor '{MemberName.Shown(name)}' has dtype '{MemberName.Shown(typeName)}'; the known ones are {TensorTypes.Known}");
        }

        long[] shape = Numbers(Field(fields, name, "shape"), $"{name}.shape");
        if (shape.Length > TensorShape.MaxDimensions)
        {
            throw Broken(file, $"tensor '{MemberName.Shown(name)}' has {shape.Length} dimensions; at most {TensorShape.MaxDimensions} are read");
        }

        long[] offsets = Numbers(Field(fields, name, "data_offsets"), $"{name}.data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Broken(file, $"tensor '{MemberName.Shown(name)}' has data_offsets {TensorShape.Shown(offsets)}; expected a start and an end not before it");
        }

        if (!TensorShape.TryCountBytes(shape, size, out long expected))
        {
            throw Broken(file, $"tensor '{MemberName.Shown(name)}' has shape {TensorShape.Shown(shape)}, more bytes than a 64-bit number counts");
        }

        if (offsets[1] - offsets[0] != expected)
        {
            throw Broken(file, $"tensor '{MemberName.Shown(name)}', {typeName} {TensorShape.Shown(shape)}, takes {expected:N0} bytes, but its data_offsets span {offsets[1] - offsets[0]:N0}");
        }

        tensors.Add(name, new TensorEntry(name, type, shape, offsets[0], expected));
    }

    private void CheckOffsets()
    {
        long end = 0;
        foreach (TensorEntry tensor in tensors.Values.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.Length))
        {
            if (tensor.Offset != end)
            {
                string fault = tensor.Offset < end ? "overlaps the one before it" : "leaves a gap";
                throw Broken(file, $"tensor '{MemberName.Shown(tensor.Name)}' starts at byte {tensor.Offset:N0} of the data where byte {end:N0} was expected: it {fault}");
            }

            end = tensor.Offset + tensor.Length;
        }

        if (end != DataLength)
        {
            throw Broken(file, $"its tensors take {end:N0} bytes, but {DataLength:N0} follow the header");
        }
    }

    private JsonElement Field(JsonElement fields, string tensor, string name) =>
        fields.TryGetProperty(name, out JsonElement value) ? value : throw Broken(file, $"tensor '{MemberName.Shown(tensor)}' has no {name}");

    private JsonElement Object(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Broken(file, $"'{MemberName.Shown(key)}' is no JSON object");

    private string Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Broken(file, $"'{MemberName.Shown(key)}' is no string");

    private long[] Numbers(JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Broken(file, $"'{MemberName.Shown(key)}' is no list");
        }

        long[] numbers = new long[element.GetArrayLength()];
        int at = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[at]) || numbers[at] < 0)
            {
                throw Broken(file, $"'{MemberName.Shown(key)}' holds {MemberName.Shown(item.GetRawText())}; expected whole numbers from 0");
            }

            at++;
        }

        return numbers;
    }
}
