namespace OpenVision;

/// <summary>Compares a model with what describes a checkpoint: an open_clip configuration, or a safetensors header as JSON.</summary>
public static class CheckpointCheck
{
    private const string TypeField = ".dtype";
    private const string ShapeField = ".shape.";

    /// <summary>Every difference as a phrase; none where the document is neither of the two.</summary>
    /// <param name="model">The model; of one encoder alone, the checkpoint's other tensors do not count.</param>
    /// <param name="leaves">The document, by path.</param>
    public static IReadOnlyList<string>? Differences(ModelSpec model, IReadOnlyDictionary<string, object?> leaves) =>
        leaves.ContainsKey("embed_dim") || leaves.ContainsKey("model_cfg.embed_dim") ? [.. OpenClipCheck.Differences(model, leaves)]
        : leaves.Keys.Any(static path => path.EndsWith(TypeField, StringComparison.Ordinal)) ? [.. Header(model, leaves)]
        : null;

    private static IEnumerable<string> Header(ModelSpec model, IReadOnlyDictionary<string, object?> leaves)
    {
        Dictionary<string, EquatableArray<long>> stored = leaves.Keys
            .Where(static path => path.EndsWith(TypeField, StringComparison.Ordinal))
            .Select(static path => path.Substring(0, path.Length - TypeField.Length))
            .ToDictionary(static name => name, name => Shape(name, leaves), StringComparer.Ordinal);
        (WeightLayout layout, IReadOnlyList<TensorMap> maps) = LayoutMap.Found(stored.Keys, model);
        return LayoutMap.WhyNot(layout, model) is { } reason
            ? [$"it has the names of the layout {layout}, but {reason}"]
            : LayoutCheck.Differences(maps, stored, ignoreOthers: model.Vision is null || model.Text is null);
    }

    private static EquatableArray<long> Shape(string name, IReadOnlyDictionary<string, object?> leaves)
    {
        List<long> shape = [];
        while (leaves.TryGetValue($"{name}{ShapeField}{shape.Count}", out object? size))
        {
            shape.Add(size is double and >= 0 and < 1e15 ? (long)(double)size : -1);
        }

        return new(shape);
    }
}
