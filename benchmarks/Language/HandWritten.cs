using OpenVision.Language;
using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Language;

/// <summary>A language model of any size, which generated classes have as constants.</summary>
internal sealed class HandWritten : LanguageModel
{
    private readonly TokenTable words;
    private readonly LanguageBlocks blocks;
    private readonly RmsNorm norm;

    /// <summary>Allocates it.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="spec">The language model.</param>
    /// <param name="written">Whether passes over few tokens run by our kernels.</param>
    public HandWritten(ParameterScope scope, LanguageSpec spec, bool written = true)
    {
        Spec = spec;
        words = new TokenTable(scope["model"]["embed_tokens"], spec.Vocabulary, spec.Width);
        blocks = new LanguageBlocks(scope["model"], spec) { Written = written };
        norm = new RmsNorm(scope["model"]["norm"], spec.Width, spec.NormEpsilon);
        Head = spec.TiedHead ? new LanguageHead(words) : new LanguageHead(scope["lm_head"], spec.Width, spec.Vocabulary);
    }

    /// <inheritdoc/>
    public override LanguageSpec Spec { get; }

    /// <inheritdoc/>
    public override LanguageHead Head { get; }

    /// <inheritdoc/>
    public override Tensor Embed(Tensor ids) => words.Forward(ids);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor embeddings, LanguageInput input)
    {
        using Tensor hidden = blocks.Forward(embeddings, input);
        return norm.Forward(hidden);
    }

    /// <inheritdoc/>
    public override Tensor Logits(Tensor hidden) => Head.Forward(hidden);
}
