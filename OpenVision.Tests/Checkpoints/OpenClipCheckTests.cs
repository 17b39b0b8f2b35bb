using OpenVision.Tests.Support;
using OpenVision.Weights;

namespace OpenVision.Tests.Checkpoints;

public sealed class OpenClipCheckTests
{
    [Theory]
    [InlineData("openvision-micro-random")]
    [InlineData("clip-openai-micro")]
    [InlineData("siglip-micro")]
    [InlineData("convnext-micro")]
    public void TheReferencesConfigurationsAreThoseOfTheModels(string fixture) =>
        Assert.Empty(OpenClipCheck.Differences(Model(fixture), OpenClipConfigFile.Read(Fixture.PathOf($"{fixture}.config.json"))));

    [Theory]
    [InlineData("openvision-micro-random")]
    [InlineData("clip-openai-micro")]
    [InlineData("siglip-micro")]
    [InlineData("convnext-micro")]
    public void EveryOtherModelDiffers(string fixture) => Assert.All(
        new[] { "openvision-micro-random", "clip-openai-micro", "siglip-micro", "convnext-micro" }.Where(other => other != fixture),
        other => Assert.NotEmpty(OpenClipCheck.Differences(Model(fixture), OpenClipConfigFile.Read(Fixture.PathOf($"{other}.config.json")))));

    [Theory]
    [InlineData("\"layers\": 2,\n  \"width\": 64", "\"layers\": 3,\n  \"width\": 64", "'vision_cfg.layers' is 3, and the model has 2")]
    [InlineData("\"quick_gelu\": true", "\"quick_gelu\": false", "'quick_gelu, vision_cfg.act_kwargs' is Gelu, and the model has QuickGelu")]
    [InlineData("\"head_width\": 16", "\"head_width\": \"16\"", "'vision_cfg.head_width' is '16', and the model has 16")]
    [InlineData("\"head_width\": 16", "\"head_width\": 16, \"no_ln_pre\": true", "'vision_cfg.no_ln_pre' is true, and the model has false")]
    [InlineData("\"head_width\": 16", "\"head_width\": 16, \"mlp_ratio\": 3.5", "'vision_cfg.mlp_ratio' is 3.5, an MLP of 224, and the model has an MLP of 256")]
    [InlineData("\"head_width\": 16", "\"head_width\": 16, \"attentional_pool\": true", "'vision_cfg.attentional_pool' is set, which no graph of ours has")]
    [InlineData("\"head_width\": 16", "\"head_width\": 16, \"norm_kwargs\": {\"eps\": 1e-6}", "'vision_cfg.norm_kwargs.eps' is 1E-06, and the model has 1E-05")]
    [InlineData("\"heads\": 3", "\"heads\": 3, \"no_causal_mask\": true", "'text_cfg.no_causal_mask' is true, and the model has false")]
    [InlineData("\"embed_dim\": 32", "\"embed_dim\": 32, \"init_logit_bias\": -10", "'init_logit_bias' is a number, and the model has nothing")]
    [InlineData("\"embed_dim\": 32", "\"other\": 32", "'embed_dim' is missing: this is no open_clip configuration")]
    public void ADifferenceNamesFieldExpectedAndFound(string from, string to, string difference)
    {
        string text = File.ReadAllText(Fixture.PathOf("clip-openai-micro.config.json")).ReplaceLineEndings("\n");
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Contains(difference, OpenClipCheck.Differences(Model("clip-openai-micro"), JsonLeaves.Read(text.Replace(from, to, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("vit_so400m_patch14_siglip_384", true)]
    [InlineData("vit_base_patch16_siglip_224", false)]
    [InlineData("resnet50", false)]
    public void ATimmModelIsKnownByItsName(string name, bool same)
    {
        ModelSpec model = new() { Name = "SigLip", Vision = FamilyModels.Vision(Family.SigLip, Variant.So400m) with { Name = "Encoder", Patch = 14, Resolution = 384, CropToPatches = true } };
        string text = $$"""{"embed_dim": 1152, "init_logit_bias": -10, "custom_text": true, "vision_cfg": {"image_size": 384, "timm_model_name": "{{name}}", "timm_pool": "map", "timm_proj": "none"} }""";
        Assert.Equal(same, !OpenClipCheck.Differences(model, JsonLeaves.Read(text)).Any());
    }

    [Fact]
    public void AConfigurationBesideTheWeightsIsCheckedFirst()
    {
        using TemporaryFolder folder = new();
        File.Copy(MicroClip.WeightsOf("clip-openai-micro"), folder["open_clip_model.safetensors"]);
        File.Copy(Fixture.PathOf("clip-openai-micro.config.json"), folder[OpenClipConfigFile.Name]);
        MicroClipModel.Load(folder["open_clip_model.safetensors"]).Dispose();

        File.WriteAllText(folder[OpenClipConfigFile.Name], File.ReadAllText(folder[OpenClipConfigFile.Name]).Replace("\"quick_gelu\": true,", "", StringComparison.Ordinal));
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => MicroClipModel.Load(folder["open_clip_model.safetensors"]));
        Assert.Equal(
            $"{folder[OpenClipConfigFile.Name]} is not that of MicroClipModel: 'quick_gelu, vision_cfg.act_kwargs' is Gelu, and the model has QuickGelu; "
            + "'quick_gelu, text_cfg.act_kwargs' is Gelu, and the model has QuickGelu. Declare the model as the configuration says, or name weights of this model.",
            e.Message);
        File.WriteAllText(folder[OpenClipConfigFile.Name], "{\n\"model_cfg\": }");
        Assert.Equal(
            $"{folder[OpenClipConfigFile.Name]} is no JSON: line 2: a value was expected. Fetch or write it again.",
            Assert.Throws<OpenVisionException>(() => MicroClipModel.Load(folder["open_clip_model.safetensors"])).Message);
    }

    [Theory]
    [InlineData("Vision", "its vision transformers have a class token")]
    [InlineData("SigLip", "its SigLIP encoders have learned positions")]
    [InlineData("Text", "it has QuickGELU in both towers or in none")]
    public void AModelThatOpenClipCannotBuildIsToldWhy(string change, string reason)
    {
        ModelSpec model = change switch
        {
            "Vision" => MicroOpenVisionModel.Definition with { Vision = MicroVision.Definition with { ClassToken = false } },
            "SigLip" => MicroSigLipModel.Definition with { Vision = MicroSigLipVision.Definition with { Activation = Activation.GeluTanh } },
            _ => MicroClipModel.Definition with { Text = MicroClipText.Definition with { Activation = Activation.Gelu } },
        };
        Assert.StartsWith(reason, LayoutMap.WhyNot(WeightLayout.OpenClip, model), StringComparison.Ordinal);
        Assert.Null(LayoutMap.WhyNot(WeightLayout.OpenVision, model));
    }

    private static ModelSpec Model(string fixture) => fixture switch
    {
        "clip-openai-micro" => MicroClipModel.Definition,
        "siglip-micro" => MicroSigLipModel.Definition,
        "convnext-micro" => MicroConvNextModel.Definition,
        _ => MicroOpenVisionModel.Definition,
    };
}
