using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// The number formats of numpy arrays that are read and written, little-endian. numpy has no bfloat16: JAX's is stored as
/// two bytes without a meaning.
/// </summary>
internal static class NpyTypes
{
    private static readonly (string Name, ScalarType Type)[] Rows =
    [
        ("<f4", ScalarType.Float32),
        ("<f2", ScalarType.Float16),
        ("<f8", ScalarType.Float64),
        ("|V2", ScalarType.BFloat16),
        ("<V2", ScalarType.BFloat16),
        ("<i4", ScalarType.Int32),
        ("<i8", ScalarType.Int64),
        ("|u1", ScalarType.Byte),
        ("|b1", ScalarType.Bool),
    ];

    /// <summary>The known names, for messages.</summary>
    public static string Known { get; } = string.Join(", ", Rows.Select(row => row.Name));

    /// <summary>Finds a format by numpy's name.</summary>
    public static bool TryParse(string name, out ScalarType type)
    {
        int row = Array.FindIndex(Rows, row => row.Name == name);
        type = row < 0 ? default : Rows[row].Type;
        return row >= 0;
    }

    /// <summary>numpy's name.</summary>
    /// <exception cref="ArgumentException">The format is not among the known ones.</exception>
    public static string Of(ScalarType type)
    {
        int row = Array.FindIndex(Rows, row => row.Type == type);
        return row >= 0 ? Rows[row].Name : throw new ArgumentException($"{type} tensors are not written; convert to one of {Known}.", nameof(type));
    }
}
