namespace OpenVision.Tests.Language;

/// <summary>Every tensor of a language model, against the published sizes (multimodal.md, section 6).</summary>
public sealed class LanguageParametersTests
{
    [Theory]
    [InlineData(LanguageModelSize.Llama3Eight, 8_030_261_248)]
    [InlineData(LanguageModelSize.Vicuna7B, 6_738_415_616)]
    [InlineData(LanguageModelSize.Qwen2Half, 494_032_768)]
    [InlineData(LanguageModelSize.Qwen2Seven, 7_615_616_512)]
    [InlineData(LanguageModelSize.SmolLm135M, 134_515_008)]
    public void ThePublishedSizesAreCountedExactly(LanguageModelSize size, long count) =>
        Assert.Equal(count, ParameterCount.Of(ParameterTable.Language(LanguageSizes.Of(size)!)).Total);

    [Fact]
    public void NamesAreHuggingFaces()
    {
        LanguageSpec spec = LanguageSizes.Of(LanguageModelSize.Qwen2Half)!;

        string[] names = [.. ParameterTable.Language(spec).Select(parameter => parameter.Name)];

        Assert.Equal(290, names.Length); // 24 blocks of 12, the table and the last norm
        Assert.Equal(12, names.Count(name => name.StartsWith("model.layers.23.", StringComparison.Ordinal)));
        Assert.Contains("model.layers.0.self_attn.q_proj.bias", names);
        Assert.DoesNotContain("model.layers.0.self_attn.o_proj.bias", names);
        Assert.DoesNotContain("lm_head.weight", names);
    }

    /// <summary>Rank 2 on both sides of seven maps: 2 × (inputs + outputs) each.</summary>
    [Fact]
    public void AdaptersLieOnEveryMapOfEveryBlock()
    {
        LanguageSpec spec = LanguageSizes.Of(LanguageModelSize.SmolLm135M)!;

        ParameterSpec[] adapters = [.. ParameterTable.Adapters(spec, new() { Rank = 2 })];

        int perBlock = 2 * ((576 + 576) + (576 + 192) + (576 + 192) + (576 + 576) + (576 + 1536) + (576 + 1536) + (1536 + 576));
        Assert.Equal(30L * perBlock, ParameterCount.Of(adapters).Total);
        Assert.Contains(adapters, adapter => adapter.Name == "base_model.model.model.layers.29.mlp.down_proj.lora_B.weight");
    }
}
