using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
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

    private const int MaxDimensions = 64; // what libtorch's operators take
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

    /// <summary>Checks the length that a file begins with.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="declared">The eight bytes as a little-endian number.</param>
    /// <param name="fileLength">The number of the whole file's bytes.</param>
    internal static int CheckLength(string file, ulong declared, long fileLength)
    {
        if (declared > MaxLength)
        {
            throw Broken(file, $"its header declares {declared:N0} bytes; at most {MaxLength:N0} are read");
        }

        if ((long)declared > fileLength - LengthBytes)
        {
            throw Broken(file, $"its header declares {declared:N0} bytes, but only {fileLength - LengthBytes:N0} follow; it is cut short or of another format");
        }

        return (int)declared;
    }

    /// <summary>Parses a header and checks every rule of the format.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="json">The header's bytes.</param>
    /// <param name="fileLength">The number of the whole file's bytes.</param>
    internal static SafetensorsHeader Parse(string file, ReadOnlyMemory<byte> json, long fileLength)
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

    internal static OpenVisionException Broken(string file, string rule, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file} is not a sound safetensors file: {rule}. Fetch or write it again."), inner);

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
            throw Broken(file, $"tensor '{name}' has dtype '{typeName}'; the known ones are {TensorTypes.Known}");
        }

        long[] shape = Numbers(Field(fields, name, "shape"), $"{name}.shape");
        if (shape.Length > MaxDimensions)
        {
            throw Broken(file, $"tensor '{name}' has {shape.Length} dimensions; at most {MaxDimensions} are read");
        }

        long[] offsets = Numbers(Field(fields, name, "data_offsets"), $"{name}.data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Broken(file, $"tensor '{name}' has data_offsets [{string.Join(", ", offsets)}]; expected a start and an end not before it");
        }

        long expected = Bytes(name, shape, size);
        if (offsets[1] - offsets[0] != expected)
        {
            throw Broken(file, $"tensor '{name}', {typeName} [{string.Join(", ", shape)}], takes {expected:N0} bytes, but its data_offsets span {offsets[1] - offsets[0]:N0}");
        }

        tensors.Add(name, new TensorEntry(name, type, shape, offsets[0], expected));
    }

    private long Bytes(string name, long[] shape, int size)
    {
        try
        {
            // Strides are computed from the other dimensions even where one is 0, so those must not overflow either.
            _ = shape.Aggregate((long)size, (product, dimension) => checked(product * Math.Max(1, dimension)));
            return shape.Aggregate((long)size, (product, dimension) => product * dimension);
        }
        catch (OverflowException e)
        {
            throw Broken(file, $"tensor '{name}' has shape [{string.Join(", ", shape)}], more bytes than a 64-bit number counts", e);
        }
    }

    private void CheckOffsets()
    {
        long end = 0;
        foreach (TensorEntry tensor in tensors.Values.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.Length))
        {
            if (tensor.Offset != end)
            {
                string fault = tensor.Offset < end ? "overlaps the one before it" : "leaves a gap";
                throw Broken(file, $"tensor '{tensor.Name}' starts at byte {tensor.Offset:N0} of the data where byte {end:N0} was expected: it {fault}");
            }

            end = tensor.Offset + tensor.Length;
        }

        if (end != DataLength)
        {
            throw Broken(file, $"its tensors take {end:N0} bytes, but {DataLength:N0} follow the header");
        }
    }

    private JsonElement Field(JsonElement fields, string tensor, string name) =>
        fields.TryGetProperty(name, out JsonElement value) ? value : throw Broken(file, $"tensor '{tensor}' has no {name}");

    private JsonElement Object(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Broken(file, $"'{key}' is no JSON object");

    private string Text(JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Broken(file, $"'{key}' is no string");

    private long[] Numbers(JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Broken(file, $"'{key}' is no list");
        }

        long[] numbers = new long[element.GetArrayLength()];
        int at = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[at]) || numbers[at] < 0)
            {
                throw Broken(file, $"'{key}' holds {item.GetRawText()}; expected whole numbers from 0");
            }

            at++;
        }

        return numbers;
    }
}
