namespace OpenVision;

/// <summary>The published language models, one row each (multimodal.md, section 6).</summary>
public static class LanguageSizes
{
    private static readonly Dictionary<LanguageModelSize, LanguageSpec> Table = new()
    {
        [LanguageModelSize.SmolLm135M] = new()
        {
            Name = "SmolLM-135M",
            Family = LanguageFamily.Llama,
            Width = 576,
            Depth = 30,
            Heads = 9,
            KeyValueHeads = 3,
            HeadDim = 64,
            MlpDim = 1536,
            Vocabulary = 49152,
            Context = 2048,
            TiedHead = true,
            BeginToken = 1,
            EndTokens = new([2]),
            PaddingToken = 2,
        },
        [LanguageModelSize.Qwen2Half] = new()
        {
            Name = "Qwen2-0.5B",
            Family = LanguageFamily.Qwen2,
            Width = 896,
            Depth = 24,
            Heads = 14,
            KeyValueHeads = 2,
            HeadDim = 64,
            MlpDim = 4864,
            Vocabulary = 151936,
            Context = 32768,
            RopeTheta = 1_000_000,
            NormEpsilon = 1e-6,
            TiedHead = true,
            AttentionBias = true,
            EndTokens = new([151645]),
            PaddingToken = 151643,
        },
        [LanguageModelSize.Qwen2Seven] = new()
        {
            Name = "Qwen2-7B",
            Family = LanguageFamily.Qwen2,
            Width = 3584,
            Depth = 28,
            Heads = 28,
            KeyValueHeads = 4,
            HeadDim = 128,
            MlpDim = 18944,
            Vocabulary = 152064,
            Context = 32768,
            RopeTheta = 1_000_000,
            NormEpsilon = 1e-6,
            AttentionBias = true,
            EndTokens = new([151645]),
            PaddingToken = 151643,
        },
        [LanguageModelSize.Vicuna7B] = new()
        {
            Name = "Vicuna-7B-v1.5",
            Family = LanguageFamily.Llama,
            Width = 4096,
            Depth = 32,
            Heads = 32,
            KeyValueHeads = 32,
            HeadDim = 128,
            MlpDim = 11008,
            Vocabulary = 32000,
            Context = 4096,
            BeginToken = 1,
            EndTokens = new([2]),
            PaddingToken = 0,
        },
        [LanguageModelSize.Llama3Eight] = new()
        {
            Name = "Llama-3-8B",
            Family = LanguageFamily.Llama,
            Width = 4096,
            Depth = 32,
            Heads = 32,
            KeyValueHeads = 8,
            HeadDim = 128,
            MlpDim = 14336,
            Vocabulary = 128256,
            Context = 8192,
            RopeTheta = 500_000,
            BeginToken = 128000,
            EndTokens = new([128009, 128001]),
        },
    };

    /// <summary>The published model of a size; none where the size is custom.</summary>
    /// <param name="size">The size.</param>
    public static LanguageSpec? Of(LanguageModelSize size) => Table.TryGetValue(size, out LanguageSpec? spec) ? spec : null;
}
