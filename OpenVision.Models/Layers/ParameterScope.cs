using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A place in a <see cref="ParameterStore"/> with a name prefix; parts of a graph take one in their constructor.</summary>
/// <param name="Store">The store that allocates.</param>
/// <param name="Prefix">What every name begins with; empty, or ending in a dot.</param>
public readonly record struct ParameterScope(ParameterStore Store, string Prefix)
{
    /// <summary>The scope of a part inside this one.</summary>
    /// <param name="part">The part's name.</param>
    public ParameterScope this[string part] => new(Store, $"{Prefix}{part}.");

    /// <summary>Keeps a tensor that is not trained but belongs to the weights.</summary>
    /// <param name="name">Its name below the prefix.</param>
    /// <param name="value">Its value, float32; taken over.</param>
    /// <returns>What the forward pass reads.</returns>
    public Tensor AddFixed(string name, Tensor value) => Store.AddFixed(Prefix + name, value);

    /// <summary>Allocates a parameter.</summary>
    /// <param name="name">Its name below the prefix.</param>
    /// <param name="kind">How it is used outside the forward pass.</param>
    /// <param name="initial">Its first values.</param>
    /// <param name="shape">Its shape.</param>
    /// <returns>What the forward pass reads.</returns>
    public Tensor Add(string name, ParameterKind kind, Initial initial, params ReadOnlySpan<long> shape) =>
        Store.Add(Prefix + name, kind, initial, shape);
}
