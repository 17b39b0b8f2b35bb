using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>Moves tensors between their stored form and ours: only axes and order change, so that there and back is bit-exact.</summary>
public static class TensorLayout
{
    /// <summary>Our tensor, from the stored ones that it is made of.</summary>
    /// <param name="map">Where the layout holds it.</param>
    /// <param name="stored">Gives a stored tensor by its name, in either of the shapes that the map allows.</param>
    /// <returns>Of the parameter's shape and the stored number format, in the caller's dispose scope.</returns>
    public static Tensor ToOurs(TensorMap map, Func<string, Tensor> stored)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stored);
        using DisposeScope scope = NewDisposeScope();
        long[] shape = [.. map.Parameter.Shape.Select(size => (long)size)];
        Tensor[] parts = [.. map.Parts.Select(part => Ours(stored(part.Key).reshape(Shape(part)), part.How))];
        Tensor joined = parts.Length == 1 ? parts[0] : cat([.. parts]);
        return joined.reshape(shape).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The stored tensors that ours is made of, by name.</summary>
    /// <param name="map">Where the layout holds it.</param>
    /// <param name="ours">Our tensor, of the parameter's shape.</param>
    /// <returns>Tensors of our number format, views of ours wherever they can be, in the caller's dispose scope.</returns>
    public static IReadOnlyList<(string Key, Tensor Tensor)> ToStored(TensorMap map, Tensor ours)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(ours);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] parts = map.Parts.Count == 1 ? [ours.alias()] : ours.chunk(map.Parts.Count);
        return [.. map.Parts.Select((part, i) => (part.Key, Stored(parts[i], part.How).reshape(Shape(part)).MoveToOuterDisposeScope()))];
    }

    private static long[] Shape(StoredTensor part) => [.. part.Shape.Select(size => (long)size)];

    private static Tensor Ours(Tensor stored, Rearrangement how) => how switch
    {
        Rearrangement.Transposed => stored.t(),
        Rearrangement.ChannelsLast => stored.permute(3, 2, 0, 1),
        _ => stored,
    };

    private static Tensor Stored(Tensor ours, Rearrangement how) => how switch
    {
        Rearrangement.Transposed => ours.t(),
        Rearrangement.ChannelsLast => ours.permute(2, 3, 1, 0),
        _ => ours,
    };
}
