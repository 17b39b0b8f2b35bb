using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>The number formats that are read and written, under their safetensors names.</summary>
internal static class TensorTypes
{
    private static readonly (string Name, ScalarType Type, int Size)[] Rows =
    [
        ("BF16", ScalarType.BFloat16, 2),
        ("BOOL", ScalarType.Bool, 1),
        ("F16", ScalarType.Float16, 2),
        ("F32", ScalarType.Float32, 4),
        ("I32", ScalarType.Int32, 4),
        ("I64", ScalarType.Int64, 8),
        ("U8", ScalarType.Byte, 1),
    ];

    /// <summary>The known names, for messages.</summary>
    public static string Known { get; } = string.Join(", ", Rows.Select(row => row.Name));

    /// <summary>Finds a format by its safetensors name.</summary>
    public static bool TryParse(string? name, out ScalarType type, out int size)
    {
        foreach (var row in Rows)
        {
            if (row.Name == name)
            {
                (type, size) = (row.Type, row.Size);
                return true;
            }
        }

        (type, size) = (default, 0);
        return false;
    }

    /// <summary>The safetensors name and the bytes of one element.</summary>
    /// <exception cref="ArgumentException">The format is not among the known ones.</exception>
    public static (string Name, int Size) Of(ScalarType type)
    {
        foreach (var row in Rows)
        {
            if (row.Type == type)
            {
                return (row.Name, row.Size);
            }
        }

        throw new ArgumentException($"{type} tensors are not written; convert to one of {Known}.", nameof(type));
    }
}
