using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Language;

/// <summary>
/// Causal self-attention with rotary positions, whose keys and values are each shared by a group of query heads: key head j serves
/// query heads j g to j g + g - 1.
/// </summary>
internal sealed class GroupedAttention
{
    private readonly int heads;
    private readonly int keyHeads;
    private readonly int size;

    /// <summary>Allocates <c>q_proj</c>, <c>k_proj</c>, <c>v_proj</c> and <c>o_proj</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="spec">The language model.</param>
    /// <param name="block">The number of the block that it stands in.</param>
    /// <param name="adapters">The maps' adapters, if any.</param>
    public GroupedAttention(ParameterScope scope, LanguageSpec spec, int block, LanguageAdapters? adapters)
    {
        (heads, keyHeads, size) = (spec.Heads, spec.KeyValueHeads, spec.HeadDim);
        (Initial query, Initial key) = FirstLooks.Of(spec, block);
        Query = new(scope["q_proj"], spec.Width, heads * size, spec.AttentionBias, adapters, initialBias: query);
        Key = new(scope["k_proj"], spec.Width, keyHeads * size, spec.AttentionBias, adapters, initialBias: key);
        Value = new(scope["v_proj"], spec.Width, keyHeads * size, spec.AttentionBias, adapters);
        Output = new(scope["o_proj"], heads * size, spec.Width, bias: false, adapters, FirstShares.Attention(spec.Depth));
    }

    /// <summary>The map to queries.</summary>
    public AdaptedLinear Query { get; }

    /// <summary>The map to keys.</summary>
    public AdaptedLinear Key { get; }

    /// <summary>The map to values.</summary>
    public AdaptedLinear Value { get; }

    /// <summary>The map of what the heads got.</summary>
    public AdaptedLinear Output { get; }

    /// <summary>Lets every token attend to those before it and itself.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="pass">Positions, padding and the tokens before.</param>
    /// <param name="block">The block's number, by which the cache keeps keys and values.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, LanguagePass pass, int block)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor query, Tensor key) = Turned(x, pass);                                       // [B, H, T, D], [B, K, T, D]
        Tensor value = Split(Value.Forward(x, pass.DropoutSeed), keyHeads);                 // [B, K, T, D]
        if (pass.Cache is { } cache)
        {
            (key, value) = cache.Append(block, key, value);                                 // [B, K, S, D]
        }

        Tensor joined = Attend(query, key, value, pass).transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * size);
        return Output.Forward(joined, pass.DropoutSeed).MoveToOuterDisposeScope();
    }

    /// <summary>Queries and keys at their positions.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="pass">The positions.</param>
    /// <returns>[B, H, T, D] and [B, K, T, D], in the caller's dispose scope.</returns>
    internal (Tensor Query, Tensor Key) Turned(Tensor x, LanguagePass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor query = pass.Rotation.Turn(Query.Forward(x, pass.DropoutSeed), heads);
        Tensor key = pass.Rotation.Turn(Key.Forward(x, pass.DropoutSeed), keyHeads);
        return (query.MoveToOuterDisposeScope(), key.MoveToOuterDisposeScope());
    }

    private Tensor Split(Tensor fused, int parts) => fused.view(fused.shape[0], fused.shape[1], parts, size).transpose(1, 2);

    // One token after others: its group's queries stand for tokens, and the cache is read where it lies. Else keys and values are
    // written out for every query head, which is little beside the products.
    // Short rows without a cache go through kernels of our own, forward alike whether a derivative is asked for or not.
    private Tensor Attend(Tensor query, Tensor key, Tensor value, LanguagePass pass)
    {
        long batch = query.shape[0], length = query.shape[2];
        if (length == 1 && heads != keyHeads)
        {
            Tensor groups = query.view(batch, keyHeads, heads / keyHeads, size);
            return functional.scaled_dot_product_attention(groups, key, value, pass.Mask!).view(batch, heads, 1, size);
        }

        if (pass.Mask is null && pass.Cache is null && GroupedAttentionFunction.Fit(query))
        {
            return GroupedAttentionFunction.Apply(query, key, value);
        }

        return functional.scaled_dot_product_attention(query, Repeated(key), Repeated(value), pass.Mask!, is_casual: pass.Mask is null && length > 1);
    }

    private Tensor Repeated(Tensor shared)
    {
        if (heads == keyHeads)
        {
            return shared;
        }

        long batch = shared.shape[0], length = shared.shape[2];
        return shared.unsqueeze(2).expand(batch, keyHeads, heads / keyHeads, length, size).reshape(batch, heads, length, size);
    }
}
