using System.Globalization;
using System.Text;
using OpenVision.Tests.Support;
using OpenVision.Weights;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class ProvenanceTests
{
    private const string Towers = """
        [VisionModel(Family = Family.Clip, Width = 64, Depth = 2, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32, Activation = Activation.QuickGelu)] partial class Encoder;
        [TextModel(Family = Family.Clip, Width = 48, Depth = 2, Heads = 3, EmbedDim = 32, Vocabulary = 512, Activation = Activation.QuickGelu)] partial class Text;
        """;

    [Theory]
    [InlineData("clip/open_clip_config.json")]
    [InlineData("header.json")]
    public void ACheckpointOfTheModelIsNotReported(string config) =>
        Run($"{Towers} [ClipModel<Encoder, Text>(Config = \"{config}\")] partial class Model;").AssertClean();

    [Fact]
    public void EveryDifferenceOfAConfigurationIsReportedOnIt() => Assert.Equal(
        ["clip/open_clip_config.json: 'vision_cfg.layers' is 2, and the model has 3; 'quick_gelu, vision_cfg.act_kwargs' is QuickGelu, and the model has Gelu; declare Encoder as the checkpoint is, or name that of this model"],
        Sentences(Run("""
            [VisionModel(Family = Family.Clip, Width = 64, Depth = 3, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32, Config = "clip/open_clip_config.json")] partial class Encoder;
            """), "OV6001", "Config = \"clip/open_clip_config.json\""));

    [Fact]
    public void ATensorOfAnotherShapeIsReported() => Assert.Equal(
        ["header.json: 'token_embedding.weight' has shape [512, 48], expected [513, 48]; declare Text as the checkpoint is, or name that of this model"],
        Sentences(Run("""
            [TextModel(Family = Family.Clip, Width = 48, Depth = 2, Heads = 3, EmbedDim = 32, Vocabulary = 513, Config = "header.json")] partial class Text;
            """), "OV6001", "Config = \"header.json\""));

    [Fact]
    public void AnotherModelsHeaderIsSummedUp()
    {
        string sentence = Assert.Single(Sentences(Run($"{Towers} [ClipModel<Encoder, Text>(Config = \"siglip.json\")] partial class Model;"), "OV6001", "Config = \"siglip.json\""));
        Assert.Contains("'visual.class_embedding' [64] is missing; ", sentence, StringComparison.Ordinal);
        Assert.Matches("; and [0-9]+ more; declare Model as", sentence);
    }

    [Theory]
    [InlineData("missing.json", "Config \"missing.json\" is not among the project's additional files; add <AdditionalFiles Include=\"missing.json\" /> to it, or correct the path")]
    [InlineData("config.json", "Config \"config.json\" is not among the project's additional files; add <AdditionalFiles Include=\"config.json\" /> to it, or correct the path")]
    [InlineData("broken.json", "Config \"broken.json\" is no JSON (line 1: a value was expected); fetch it again")]
    [InlineData("other.json", "Config \"other.json\" is neither an open_clip configuration nor a safetensors header; name one of these")]
    public void WhatCannotBeComparedIsReported(string config, string sentence) => Assert.Equal(
        [sentence],
        Sentences(Run($"[VisionModel(Variant.Ti, Config = \"{config}\")] partial class Encoder;"), "OV6002", $"Config = \"{config}\""));

    [Fact]
    public void AModelThatBreaksARuleIsNotCompared() =>
        Assert.Equal(["OV1001"], Run("[VisionModel(Variant.Ti, Resolution = 150, Config = \"header.json\")] partial class Encoder;").Findings().Select(finding => finding.Id));

    private static GeneratedProject Run(string source) => GeneratorHarness.Run(source) with
    {
        Additional =
        [
            ("/project/clip/open_clip_config.json", File.ReadAllText(Fixture.PathOf("clip-openai-micro.config.json"))),
            ("/project/header.json", Header("clip-openai-micro")),
            ("/project/siglip.json", Header("siglip-micro")),
            ("/project/broken.json", "[1,]"),
            ("/project/other.json", "{\"a\": 1}"),
        ],
    };

    private static string Header(string fixture)
    {
        using MemoryStream text = new();
        HeaderText.Write(text, Safetensors.ReadHeader(MicroClip.WeightsOf(fixture)).Tensors);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static IEnumerable<string> Sentences(GeneratedProject project, string id, string span)
    {
        Assert.Empty(project.CompilerDiagnostics());
        Assert.All(project.Findings(), finding =>
        {
            Assert.Equal(id, finding.Id);
            Assert.Equal(span, finding.Location.SourceTree!.ToString().Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        });
        return project.Findings().Select(finding => finding.GetMessage(CultureInfo.InvariantCulture));
    }
}
