using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class BudgetTests
{
    [Fact]
    public void AStageThatDoesNotFitIsReportedOnItsBatchWithTheLargestThatDoes()
    {
        string sentence = Assert.Single(Marked.Verify(Batch("{|OV5001:BatchSize = 4096|}", "[Budget(MemoryGiB = 16, Devices = 4)]")));
        Assert.StartsWith("Stage only needs about ", sentence, StringComparison.Ordinal);
        Assert.Contains(" for 1024 pairs on a device (parameters 0.0", sentence, StringComparison.Ordinal);
        Assert.Contains(", more than MemoryGiB 16; use BatchSize ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" or less or Devices 8", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLargestBatchThatIsNamedFitsAndTheNextDoesNot()
    {
        string sentence = Marked.Verify(Batch("{|OV5001:BatchSize = 4096|}", "[Budget(MemoryGiB = 16, Devices = 4)]"))[0];
        int largest = int.Parse(sentence.Split("use BatchSize ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        GeneratorHarness.Run(Batch($"BatchSize = {largest}", "[Budget(MemoryGiB = 16, Devices = 4)]", largest)).AssertClean();
        Marked.Verify(Batch($$"""{|OV5001:BatchSize = {{largest + 4}}|}""", "[Budget(MemoryGiB = 16, Devices = 4)]", largest + 4));
    }

    [Fact]
    public void AModelThatDoesNotFitByItselfIsReportedOnTheMemory()
    {
        string sentence = Assert.Single(Marked.Verify(Sources.With("[Budget({|OV5001:MemoryGiB = 0.25|})]")));
        Assert.EndsWith("not even the parameters with what updates them fit, so use a smaller model, or MemoryGiB 1 or more", sentence, StringComparison.Ordinal);
        Assert.EndsWith("not even one pair fits, so use a smaller model, or MemoryGiB 1 or more", Assert.Single(Marked.Verify(
            Sources.With("[Budget({|OV5001:MemoryGiB = 0.26|})]"))), StringComparison.Ordinal);
    }

    [Fact]
    public void TooLittleTimeIsReportedOnTheHours()
    {
        // 1,024,000 samples of 17 GFLOPs at 40 GFLOPs a second.
        string sentence = Assert.Single(Marked.Verify(Batch("BatchSize = 1024", "[Budget({|OV5002:Hours = 10|}, PeakTflops = 0.1)]", 1_024_000)));
        Assert.StartsWith("Recipe needs about ", sentence, StringComparison.Ordinal);
        Assert.Contains("PFLOPs at 1 × 0.04 TFLOPS, more than Hours 10; use Hours ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" or Devices 16", sentence, StringComparison.Ordinal);
        GeneratorHarness.Run(Batch("BatchSize = 1024", "[Budget(Hours = 10, PeakTflops = 0.1, Devices = 16)]", 1_024_000)).AssertClean();
    }

    [Fact]
    public void DevicesThatDoNotDivideABatchAreReportedOnIt() => Assert.Equal(
        ["Devices 128 does not divide BatchSize 1000 of stage only; use BatchSize 896 or 1024"],
        Marked.Verify(Batch("{|OV5003:BatchSize = 1000|}", "[Budget(Devices = 128)]", 10_000)));

    [Theory]
    [InlineData("{|OV5004:MemoryGiB = -1|}", "MemoryGiB is -1, but must be at least 0")]
    [InlineData("{|OV5004:Devices = 0|}", "Devices is 0, but must be at least 1")]
    [InlineData("{|OV5004:Hours = double.NaN|}", "Hours is NaN, but must be at least 0")]
    [InlineData("Hours = 2, {|OV5004:PeakTflops = 0|}", "PeakTflops is 0, but must be more than 0, for Hours to be compared with")]
    [InlineData("PeakTflops = 312, {|OV5004:Utilization = 1.5|}", "Utilization is 1.5, but must be more than 0 and at most 1")]
    [InlineData("{|OV5004:PeakTflops = double.PositiveInfinity|}", "PeakTflops is Infinity, but must be at least 0")]
    public void AnImpossibleNumberIsReportedOnIt(string arguments, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(Sources.With($"[Budget({arguments})]")));

    [Fact]
    public void HoursWithoutASpeedAreReportedOnTheBudget() => Marked.Verify(Sources.With("[{|OV5004:Budget(Hours = 2)|}]"));

    [Fact]
    public void WhatIsWrongByItselfHasNoCost() => Marked.Verify(Sources.Recipe($$"""
        [TrainRecipe<Encoder, Text>] {{Sources.Data}} [Budget(MemoryGiB = 0.001)]
        [Stage("only", Samples = 1024, {|OV4005:BatchSize = 0|}, BaseLearningRate = 1e-3)]
        """));

    [Fact]
    public void TheBudgetIsPartOfTheRecipe()
    {
        string recipe = GeneratorHarness.Run(Sources.With("[Budget(MemoryGiB = 80, Devices = 8, Hours = 1, PeakTflops = 312)]")).AssertClean().File("Recipe.g.cs");
        Assert.Contains("MemoryGiB = 80.0,", recipe, StringComparison.Ordinal);
        Assert.Contains("in all  on a device\n", recipe, StringComparison.Ordinal);
    }

    private static string Batch(string batch, string budget, long samples = 4096 * 16) => Sources.Recipe(
        $"""[TrainRecipe<Encoder, Text>] {Sources.Data} [Stage("only", Samples = {samples}, {batch}, BaseLearningRate = 1e-3)] {budget}""");
}
