using System.Text.Json.Nodes;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

public sealed class LanguageFolderTests
{
    /// <summary>Weights in bfloat16, computed with in float32.</summary>
    [Fact]
    public void ShardsInBFloat16AreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("llama-micro.expected.safetensors");
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Loading);
        using ParameterStore owned = store;

        LanguageFolder.Load(model.Spec, store, Fixture.PathOf("llama-micro-sharded"));

        Tensor logits = model.Logits(model.Forward(model.Embed(expected["input_ids"]), LanguageInput.Whole));
        Fixture.Near(expected["bf16.logits"], logits, 1e-4, "logits");
    }

    [Theory]
    [InlineData("llama-micro", false)]
    [InlineData("qwen2-micro", false)]
    [InlineData("llama-micro", true)]
    public void AFolderThatIsWrittenIsRead(string name, bool half)
    {
        using TemporaryFolder folder = new();
        GraphSettings settings = GraphSettings.Loading with { Half = half };
        (ParameterStore store, MicroLanguage model) = MicroLanguage.Loaded(name, settings);
        (ParameterStore again, MicroLanguage _) = MicroLanguage.Fresh(model.Spec, settings);
        using ParameterStore first = store, second = again;

        LanguageFolder.Save(model.Spec, store, folder["model"]);
        LanguageFolder.Load(model.Spec, again, folder["model"]);

        Assert.All(store.Parameters, parameter => Assert.True(parameter.Compute.eq(again[parameter.Name].Compute).all().item<bool>(), parameter.Name));
        JsonNode config = JsonNode.Parse(File.ReadAllText(folder["model/config.json"]))!;
        JsonNode published = JsonNode.Parse(File.ReadAllText(Fixture.PathOf($"{name}.config.json")))!;
        foreach (string field in (string[])["architectures", "model_type", "hidden_size", "intermediate_size", "num_key_value_heads", "tie_word_embeddings", "max_position_embeddings", "eos_token_id"])
        {
            Assert.Equal(published[field]!.ToJsonString(), config[field]!.ToJsonString());
        }

        Assert.Equal((double)published["rope_theta"]!, (double)config["rope_theta"]!);
        Assert.Equal((double)published["rms_norm_eps"]!, (double)config["rms_norm_eps"]!);
        Assert.Equal(half ? "bfloat16" : "float32", (string)config["torch_dtype"]!);
    }

    [Fact]
    public void DifferencesOfTheConfigurationAreListed()
    {
        using TemporaryFolder folder = Copy();
        Edit(folder, config =>
        {
            config["rope_theta"] = 500000.0;
            config["num_key_value_heads"] = 4;
            config["rope_scaling"] = new JsonObject { ["type"] = "linear", ["factor"] = 2.0 };
            config["eos_token_id"] = new JsonArray(7, 8);
            config["hidden_act"] = "gelu";
        });

        string message = Refusal(folder.Path, MicroLanguage.Llama);

        Assert.Contains("rope_theta: expected 10000, found 500000; rope_scaling factor: expected 1, found 2; hidden_act: expected 'silu', found 'gelu'".Replace("'", "", StringComparison.Ordinal), message.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("num_key_value_heads: expected 2, found 4", message, StringComparison.Ordinal);
        Assert.Contains("eos_token_id: expected one of 2, found 7, 8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAConfigurationLeavesOutIsTheLibrarysDefault()
    {
        using TemporaryFolder folder = Copy();
        Edit(folder, static config => config.Remove("rms_norm_eps"));
        Assert.Contains("rms_norm_eps: expected 1E-05, found 1E-06", Refusal(folder.Path, MicroLanguage.Llama), StringComparison.Ordinal);

        Edit(folder, static config => config.Remove("max_position_embeddings"));
        Edit(folder, static config => config.Remove("num_key_value_heads"));
        string message = Refusal(folder.Path, MicroLanguage.Llama with { NormEpsilon = 1e-6, Context = 4096 });
        Assert.Contains("max_position_embeddings: expected at least 4096, found 2048", message, StringComparison.Ordinal);
        Assert.Contains("num_key_value_heads: expected 2, found 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void BiasesAreImpliedByTheFamily()
    {
        Assert.Contains("biases of queries, keys and values (implied by qwen2): expected false, found true",
            new LanguageConfig(OpenClipConfigFile.Read(Fixture.PathOf("qwen2-micro.config.json"))).Differences(MicroLanguage.Qwen2 with { AttentionBias = false }).Single(), StringComparison.Ordinal);
        Assert.Empty(new LanguageConfig(OpenClipConfigFile.Read(Fixture.PathOf("qwen2-micro.config.json"))).Differences(MicroLanguage.Qwen2));
        Assert.Empty(new LanguageConfig(OpenClipConfigFile.Read(Fixture.PathOf("llama-micro.config.json"))).Differences(MicroLanguage.Llama));
    }

    /// <summary>The language model of a multimodal checkpoint: the names of both libraries, among other parts' tensors.</summary>
    [Theory]
    [InlineData("model.", "")]
    [InlineData("language_model.model.", "language_model.")]
    [InlineData("model.language_model.", "")]
    public void ItIsFoundInAMultimodalCheckpoint(string model, string head)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors("llama-micro.weights.safetensors");
        Dictionary<string, Tensor> renamed = weights.ToDictionary(
            pair => pair.Key == "lm_head.weight" ? head + pair.Key : model + pair.Key["model.".Length..], pair => pair.Value);
        renamed.Add("model.vision_tower.x", zeros(1));
        renamed.Add($"{model}layers.0.self_attn.rotary_emb.inv_freq", zeros(6));
        Safetensors.Write(folder["all.safetensors"], renamed);
        (ParameterStore store, MicroLanguage language) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Loading);
        using ParameterStore owned = store;

        LanguageFolder.Load(language.Spec, store, folder["all.safetensors"], ignoreOthers: true);

        Assert.All(store.Parameters, parameter => Assert.True(parameter.Master.eq(weights[parameter.Name]).all().item<bool>(), parameter.Name));
        string message = Refusal(folder["all.safetensors"], MicroLanguage.Llama);
        Assert.Contains("'model.vision_tower.x' is none of the language model's", message, StringComparison.Ordinal);
        Assert.DoesNotContain("inv_freq", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingMisshapedAndFurtherTensorsAreListedAndNothingIsChanged()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Dictionary<string, Tensor> weights = new(Fixture.Tensors("llama-micro.weights.safetensors"));
        weights.Remove("model.norm.weight");
        weights["lm_head.weight"] = zeros(255, 48);
        weights["model.layers.2.mlp.up_proj.weight"] = zeros(1);
        Safetensors.Write(folder["x.safetensors"], weights);
        (ParameterStore store, MicroLanguage language) = MicroLanguage.Fresh(MicroLanguage.Llama, GraphSettings.Inference);
        using ParameterStore owned = store;
        Tensor before = store.Values.clone();

        string message = Assert.Throws<OpenVisionException>(() => LanguageFolder.Load(language.Spec, store, folder["x.safetensors"], ignoreOthers: true)).Message;

        Assert.Contains("'model.norm.weight' is missing", message, StringComparison.Ordinal);
        Assert.Contains("'lm_head.weight' has shape [255, 48], expected [256, 48]", message, StringComparison.Ordinal);
        Assert.Contains("'model.layers.2.mlp.up_proj.weight' is none of the language model's", message, StringComparison.Ordinal);
        Assert.True(before.eq(store.Values).all().item<bool>());
    }

    [Fact]
    public void AFolderWithoutConfigurationIsRefused()
    {
        using TemporaryFolder folder = Copy();
        File.Delete(folder["config.json"]);
        Assert.Contains("has no config.json", Refusal(folder.Path, MicroLanguage.Llama), StringComparison.Ordinal);
    }

    private static TemporaryFolder Copy()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder["config.json"], File.ReadAllText(Fixture.PathOf("llama-micro.config.json")));
        File.Copy(Fixture.PathOf("llama-micro.weights.safetensors"), folder["model.safetensors"]);
        return folder;
    }

    private static void Edit(TemporaryFolder folder, Action<JsonObject> edit)
    {
        JsonObject config = JsonNode.Parse(File.ReadAllText(folder["config.json"]))!.AsObject();
        edit(config);
        File.WriteAllText(folder["config.json"], config.ToJsonString());
    }

    private static string Refusal(string path, LanguageSpec spec)
    {
        (ParameterStore store, MicroLanguage _) = MicroLanguage.Fresh(spec, GraphSettings.Loading);
        using ParameterStore owned = store;
        return Assert.Throws<OpenVisionException>(() => LanguageFolder.Load(spec, store, path)).Message;
    }
}
