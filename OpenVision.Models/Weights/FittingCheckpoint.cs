using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>A checkpoint whose header has been found to fit a model.</summary>
/// <param name="Layout">Its layout.</param>
/// <param name="Maps">Where it holds the model's tensors.</param>
/// <param name="Others">Its tensors that the model lacks.</param>
internal sealed record FittingCheckpoint(WeightLayout Layout, IReadOnlyList<TensorMap> Maps, IReadOnlyList<string> Others)
{
    /// <summary>Compares a header with a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="stored">Its tensors by name.</param>
    /// <param name="ignoreOthers">Whether it may hold tensors that the model lacks.</param>
    /// <exception cref="OpenVisionException">It does not fit: the message lists every difference.</exception>
    public static FittingCheckpoint Of(ModelSpec model, string path, IReadOnlyDictionary<string, TensorEntry> stored, bool ignoreOthers)
    {
        (WeightLayout layout, IReadOnlyList<TensorMap> maps) = LayoutMap.Found(stored.Keys, model);
        if (LayoutMap.WhyNot(layout, model) is { } reason)
        {
            throw new OpenVisionException($"{path} has the names of the layout {layout}, but {reason}. Name weights of this model.");
        }

        string[] faults =
        [
            .. LayoutCheck.Differences(maps, stored.ToDictionary(entry => entry.Key, entry => new EquatableArray<long>(entry.Value.Shape)), ignoreOthers),
            .. NotFloating(maps, stored),
        ];
        if (faults.Length > 0)
        {
            throw new OpenVisionException($"{path} does not fit {model.Name}: {string.Join("; ", faults)}. Name weights of this model, or declare the model as it was when they were written.");
        }

        HashSet<string> known = [.. maps.SelectMany(map => map.Parts).Select(part => part.Key)];
        return new(layout, maps, [.. stored.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>A phrase for each tensor whose number format cannot hold weights.</summary>
    /// <param name="maps">Where a model's tensors are.</param>
    /// <param name="stored">The checkpoint's tensors by name.</param>
    public static IEnumerable<string> NotFloating(IEnumerable<TensorMap> maps, IReadOnlyDictionary<string, TensorEntry> stored) =>
        maps.SelectMany(map => map.Parts).Where(part => stored.TryGetValue(part.Key, out TensorEntry? entry) && !IsFloating(entry.Type))
            .Select(part => $"'{part.Key}' is {stored[part.Key].Type}, expected floating point");

    private static bool IsFloating(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float64;
}
