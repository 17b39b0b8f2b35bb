using OpenVision.Cli;
using OpenVision.Receipts;
using OpenVision.Tests.Specs;

namespace OpenVision.Tests.Receipts;

/// <summary>What is said of two recipes or models.</summary>
public sealed class SpecComparisonTests
{
    private static readonly RecipeSpec Base = OpenVision.Tests.Cli.DemoCatalogue.Captioner;

    /// <summary>Nobody forgets a new setting: one whose change is not shown fails here.</summary>
    [Fact]
    public void EverySettingOfARecipeThatChangesIsShown() => Assert.All(
        EverySetting.Of(SpecTextTests.Whole).Where(static change => !SpecTextTests.Apart.Contains(change.Property)),
        static change => AssertShown(SpecText.Of(SpecTextTests.Whole), SpecText.Of(change.Changed)));

    [Fact]
    public void EverySettingOfAModelThatChangesIsShown() => Assert.All(
        EverySetting.Of(SpecTextTests.Model).Where(static change => !SpecTextTests.Apart.Contains(change.Property)),
        static change => AssertShown(SpecText.Of(SpecTextTests.Model), SpecText.Of(change.Changed)));

    [Fact]
    public void NothingDiffersFromItself() => Assert.All(
        EverySetting.Of(SpecTextTests.Whole).Select(static change => SpecText.Of(change.Changed))
            .Concat(EverySetting.Of(SpecTextTests.Model).Select(static change => SpecText.Of(change.Changed))),
        static text =>
        {
            SpecComparison same = Compare(text, text);
            Assert.Empty(same.Changes);
            Assert.Empty(CostChanges.OfShapes(same));
            Assert.Empty(CostChanges.OfTraining(same));
            Assert.NotEqual(false, same.WeightsLoad);
            Assert.Equal(["A → B", $"  the same in every setting: {SpecHash.Of(text)}"], Lines(same));
        });

