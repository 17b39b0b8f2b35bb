using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Language;

/// <summary>A block's gated MLP: down(silu(gate(x)) · up(x)).</summary>
/// <param name="scope">Where to allocate <c>gate_proj</c>, <c>up_proj</c> and <c>down_proj</c>.</param>
/// <param name="spec">The language model.</param>
/// <param name="adapters">The maps' adapters, if any.</param>
internal sealed class GatedMlp(ParameterScope scope, LanguageSpec spec, LanguageAdapters? adapters)
{
    /// <summary>The map to the gates.</summary>
    public AdaptedLinear Gate { get; } = new(scope["gate_proj"], spec.Width, spec.MlpDim, bias: false, adapters);

    /// <summary>The map to what is gated.</summary>
    public AdaptedLinear Up { get; } = new(scope["up_proj"], spec.Width, spec.MlpDim, bias: false, adapters);

    /// <summary>The map back.</summary>
    public AdaptedLinear Down { get; } = new(scope["down_proj"], spec.MlpDim, spec.Width, bias: false, adapters, FirstShares.Mlp);

    /// <summary>Applies all maps.</summary>
    /// <param name="x">[..., width].</param>
    /// <param name="dropoutSeed">The seed of what adapters drop, if anything.</param>
    /// <returns>[..., width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, ulong? dropoutSeed)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gate = Gate.Forward(x, dropoutSeed), up = Up.Forward(x, dropoutSeed);
        Tensor gated = TokenKernels.Fit(gate) ? GatedFunction.Apply(gate, up) : functional.silu(gate) * up;
        return Down.Forward(gated, dropoutSeed).MoveToOuterDisposeScope();
    }
}
