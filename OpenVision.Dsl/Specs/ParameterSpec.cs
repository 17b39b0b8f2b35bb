namespace OpenVision;

/// <summary>How a parameter is used outside the forward pass.</summary>
public enum ParameterKind
{
    /// <summary>A linear or convolution weight: it decays, and it is multiplied in the step's precision.</summary>
    Matrix,

    /// <summary>A norm, bias, embedding, token or query: it does not decay.</summary>
    Other,

    /// <summary>A scalar such as the logit scale: it does not decay, and it is always float32.</summary>
    Exact,

    /// <summary>Not trained: a fixed position embedding, which published checkpoints store like a parameter.</summary>
    Fixed,
}

/// <summary>One named tensor of a model, as its weights hold it.</summary>
/// <param name="Name">Its name in the whole model: image encoders lie under <c>visual</c>, decoders under <c>decoder</c>.</param>
/// <param name="Kind">How it is used outside the forward pass.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
public sealed record ParameterSpec(string Name, ParameterKind Kind, EquatableArray<int> Shape)
{
    /// <summary>The number of its scalars.</summary>
    public long Count => Shape.Aggregate(1L, static (product, dimension) => product * dimension);
}