    [Fact]
    public void WhatChangesIsGrouped()
    {
        RecipeSpec after = Base with
        {
            Vision = Base.Vision with { Depth = 14 },
            Stages = new([Base.Stages[0] with { Samples = 6_400_000_000, BatchSize = 65_536 }, Base.Stages[1]]),
            Data = new([Base.Data[0] with { WebCaption = "alt" }]),
            Optimizer = Base.Optimizer with { WeightDecay = 0.1 },
            Evals = new([new() { Benchmark = Benchmark.Retrieval, Shards = "held-out.tar" }]),
            Seed = 7,
        };

        Assert.Equal(
            """
            A → B
              shapes
                vision.depth                12 → 14
                image encoder's parameters  5,542,656 → 6,432,384 (+16.1 %)
                all parameters              28,658,689 → 29,548,417 (+3.1 %)
                FLOPs of an image           1.2 G → 1.39 G (+16.3 %)
              schedule
                stages.pretrain.samples    12800000000 → 6400000000
                stages.pretrain.batchSize  32768 → 65536
              data
                data[0].webCaption  "txt" → "alt"
              loss and optimiser
                optimizer.weightDecay  0.2 → 0.1
              evaluation
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Lines(Compare(Base, after)).TakeWhile(static line => !line.Contains("evals[0]", StringComparison.Ordinal))));
        Assert.Equal(
            """
              other
                seed  0 → 7
              cost
                pretrain: FLOPs of a sample   26.2 G → 26.9 G (+2.5 %)
                pretrain: memory of a device  1,307 GiB → 2,694 GiB (+106.1 %)
                pretrain: steps               390,625 → 97,656 (-75.0 %)
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Lines(Compare(Base, after)).SkipWhile(static line => line != "  other").Take(6)));
    }

    /// <summary>A checkpoint whose grid is another is fitted; one that lacks tensors is not.</summary>
    [Fact]
    public void AnotherResolutionKeepsTheWeights()
    {
        ModelSpec before = new() { Name = "M", Vision = Base.Vision }, after = new() { Name = "M", Vision = Base.Vision with { Resolution = 224 } };
        SpecComparison made = Compare(SpecText.Of(before), SpecText.Of(after)), resampled = Compare(SpecText.Of(Learned(before)), SpecText.Of(Learned(after)));

        Assert.True(made.WeightsLoad);
        Assert.Contains("fixed positions are made anew for the other grid", Lines(made)[^1], StringComparison.Ordinal);
        Assert.True(resampled.WeightsLoad);
        Assert.Contains("learned positions are resampled to the other grid", Lines(resampled)[^1], StringComparison.Ordinal);
        Assert.Empty(resampled.OtherMeaning);
    }

    [Fact]
    public void LearnedPositionsDoNotLoadAsFixedOnes()
    {
        ModelSpec before = new() { Name = "M", Vision = Base.Vision };
        Assert.Equal(
            ["'visual.positional_embedding' holds learned positions, expected fixed ones"],
            Compare(SpecText.Of(Learned(before)), SpecText.Of(before)).Weights!.Differences);
        Assert.True(Compare(SpecText.Of(before), SpecText.Of(Learned(before))).WeightsLoad);
    }

    [Fact]
    public void AnotherWidthOrDepthLosesTheWeights()
    {
        SpecComparison deeper = Compare(Base, Base with { Text = Base.Text with { Depth = 13 } });
        SpecComparison shallower = Compare(Base with { Text = Base.Text with { Depth = 13 } }, Base);

        Assert.Equal(12, deeper.Weights!.Differences.Count);
        Assert.Contains("'transformer.resblocks.12.ln_1.weight' [192] is missing", deeper.Weights.Differences);
        Assert.Contains("    weights  those of the first do not load into the second: 12 of 462 tensors do not fit", Lines(deeper));
        Assert.Contains("             and 8 more", Lines(deeper));
        Assert.True(shallower.WeightsLoad);
        Assert.Equal(12, shallower.Weights!.Unread);
        Assert.Contains("12 more of the first are left out", string.Join('\n', Lines(shallower)), StringComparison.Ordinal);
    }

    /// <summary>The tensors' shapes do not show it.</summary>
    [Fact]
    public void WeightsThatLoadAndMeanSomethingElseAreTold()
    {
        SpecComparison other = Compare(Base, Base with { Vision = Base.Vision with { Heads = 6, Activation = Activation.QuickGelu } });

        Assert.True(other.WeightsLoad);
        Assert.Contains("             but the second computes otherwise with them: vision.heads, vision.activation", Lines(other));
        Assert.Contains("    runs     a run of the first cannot be resumed as the second: vision.heads, vision.activation", Lines(other));
    }

    [Fact]
    public void WhatChangesNoUpdateKeepsTheRun() => Assert.Contains(
        "    runs     a run of the first can be resumed as the second",
        Lines(Compare(Base, Base with { CheckpointSamples = 1_000 })));

    [Fact]
    public void ADecoderMoreOrLess()
    {
        SpecComparison more = Compare(Base with { Decoder = null }, Base), less = Compare(Base, Base with { Decoder = null });

        Assert.False(more.WeightsLoad);
        Assert.Contains("    decoder.width         none → 192", Lines(more));
        Assert.Contains("    decoder's parameters  none → ", string.Join('\n', Lines(more)), StringComparison.Ordinal);
        Assert.True(less.WeightsLoad);
    }

    /// <summary>A decoder alone has no size: it depends on what feeds it.</summary>
    [Fact]
    public void APartWithoutTensorsHasNoVerdict()
    {
        ModelSpec decoder = new() { Name = "D", Decoder = Base.Decoder };
        SpecComparison parts = Compare(SpecText.Of(decoder), SpecText.Of(decoder with { Decoder = Base.Decoder! with { Queries = 64 } }));
        Assert.Null(parts.WeightsLoad);
        Assert.Equal(["A → B", "  shapes", "    decoder.queries  128 → 64"], Lines(parts));
    }

    /// <summary>A text that anybody may have written: nothing overflows, nothing takes long.</summary>
    [Theory]
    [InlineData("vision.width", "-1", "vision.width is -1, and sizes are from 1 to 1048576")]
    [InlineData("vision.depth", "2000000000", "vision.depth is 2000000000, and sizes are from 1 to 1024")]
    [InlineData("vision.patch", "0", "vision.patch is 0, and sizes are from 1 to 1048576")]
    [InlineData("vision.resolution", "1000000", "the number of patches of an image's side is 62500, and sizes are from 1 to 1024")]
    [InlineData("stages.pretrain.resolution", "1000000", "the number of patches of an image's side is 62500, and sizes are from 1 to 1024")]
    [InlineData("stages.pretrain.batchSize", "0", "stages.pretrain.batchSize is 0, and sizes are from 1 to 2147483647")]
    [InlineData("vision.trunk", "ConvNext", "vision.stageWidths is 0, and sizes are from 1 to 8")]
    [InlineData("vision.activation", "Later", "vision.activation is Later, which is not known to this version")]
    public void SizesThatCannotBeAreNotCounted(string setting, string value, string why)
    {
        SpecText before = SpecText.Of(Base);
        SpecText after = SpecText.Parse(before.Lines().Select(line => line.StartsWith($"{setting} = ", StringComparison.Ordinal) ? $"{setting} = {value}" : line));

        SpecComparison comparison = Compare(before, after);

        Assert.Equal(why, comparison.Uncounted);
        Assert.Contains($"    weights  not compared, and nothing is counted: {why}", Lines(comparison));
        Assert.Contains(comparison.Changes, change => change.Path == setting && change.After == value);
    }

    [Fact]
    public void SizesThatTogetherCannotBeCountedAreNot() => Assert.Equal(
        "text takes more operations than are counted",
        Compare(Base, Base with { Text = Base.Text with { Depth = 1024, Width = 1 << 20 } }).Uncounted);

    /// <summary>What a newer version declares and this one does not know is compared all the same.</summary>
    [Fact]
    public void SettingsOfALaterVersionAreCompared()
    {
        SpecText before = SpecText.Of(Base), after = SpecText.Parse([.. before.Lines(), "vision.gravity = 9.81"]);
        SpecChange change = Assert.Single(Compare(before, after).Changes);
        Assert.Equal(("vision.gravity", null, "9.81"), (change.Path, change.Before, change.After));
    }

    private static void AssertShown(SpecText before, SpecText after)
    {
        SpecComparison comparison = Compare(before, after);
        Assert.NotEmpty(comparison.Changes);
        string lines = string.Join('\n', Lines(comparison));
        Assert.All(comparison.Changes, change =>
        {
            Assert.Matches($@"(?m)^    {System.Text.RegularExpressions.Regex.Escape(change.Path)} +", lines);
            Assert.Contains($"{change.Before ?? "none"} → {change.After ?? "none"}", lines, StringComparison.Ordinal);
        });
    }

    private static ModelSpec Learned(ModelSpec model) => model with { Vision = model.Vision! with { Positions = Positions.Learned } };

    private static SpecComparison Compare(RecipeSpec before, RecipeSpec after) => Compare(SpecText.Of(before), SpecText.Of(after));

    private static SpecComparison Compare(SpecText before, SpecText after) => new(new("A", "recipe", "", before), new("B", "recipe", "", after));

    private static string[] Lines(SpecComparison comparison) => [.. DiffLines.Of(
        new("A", [comparison.Before], Picked: true), new("B", [comparison.After], Picked: true), new([comparison], [], [], [], OfOne: true))];
}
