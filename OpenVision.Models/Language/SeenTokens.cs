using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>Which tokens a token attends to: real ones before it, and itself, so that padding has something to attend to and stays finite.</summary>
internal static class SeenTokens
{
    /// <summary>The mask of a pass as a term added to scores.</summary>
    /// <param name="tokens">The pass's tokens.</param>
    /// <param name="cache">The tokens before, the pass's own flags in it already; none without.</param>
    /// <param name="type">The scores' number format.</param>
    /// <param name="device">The scores' device.</param>
    /// <returns>[B, 1, T, S] in the caller's dispose scope; none where every token sees all before it.</returns>
    public static Tensor? Mask(RealTokens tokens, KeyValueCache? cache, ScalarType type, Device device)
    {
        int before = cache?.Length ?? 0;
        bool padded = cache is { HasPadding: true } || !tokens.IsPaddedOnTheRight;
        if (!padded && (before == 0 || tokens.Length == 1))
        {
            return null;
        }

        int all = before + tokens.Length;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor real = tensor(Flags(tokens, cache, all)).view(tokens.Batch, 1, 1, all);
        Tensor causal = ones(tokens.Length, all, ScalarType.Bool).tril(before), own = causal.logical_and(ones(tokens.Length, all, ScalarType.Bool).triu(before));
        Tensor hidden = causal.logical_and(real).logical_or(own).logical_not();
        Tensor mask = zeros_like(hidden, type);
        mask.Set(hidden, double.NegativeInfinity);
        return mask.to(device).MoveToOuterDisposeScope();
    }

    private static bool[] Flags(RealTokens tokens, KeyValueCache? cache, int all)
    {
        bool[] flags = new bool[tokens.Batch * all];
        for (int row = 0; row < tokens.Batch; row++)
        {
            ReadOnlySpan<byte> given = cache is null ? tokens.Row(row) : cache.Real.Slice(row * cache.Capacity, all);
            for (int i = 0; i < all; i++)
            {
                flags[(row * all) + i] = given[i] == 1;
            }
        }

        return flags;
    }
}
