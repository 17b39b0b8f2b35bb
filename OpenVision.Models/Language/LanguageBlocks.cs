using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model's stack of blocks.</summary>
public sealed class LanguageBlocks
{
    private readonly LanguageSpec spec;
    private readonly ParameterStore store;
    private readonly LanguageAdapters? adapters;
    private readonly RotaryPositions positions;
    private readonly LanguageBlock[] blocks;
    private readonly Tensor anchor;

    /// <summary>Allocates <c>layers.0</c> to <c>layers.(depth - 1)</c>, and the adapters of all their linear maps.</summary>
    /// <param name="scope">Where to allocate: a model's <c>model</c>.</param>
    /// <param name="spec">The language model.</param>
    /// <param name="adapters">Low-rank adapters, if any.</param>
    public LanguageBlocks(ParameterScope scope, LanguageSpec spec, LanguageAdapters? adapters = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (this.spec, this.adapters, store) = (spec, adapters, scope.Store);
        positions = new RotaryPositions(store, spec);
        int first = store.Parameters.Count;
        blocks = [.. Enumerable.Range(0, spec.Depth).Select(i => new LanguageBlock(scope["layers"][$"{i}"], spec, i, adapters))];
        anchor = (adapters?.Store.Parameters[0] ?? store.Parameters[first]).Compute;
    }

    /// <summary>
    /// Whether passes over few tokens with a cache run by kernels of our own, which is faster on the processor. Default: where they can.
    /// </summary>
    internal bool Written { get; init; } = true;

    /// <summary>The blocks.</summary>
    internal IReadOnlyList<LanguageBlock> Blocks => blocks;

    /// <summary>The rotary positions.</summary>
    internal RotaryPositions Rotary => positions;

    /// <summary>Runs every block in turn.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="input">Positions, padding and the tokens before.</param>
    /// <param name="observe">Shown each block's output, for tests and probes; it keeps nothing without cloning.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The positions, the mask or the cache have another shape than the tokens.</exception>
    /// <exception cref="OpenVisionException">The tokens pass the context.</exception>
    public Tensor Forward(Tensor x, LanguageInput input, Action<int, Tensor>? observe = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(input);
        using DisposeScope scope = NewDisposeScope();
        RealTokens tokens = RealTokens.Of(input.Mask, x);
        if (tokens.Length > spec.Positions)
        {
            throw new OpenVisionException($"{spec.Name} has a context of {spec.Positions:N0} tokens; a row of these has {tokens.Length:N0}. Shorten the input.");
        }

        input.Cache?.Begin(tokens);
        Tensor result = Written && observe is null && adapters is null && input.Cache is { } cache && FewRows.Fit(x, anchor)
            ? DecodePass.Run(this, spec, x, Positions(input, tokens), cache)
            : Run(x, Pass(x, input, tokens), observe);
        input.Cache?.End(tokens);
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>What all blocks of a pass share.</summary>
    internal LanguagePass Pass(Tensor x, LanguageInput input, RealTokens tokens)
    {
        bool alike = input is { Positions: null, Mask: null } && (input.Cache is null || !input.Cache.HasPadding);
        long[] counted = Positions(input, tokens);
        Tensor at = alike ? tensor(counted.AsSpan(0, tokens.Length).ToArray()).view(1, -1) : tensor(counted).view(tokens.Batch, tokens.Length);
        return new(
            positions.At(at.to(x.device), x.dtype), SeenTokens.Mask(tokens, input.Cache, x.dtype, x.device), input.Cache, input.DropoutSeed);
    }

    private Tensor Run(Tensor x, LanguagePass pass, Action<int, Tensor>? observe)
    {
        bool differentiated = pass.Cache is null && is_grad_enabled() && (x.requires_grad || anchor.requires_grad);
        for (int i = 0; i < blocks.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor result = differentiated && Rematerialized(i) ? LanguageBlockFunction.Apply(x, anchor, blocks[i], pass) : blocks[i].Forward(x, pass);
            observe?.Invoke(i, result);
            if (i > 0)
            {
                x.Dispose(); // the autograd graph holds what it needs by itself
            }

            x = result.MoveToOuterDisposeScope();
        }

        return x;
    }

    private bool Rematerialized(int block) => store.Settings.RematerializeEvery is > 0 and var every && block % every == 0;

    private static long[] Positions(LanguageInput input, RealTokens tokens)
    {
        if (input.Positions is not { } given)
        {
            return tokens.Positions(input.Cache is { } cache ? cache.RealCounts : new long[tokens.Batch]);
        }

        if (given.dim() != 2 || given.shape[0] != tokens.Batch || given.shape[1] != tokens.Length)
        {
            throw new ArgumentException($"The positions have shape [{string.Join(", ", given.shape)}]; the tokens have [{tokens.Batch}, {tokens.Length}].", nameof(input));
        }

        using DisposeScope scope = NewDisposeScope();
        return given.to_type(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();
    }
}
