using OpenVision.Layers;
using OpenVision.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A linear map of a language model's block, and its low-rank adapter where it has one: W x + b + (alpha / rank) B A x.</summary>
internal sealed class AdaptedLinear
{
    private readonly LanguageAdapters? adapters;
    private readonly string name;
    private readonly Linear? down;
    private readonly Linear? up;

    /// <summary>Allocates <c>weight</c> (deviation √(1 / inputs): a fixed 0.02 suits widths of thousands, and leaves a narrow model's attention too weak to learn by), <c>bias</c> where asked for, and the adapter's <c>lora_A</c> and <c>lora_B</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="inputs">The size of an input vector.</param>
    /// <param name="outputs">The size of an output vector.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="adapters">The adapters, if any.</param>
    /// <param name="share">What the deviation is multiplied with.</param>
    /// <param name="initialBias">The bias's first values. Default: 0.</param>
    public AdaptedLinear(ParameterScope scope, int inputs, int outputs, bool bias, LanguageAdapters? adapters, double share = 1, Initial? initialBias = null)
    {
        Map = new Linear(scope, inputs, outputs, Initial.Normal(share / Math.Sqrt(inputs)), bias ? initialBias ?? Initial.Constant(0) : null);
        this.adapters = adapters;
        name = scope.Prefix;
        if (adapters is not null)
        {
            ParameterScope beside = adapters.Beside(scope);
            down = new Linear(beside[LanguageAdapters.Down], inputs, adapters.Lora.Rank, bias: false);
            up = new Linear(beside[LanguageAdapters.Up], adapters.Lora.Rank, outputs, bias: false, Initial.Constant(0));
        }
    }

    /// <summary>The map without its adapter.</summary>
    public Linear Map { get; }

    /// <summary>Applies map and adapter.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <param name="dropoutSeed">The seed of what the adapter drops; none where nothing is dropped.</param>
    /// <returns>[..., outputs], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, ulong? dropoutSeed)
    {
        if (down is null)
        {
            return Map.Forward(x);
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor low = down.Forward(Dropped(x, dropoutSeed)).Times(adapters!.Scale);
        return Map.Forward(x).Plus(up!.Forward(low)).MoveToOuterDisposeScope();
    }

    // Every map draws from a generator of its own, so that a block that is run again drops the same.
    private Tensor Dropped(Tensor x, ulong? seed)
    {
        if (seed is not { } given || adapters!.Lora.Dropout <= 0)
        {
            return x;
        }

        return x * Factors(x, 1 - adapters.Lora.Dropout, given);
    }

    private Tensor Factors(Tensor x, double kept, ulong seed)
    {
        using IDisposable noGrad = no_grad();
        using Generator generator = new(Hash.Of(seed, Hash.Of(name, 0)) >> 1, x.device);
        Tensor factors = empty_like(x).bernoulli_(kept, generator);
        factors.Divide(kept);
        return factors;
    }
}
