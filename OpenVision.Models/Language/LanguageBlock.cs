using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model's block: x += attention(norm(x)); x += mlp(norm(x)).</summary>
/// <param name="scope">Where to allocate <c>input_layernorm</c>, <c>self_attn</c>, <c>post_attention_layernorm</c> and <c>mlp</c>.</param>
/// <param name="spec">The language model.</param>
/// <param name="index">The block's number.</param>
/// <param name="adapters">The maps' adapters, if any.</param>
internal sealed class LanguageBlock(ParameterScope scope, LanguageSpec spec, int index, LanguageAdapters? adapters)
{
    /// <summary>Attention's norm.</summary>
    public RmsNorm First { get; } = new(scope["input_layernorm"], spec.Width, spec.NormEpsilon);

    /// <summary>Attention.</summary>
    public GroupedAttention Attention { get; } = new(scope["self_attn"], spec, index, adapters);

    /// <summary>The MLP's norm.</summary>
    public RmsNorm Second { get; } = new(scope["post_attention_layernorm"], spec.Width, spec.NormEpsilon);

    /// <summary>The MLP.</summary>
    public GatedMlp Mlp { get; } = new(scope["mlp"], spec, adapters);

    /// <summary>Runs the block, differentiated by libtorch.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="pass">Positions, padding and the tokens before.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, LanguagePass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(Attention.Forward(First.Forward(x), pass, index));
        return attended.Plus(Mlp.Forward(Second.Forward(attended), pass.DropoutSeed)).MoveToOuterDisposeScope();
    }
}
