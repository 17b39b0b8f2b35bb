namespace OpenVision;

/// <summary>Whether the weights of one model load into another, told from what the two are.</summary>
/// <param name="Tensors">The number of tensors that the second model reads.</param>
/// <param name="Differences">What keeps them from loading, a phrase a tensor; none where they load.</param>
/// <param name="Unread">The number of tensors of the first model that the second one lacks.</param>
/// <param name="Resampled">Whether positions are resampled from another grid.</param>
public sealed record WeightFit(int Tensors, IReadOnlyList<string> Differences, int Unread, bool Resampled)
{
    /// <summary>Compares two models.</summary>
    /// <param name="from">The model that the weights are of.</param>
    /// <param name="to">The model that they are to be loaded into.</param>
    /// <exception cref="FormatException">A size is none that can be counted with.</exception>
    public static WeightFit Of(ModelSpec from, ModelSpec to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        SpecBounds.Check(from);
        SpecBounds.Check(to);
        Dictionary<string, EquatableArray<long>> stored = LayoutMap.Of(WeightLayout.OpenVision, from).SelectMany(static map => map.Parts)
            .ToDictionary(static part => part.Key, static part => new EquatableArray<long>(part.Shape.Select(static size => (long)size)));
        TensorMap[] maps = [.. LayoutMap.Of(WeightLayout.OpenVision, to)];
        HashSet<string> read = [.. maps.SelectMany(static map => map.Parts).Select(static part => part.Key)];
        return new(
            read.Count,
            [.. LayoutCheck.Differences(maps, stored, ignoreOthers: true)],
            stored.Keys.Count(key => !read.Contains(key)),
            maps.Any(map => map.Parts.Any(part => stored.TryGetValue(part.Key, out EquatableArray<long> shape) && LayoutCheck.IsOtherGrid(map, part, shape))));
    }
}
