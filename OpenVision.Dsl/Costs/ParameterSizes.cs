namespace OpenVision;

/// <summary>The number of scalar parameters of a graph by how the optimiser treats them.</summary>
/// <param name="Matrix">Linear and convolution weights, which decay.</param>
/// <param name="Other">Norms, biases, embeddings, tokens and queries, which do not.</param>
/// <param name="Exact">Scalars that are always float32, such as the logit scale.</param>
public readonly record struct ParameterSizes(long Matrix, long Other, long Exact)
{
    /// <summary>All of them.</summary>
    public long Total => Matrix + Other + Exact;

    /// <summary>The parameters of two graphs together.</summary>
    /// <param name="left">One graph.</param>
    /// <param name="right">The other.</param>
    public static ParameterSizes operator +(ParameterSizes left, ParameterSizes right) =>
        new(left.Matrix + right.Matrix, left.Other + right.Other, left.Exact + right.Exact);
}
