using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>Which positions a position may attend to, as a value: the tensor is made once for each graph.</summary>
/// <param name="PrefixLength">The number of leading positions that see all of the prefix and nothing else.</param>
/// <param name="CausalLength">The number of positions after it that see the prefix, themselves and those before them.</param>
public readonly record struct AttentionMask(long PrefixLength, long CausalLength)
{
    /// <summary>A position sees itself and those before it.</summary>
    /// <param name="length">The length of the sequence.</param>
    public static AttentionMask Causal(long length) => new(0, length);

    /// <summary>The prefix sees all of itself; a query sees the prefix and the queries at or before it.</summary>
    /// <param name="prefix">The length of the prefix.</param>
    /// <param name="queries">The number of queries.</param>
    public static AttentionMask Prefix(long prefix, long queries) => new(prefix, queries);

    /// <summary>The mask as a term added to scores: 0 where attention is allowed, minus infinity elsewhere.</summary>
    /// <param name="type">The scores' number format.</param>
    /// <param name="device">The scores' device.</param>
    /// <returns>[length, length], in the caller's dispose scope.</returns>
    public Tensor Additive(ScalarType type, Device device)
    {
        long length = PrefixLength + CausalLength;
        using Tensor forbidden = ones(length, length, ScalarType.Bool, device: device).triu(1);
        using Tensor within = forbidden.narrow(0, 0, PrefixLength).narrow(1, 0, PrefixLength);
        within.Set(0);
        Tensor additive = zeros(length, length, type, device);
        additive.Set(forbidden, double.NegativeInfinity);
        return additive;
    }
}
