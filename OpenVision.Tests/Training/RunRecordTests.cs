using System.Text.Json;
using OpenVision.Data;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

/// <summary>What <c>run.json</c> says, and that a broken run's says the same as an unbroken one's.</summary>
public sealed class RunRecordTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    private static readonly string[] OfOneProcess = ["seconds", "status"];

    [Fact]
    public void SaysWhatTheRecipeWas()
    {
        RunRecord record = Read(tiny.Unbroken);
        SpecText text = SpecText.Parse(record.Spec);
        Assert.Equal("Tiny", record.Recipe);
        Assert.Equal(tiny.Recipe, text.ToRecipe());
        Assert.Equal(SpecHash.Of(text), record.SpecHash);
        Assert.Equal("", record.Software.Generator); // written by hand
    }

    [Fact]
    public void SaysWhichVersionOfTheGeneratorWroteTheGraph()
    {
        string folder = tiny.NewFolder("generated");
        TinyRun.Execute(CaptionedRecipe.On(tiny.Data) with { Generator = "1.2.3" }, new() { Out = folder, MaxSteps = 1 });
        Assert.Equal("1.2.3", Read(folder).Software.Generator);
    }

    [Fact]
    public void ListsShardsAndCountsWhatWasReadOfThem()
    {
        DataRecord data = Assert.Single(Read(tiny.Unbroken).Data);
        string[] shards = [Path.Combine(tiny.Data, "00000.tar"), Path.Combine(tiny.Data, "00001.tar")];
        Assert.Equal(shards.Select(shard => ShardEntry.Of(shard).ToString()), data.Files);
        Assert.Equal(ShardFingerprint.Of(shards), data.Shards);
        Assert.Equal(TinyRun.Steps * 4, data.SamplesRead);
    }

    [Fact]
    public void CountsCaptionsByWhatTheyWere()
    {
        string folder = tiny.NewFolder("captions"), shard = tiny.NewFolder("mixed.tar");
        WriteMixed(shard);
        RecipeSpec recipe = CaptionedRecipe.On(tiny.Data).Spec;
        TinyRun.Execute(
            CaptionedRecipe.On(tiny.Data) with { Spec = recipe with { Data = new([recipe.Data[0] with { Shards = new([shard]) }]) } },
            new() { Out = folder, MaxSteps = 2 });

        // Two steps of four are one epoch of eight samples: four with both captions, two without a web caption, and two whose
        // synthetic caption is missing or has no sentence.
        Assert.Equal(new CaptionDraws(WebCaptions: 6, SyntheticForWeb: 2, Sentences: 6, OtherForPick: 2, DecodedSynthetic: 7, DecodedWeb: 1), Read(folder).Captions);
    }

    [Fact]
    public void KeepsTheNumbersOfEveryStepBitForBit()
    {
        IReadOnlyList<LossRow> losses = Read(tiny.Unbroken).Losses;
        Assert.Equal(tiny.Observer.Reports.Select(report => report.Step), losses.Select(row => row.Step));
        Assert.All(losses.Zip(tiny.Observer.Reports), static pair =>
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(pair.Second.Losses.Total), BitConverter.SingleToInt32Bits(pair.First.Loss));
            Assert.Equal(BitConverter.SingleToInt32Bits(pair.Second.Losses.Contrastive!.Value), BitConverter.SingleToInt32Bits(pair.First.Contrastive!.Value));
            Assert.Equal(BitConverter.DoubleToInt64Bits(pair.Second.LearningRate), BitConverter.DoubleToInt64Bits(pair.First.LearningRate));
            Assert.Equal(BitConverter.DoubleToInt64Bits(pair.Second.GradientNorm), BitConverter.DoubleToInt64Bits(pair.First.GradientNorm));
        });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    [InlineData(10_000, 199)]
    [InlineData(10_100, 150)]
    [InlineData(1_000_000, 178)]
    public void KeepsTheFirstStepsAndFewOfTheOthers(int steps, int kept)
    {
        StepRow[] rows = [.. Enumerable.Range(1, steps).Select(static step => new StepRow(step, "only", step, 1, 1, 0, 1, 1, 1, 1, 0))];
        IReadOnlyList<LossRow> losses = LossRow.Kept(rows);
        Assert.Equal(kept, losses.Count);
        Assert.Equal(Enumerable.Range(1, Math.Min(steps, LossRow.First)).Select(static step => (long)step), losses.Take(LossRow.First).Select(static row => row.Step));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    public void ABrokenRunsRecordIsThatOfAnUnbrokenOne(int stopAfter)
    {
        string folder = tiny.NewFolder($"broken-{stopAfter}");
        using CancellationTokenSource source = new();
        TinyRun.Execute(tiny.Recipe, new() { Out = folder }, new TinyRun.After(stopAfter, source.Cancel), cancellation: source.Token);
        Assert.Equal(stopAfter, Read(folder).Losses.Count);
        TinyRun.Execute(tiny.Recipe, new() { Out = folder, Resume = true });
        Assert.Equal(Fields(tiny.Unbroken), Fields(folder));
    }

    [Fact]
    public void VersionsThatMadeTheFirstStepsAreKept()
    {
        string folder = tiny.NewFolder("versions");
        RecipeSpec recipe = tiny.Recipe;
        TinyRun.Execute(Entry(recipe, "1.0.0"), new() { Out = folder, MaxSteps = 3 });
        TinyRun.Execute(Entry(recipe, "1.0.0"), new() { Out = folder, MaxSteps = 6, Resume = true });
        TinyRun.Execute(Entry(recipe, "2.0.0"), new() { Out = folder, Resume = true });
        RunRecord record = Read(folder);
        Assert.Equal("2.0.0", record.Software.Generator);
        SoftwareUse earlier = Assert.Single(record.EarlierSoftware);
        Assert.Equal((6, "1.0.0"), (earlier.UntilStep, earlier.Software.Generator));
    }

    private static OpenVision.Cli.RecipeEntry Entry(RecipeSpec recipe, string generator) =>
        new(recipe, settings => new TinyGraph(recipe, settings)) { Generator = generator };

    private static RunRecord Read(string folder)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, "run.json"));
        return JsonSerializer.Deserialize(stream, TrainingJson.Default.RunRecord)!;
    }

    private static string[] Fields(string folder)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        return [.. json.RootElement.EnumerateObject().Where(static field => !OfOneProcess.Contains(field.Name)).Select(static field => $"{field.Name}: {field.Value.GetRawText()}")];
    }

    private void WriteMixed(string shard)
    {
        Dictionary<string, byte[]> pictures = [];
        using (SampleStream stream = new(new([Path.Combine(tiny.Data, "00000.tar")], 1, Resampled: false, 0), DataPosition.Start, new SkipLedger()))
        {
            for (int i = 0; i < 8; i++)
            {
                pictures[$"m{i}"] = stream.Next().Members["png"].ToArray();
            }
        }

        using MemoryStream tar = new();
        foreach ((string key, byte[] png) in pictures)
        {
            tar.Write(Data.TarBytes.Member($"{key}.png", png));
            if (key is not ("m4" or "m5"))
            {
                tar.Write(Data.TarBytes.Member($"{key}.txt", "a red square"));
            }

            if (key != "m6")
            {
                tar.Write(Data.TarBytes.Member($"{key}.llava_caption", key == "m7" ? "..." : "a red square . on plain ."));
            }
        }

        tar.Write(Data.TarBytes.End);
        File.WriteAllBytes(shard, tar.ToArray());
    }
}
