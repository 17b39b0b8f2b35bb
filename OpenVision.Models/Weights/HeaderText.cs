using System.Text.Json;

namespace OpenVision.Weights;

/// <summary>A checkpoint's header as JSON without its offsets: what the compiler compares a model with (<c>Config</c>).</summary>
public static class HeaderText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the names, number formats and shapes, in the order of names; the same header gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The tensors by name.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, TensorEntry> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        using Utf8JsonWriter json = new(stream, Indented);
        json.WriteStartObject();
        foreach (TensorEntry tensor in tensors.Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", TensorTypes.Of(tensor.Type).Name);
            json.WriteStartArray("shape");
            foreach (long size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
