using System.Globalization;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class MllmBudgetTests
{
    private const string Vicuna = """
        [VisionModel(Variant.L, Patch = 14, Resolution = 336)] partial class Eye;
        [LanguageModel(LanguageModelSize.Vicuna7B)] partial class Writer;
        [Multimodal<Eye, Writer>] partial class Reader;
        """;

    private const string Tune = "ModelParts.Connector | ModelParts.Language, LearningRate = 2e-5, Template = ChatTemplate.VicunaV1";

    /// <summary>6.7 billion parameters of 14 bytes each are 88 GiB before the first sample.</summary>
    [Fact]
    public void WhatDoesNotFitByItselfIsToldWhatWould()
    {
        string sentence = Assert.Single(Marked.Verify(Recipe("[Budget({|OV5001:MemoryGiB = 80|}, Devices = 8)]", $"{Tune}, BatchSize = 128")));
        Assert.StartsWith("Stage tune needs about ", sentence, StringComparison.Ordinal);
        Assert.Contains(" for 16 samples on a device (parameters ", sentence, StringComparison.Ordinal);
        Assert.EndsWith("more than MemoryGiB 80; not even the parameters with what updates them fit, so use [Lora(Stage = \"tune\")]", sentence, StringComparison.Ordinal);
    }

    /// <summary>With adapters the weights are bfloat16 alone; what is left is the activations, of which fewer fit, or none are kept.</summary>
    [Fact]
    public void ABatchThatDoesNotFitIsToldTheLargestThatDoes()
    {
        const string Lora = "[Lora(Stage = \"tune\")]";
        string sentence = Assert.Single(Marked.Verify(Recipe($"[Budget(MemoryGiB = 80, Devices = 8)] {Lora}", $"{Tune}, {{|OV5001:BatchSize = 128|}}")));
        Assert.Contains(" or less or RematerializeEvery = 1", sentence, StringComparison.Ordinal);
        int largest = int.Parse(sentence.Split("BatchSize ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Equal(0, largest % 8);
        GeneratorHarness.Run(Recipe($"[Budget(MemoryGiB = 80, Devices = 8)] {Lora}", $"{Tune}, BatchSize = {largest}")).AssertClean();
        Marked.Verify(Recipe($"[Budget(MemoryGiB = 80, Devices = 8)] {Lora}", $"{Tune}, {{|OV5001:BatchSize = {largest + 8}|}}"));
    }

    [Fact]
    public void ABatchInPartsFitsWhereItsPartDoes() => GeneratorHarness.Run(
        Recipe("[Budget(MemoryGiB = 80, Devices = 8)] [Lora(Stage = \"tune\")]", $"{Tune}, BatchSize = 128, MicroBatch = 1")).AssertClean();

    [Fact]
    public void TooLittleTimeIsReportedOnTheHours()
    {
        string sentence = Assert.Single(Marked.Verify(Recipe("[Budget({|OV5002:Hours = 1|}, PeakTflops = 312, Devices = 8)]", $"{Tune}, BatchSize = 128")));
        Assert.StartsWith("Recipe needs about ", sentence, StringComparison.Ordinal);
        Assert.Contains("PFLOPs at 8 × 125 TFLOPS, more than Hours 1; use Hours ", sentence.Replace("EFLOPs", "PFLOPs", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Where nobody has published how many samples a source has, no time can be told.</summary>
    [Fact]
    public void UnknownSamplesHaveNoTime() => GeneratorHarness.Run(
        Recipe("[Budget(Hours = 1, PeakTflops = 312, Devices = 8)]", $"{Tune}, BatchSize = 128").Replace(", Published = 665_298", "", StringComparison.Ordinal)).AssertClean();

    [Fact]
    public void DevicesDivideTheBatch() => Assert.Equal(
        ["Devices 6 does not divide BatchSize 128 of stage tune; use BatchSize 126 or 132"],
        Marked.Verify(Recipe("[Budget(Devices = 6)]", $"{Tune}, {{|OV5003:BatchSize = 128|}}").Replace("BatchSize = 256", "BatchSize = 258", StringComparison.Ordinal)));

    private static string Recipe(string attributes, string tune) => MllmSources.Recipe($"""
        [MllmStage("align", ModelParts.Connector, BatchSize = 256, MicroBatch = 1, LearningRate = 1e-3)]
        [MllmStage("tune", {tune})] [Conversations("a.json", Published = 665_298)] {attributes}
        """, Vicuna).Replace("MicroBatch = 1, LearningRate = 1e-3", attributes.Contains("Devices = 6", StringComparison.Ordinal) ? "LearningRate = 1e-3" : "MicroBatch = 1, LearningRate = 1e-3", StringComparison.Ordinal);
}
