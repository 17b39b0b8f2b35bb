using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

/// <summary>A language model written by hand, as the generator writes one.</summary>
internal sealed class MicroLanguage : LanguageModel
{
    private readonly TokenTable words;
    private readonly RmsNorm norm;

    public MicroLanguage(ParameterScope scope, LanguageSpec spec, LanguageAdapters? adapters = null, bool written = true)
    {
        Spec = spec;
        words = new TokenTable(scope["model"]["embed_tokens"], spec.Vocabulary, spec.Width);
        Blocks = new LanguageBlocks(scope["model"], spec, adapters) { Written = written };
        norm = new RmsNorm(scope["model"]["norm"], spec.Width, spec.NormEpsilon);
        Head = spec.TiedHead ? new LanguageHead(words) : new LanguageHead(scope["lm_head"], spec.Width, spec.Vocabulary);
    }

    /// <summary>The fixtures' models.</summary>
    public static LanguageSpec Llama { get; } = new()
    {
        Name = "llama-micro",
        Family = LanguageFamily.Llama,
        Width = 48,
        Depth = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadDim = 12,
        MlpDim = 128,
        Vocabulary = 256,
        Context = 512,
        BeginToken = 1,
        EndTokens = new([2]),
    };

    public static LanguageSpec Qwen2 { get; } = Llama with
    {
        Name = "qwen2-micro",
        Family = LanguageFamily.Qwen2,
        RopeTheta = 1_000_000,
        NormEpsilon = 1e-6,
        TiedHead = true,
        AttentionBias = true,
    };

    public static TheoryData<string> Names => ["llama-micro", "qwen2-micro"];

    public override LanguageSpec Spec { get; }

    public override LanguageHead Head { get; }

    public LanguageBlocks Blocks { get; }

    public static LanguageSpec SpecOf(string name) => name == Llama.Name ? Llama : Qwen2;

    /// <summary>A store and a model in it, with a fixture's weights.</summary>
    public static (ParameterStore Store, MicroLanguage Model) Loaded(string name, GraphSettings? settings = null, bool written = true)
    {
        LanguageSpec spec = SpecOf(name);
        (ParameterStore store, MicroLanguage model) = Fresh(spec, settings ?? GraphSettings.Inference, null, written);
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors($"{name}.weights.safetensors");
        Assert.Equal(store.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), weights.Keys.Order(StringComparer.Ordinal));
        Fixture.Load(store, weights, key => weights[key]);
        return (store, model);
    }

    /// <summary>A store and a model in it, with its first weights.</summary>
    public static (ParameterStore Store, MicroLanguage Model) Fresh(
        LanguageSpec spec, GraphSettings settings, LanguageAdapters? adapters = null, bool written = true)
    {
        ParameterStore store = new(ParameterCount.Of(ParameterTable.Language(spec)), settings);
        MicroLanguage model = new(store.Root, spec, adapters, written);
        store.Seal();
        return (store, model);
    }

    public override Tensor Embed(Tensor ids) => words.Forward(ids);

    public override Tensor Forward(Tensor embeddings, LanguageInput input) => Forward(embeddings, input, null);

    public Tensor Forward(Tensor embeddings, LanguageInput input, Action<int, Tensor>? observe)
    {
        using Tensor hidden = Blocks.Forward(embeddings, input, observe);
        return norm.Forward(hidden);
    }

    public override Tensor Logits(Tensor hidden) => Head.Forward(hidden);
}
