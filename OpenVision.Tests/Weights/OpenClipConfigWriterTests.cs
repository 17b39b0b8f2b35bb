using OpenVision.Tests.Support;
using OpenVision.Weights;

namespace OpenVision.Tests.Weights;

public sealed class OpenClipConfigWriterTests
{
    public static TheoryData<string> Published => [.. PublishedModels.Visions.Keys];

    [Theory]
    [MemberData(nameof(Published))]
    public void WhatIsWrittenIsTheModels(string name)
    {
        ModelSpec model = new()
        {
            Name = name,
            Vision = PublishedModels.Visions[name].Spec,
            Text = PublishedModels.Texts[name.Split('-')[0]].Spec,
            Loss = ContrastiveLossKind.Softmax,
        };
        ComesBack(model);
    }

    [Fact]
    public void EveryFamilyComesBack()
    {
        ComesBack(MicroOpenVisionModel.Definition);
        ComesBack(MicroClipModel.Definition);
        ComesBack(MicroSigLipModel.Definition);
        ComesBack(MicroConvNextModel.Definition);
    }

    /// <summary>The fields and values of the published openvision-vit-huge-patch14-224.</summary>
    [Fact]
    public void APublishedConfigurationIsWrittenAsItIs()
    {
        ModelSpec model = new() { Name = "H", Vision = HPatch14At224.Definition, Text = HText.Definition, Loss = ContrastiveLossKind.Softmax };
        IReadOnlyDictionary<string, object?> written = JsonLeaves.Read(OpenClipConfigWriter.Write(model, PreprocessSpec.Of(model.Vision!, 224)));
        Assert.Equal(
            new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["model_cfg.embed_dim"] = 1024d,
                ["model_cfg.vision_cfg.image_size"] = 224d,
                ["model_cfg.vision_cfg.layers"] = 32d,
                ["model_cfg.vision_cfg.width"] = 1280d,
                ["model_cfg.vision_cfg.patch_size"] = 14d,
                ["model_cfg.vision_cfg.no_ln_pre"] = true,
                ["model_cfg.vision_cfg.pool_type"] = "avg",
                ["model_cfg.vision_cfg.final_ln_after_pool"] = true,
                ["model_cfg.vision_cfg.norm_kwargs.eps"] = 1e-6,
                ["model_cfg.vision_cfg.head_width"] = 80d,
                ["model_cfg.text_cfg.context_length"] = 80d,
                ["model_cfg.text_cfg.vocab_size"] = 32000d,
                ["model_cfg.text_cfg.hf_tokenizer_name"] = "bert-base-uncased",
                ["model_cfg.text_cfg.tokenizer_kwargs.strip_sep_token"] = true,
                ["model_cfg.text_cfg.width"] = 1024d,
                ["model_cfg.text_cfg.heads"] = 16d,
                ["model_cfg.text_cfg.layers"] = 24d,
                ["model_cfg.text_cfg.pool_type"] = "last",
                ["model_cfg.text_cfg.no_causal_mask"] = true,
                ["model_cfg.text_cfg.act_kwargs.approximate"] = "tanh",
                ["model_cfg.text_cfg.norm_kwargs.eps"] = 1e-6,
                ["preprocess_cfg.mean.0"] = 0.485,
                ["preprocess_cfg.mean.1"] = 0.456,
                ["preprocess_cfg.mean.2"] = 0.406,
                ["preprocess_cfg.std.0"] = 0.229,
                ["preprocess_cfg.std.1"] = 0.224,
                ["preprocess_cfg.std.2"] = 0.225,
                ["preprocess_cfg.interpolation"] = "bilinear",
                ["preprocess_cfg.resize_mode"] = "squash",
            },
            new SortedDictionary<string, object?>(written.ToDictionary(), StringComparer.Ordinal));
    }

    private static void ComesBack(ModelSpec model)
    {
        PreprocessSpec preprocess = PreprocessSpec.Of(model.Vision!, model.Vision!.Resolution);
        IReadOnlyDictionary<string, object?> leaves = JsonLeaves.Read(OpenClipConfigWriter.Write(model, preprocess));
        Assert.Empty(OpenClipCheck.Differences(model, leaves));
        Assert.Equal(preprocess, OpenClipPreprocess.Of(PreprocessSpec.Of(FamilyModels.Vision(Family.OpenVision, Variant.Ti), preprocess.Resolution), leaves));
    }
}
