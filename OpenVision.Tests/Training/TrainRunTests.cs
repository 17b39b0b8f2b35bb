using System.Text.Json;
using OpenVision.Training;
using OpenVision.Weights;

namespace OpenVision.Tests.Training;

/// <summary>A data set and the run that nothing disturbs, made once.</summary>
public sealed class TinyRunFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyRunFixture()
    {
        TinyRun.MakeData(folder["data"]);
        Summary = TinyRun.Execute(Recipe, new TrainOptions { Out = Unbroken, KeepLast = 2 }, Observer);
    }

    internal RecipeSpec Recipe => TinyRun.Recipe(folder["data"]);

    internal string Data => folder["data"];

    internal string Unbroken => folder["unbroken"];

    internal TinyRun.Quiet Observer { get; } = new();

    internal RunSummary Summary { get; }

    internal string NewFolder(string name) => folder[name];

    public void Dispose() => folder.Dispose();
}

public sealed class TrainRunTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    [Fact]
    public void RunGoesThroughItsStagesAndLeavesItsFilesBehind()
    {
        Assert.False(tiny.Summary.Interrupted);
        Assert.Equal(TinyRun.Steps, tiny.Summary.Steps);
        Assert.Equal(["low 12", "high 8"], tiny.Observer.Stages);
        Assert.Equal(Enumerable.Range(1, TinyRun.Steps).Select(step => (long)step), tiny.Observer.Reports.Select(report => report.Step));
        Assert.Equal(TinyRun.Steps * 4, tiny.Observer.Reports[^1].Samples);
        Assert.Equal(TinyRun.Steps, tiny.Observer.Reports[^1].Steps);
        Assert.Equal(TimeSpan.Zero, tiny.Observer.Reports[^1].Remaining);
        Assert.Equal(0, tiny.Observer.Reports[0].LearningRate);
        Assert.Equal(LearningRate.Peak(tiny.Recipe.Stages[1]), tiny.Observer.Reports[12].LearningRate);
        Assert.Equal(Path.Combine(tiny.Unbroken, "model.safetensors"), tiny.Summary.Weights);
        Assert.Equal([Path.Combine(tiny.Unbroken, "curves.png")], tiny.Summary.Pictures);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(tiny.Unbroken, "events")));
        Assert.Empty(Directory.GetFileSystemEntries(tiny.Unbroken, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void OnlyTheLastCheckpointsAreKeptAndTheNewestHoldsTheFinalWeights()
    {
        string[] checkpoints = [.. Directory.GetDirectories(Path.Combine(tiny.Unbroken, "checkpoints")).Order(StringComparer.Ordinal)];
        Assert.Equal(["step-00000016", "step-00000020"], checkpoints.Select(Path.GetFileName));
        Assert.Equal(File.ReadAllBytes(tiny.Summary.Weights), File.ReadAllBytes(Path.Combine(checkpoints[^1], "model.safetensors")));
        SafetensorsHeader header = Safetensors.ReadHeader(tiny.Summary.Weights);
        Assert.Contains("visual.conv1.weight", header.Tensors.Keys);
        Assert.Equal("Tiny", header.Metadata["recipe"]);
        Assert.Equal("20", header.Metadata["step"]);
    }

    [Fact]
    public void RecordSaysWhatWasTrainedOnWhatAndWhatCameOfIt()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(tiny.Unbroken, "run.json")));
        JsonElement run = json.RootElement;
        Assert.Equal("Done", run.GetProperty("status").GetString());
        Assert.Equal(20, run.GetProperty("step").GetInt64());
        Assert.Equal(80, run.GetProperty("samples").GetInt64());
        Assert.Equal("cpu", run.GetProperty("device").GetString());
        Assert.Equal("Float32", run.GetProperty("precision").GetString());
        Assert.Equal("Tiny", run.GetProperty("recipe").GetString());
        Assert.Equal(64, run.GetProperty("data")[0].GetProperty("shards").GetProperty("sha256").GetString()!.Length);
        Assert.StartsWith("2.10.0", run.GetProperty("software").GetProperty("lib_torch").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(17)]
    public void ResumedRunEqualsTheUnbrokenOneBitForBit(int stopAfter)
    {
        string folder = tiny.NewFolder($"resumed-{stopAfter}");
        using CancellationTokenSource source = new();
        RunSummary first = TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder }, new TinyRun.After(stopAfter, source.Cancel), cancellation: source.Token);
        Assert.True(first.Interrupted);
        Assert.Equal(stopAfter, first.Steps);
        Assert.Equal(Path.Combine(folder, "checkpoints", $"step-{stopAfter:D8}", "model.safetensors"), first.Weights);

        RunSummary second = TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.False(second.Interrupted);
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
        Assert.Equal(File.ReadAllBytes(tiny.Summary.Weights), File.ReadAllBytes(second.Weights));
    }

    [Fact]
    public void FinishedRunThatIsResumedDoesNothing()
    {
        string folder = tiny.NewFolder("finished");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder });
        TinyRun.Quiet observer = new();
        RunSummary again = TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true }, observer);
        Assert.Empty(observer.Reports);
        Assert.Equal(TinyRun.Steps, again.Steps);
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
    }

    [Fact]
    public void RunThatStopsAtMaxStepsGoesOnToTheSameEnd()
    {
        string folder = tiny.NewFolder("max-steps");
        RunSummary first = TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 5 });
        Assert.Equal(5, first.Steps);
        Assert.False(first.Interrupted);
        Assert.True(File.Exists(first.Weights));
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
    }

    [Fact]
    public void OneStageRunsAloneAndTheNextTakesUpItsWeights()
    {
        string folder = tiny.NewFolder("stages");
        Assert.Equal(12, TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Stage = "low" }).Steps);
        Assert.Equal(20, TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Stage = "high", Resume = true }).Steps);
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
        string over = Refusal(new TrainOptions { Out = folder, Stage = "low", Resume = true });
        Assert.Contains("Stage 'low' is over: the run stands in stage 'high'", over, StringComparison.Ordinal);
    }

    [Fact]
    public void ExistingRunIsNotOverwritten()
    {
        string message = Refusal(new TrainOptions { Out = tiny.Unbroken });
        Assert.Contains($"'{tiny.Unbroken}' holds a run already. Go on with it with --resume, or name another folder with --out.", message, StringComparison.Ordinal);
        Assert.Equal(TinyRun.Steps, TinyRun.Losses(tiny.Unbroken).Count);
    }

    [Fact]
    public void ResumingWhereNothingLiesIsRefused() =>
        Assert.Contains("There is no run to resume", Refusal(new TrainOptions { Out = tiny.NewFolder("nothing"), Resume = true }), StringComparison.Ordinal);

    [Fact]
    public void TruncatedCheckpointIsRefusedAndNamesTheOneBefore()
    {
        string folder = tiny.NewFolder("truncated");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 8 });
        string weights = Path.Combine(folder, "checkpoints", "step-00000008", "model.safetensors");
        using (FileStream file = File.OpenWrite(weights))
        {
            file.SetLength(file.Length / 2);
        }

        string message = Refusal(new TrainOptions { Out = folder, Resume = true });
        Assert.Contains(weights, message, StringComparison.Ordinal);
        Assert.Contains($"delete it to go on from {Path.Combine(folder, "checkpoints", "step-00000004")}", message, StringComparison.Ordinal);

        Directory.Delete(Path.GetDirectoryName(weights)!, recursive: true);
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
    }

    [Fact]
    public void HalfWrittenCheckpointIsIgnoredAndCleanedUp()
    {
        string folder = tiny.NewFolder("half");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 8 });
        string half = Path.Combine(folder, "checkpoints", "step-00000011.partial");
        Directory.CreateDirectory(half);
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));
        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public void RecipeThatChangedIsRefusedWithTheList()
    {
        string folder = tiny.NewFolder("changed");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 2 });
        RecipeSpec changed = tiny.Recipe with
        {
            Vision = tiny.Recipe.Vision with { Activation = Activation.QuickGelu, Name = "Renamed" },
            Optimizer = tiny.Recipe.Optimizer with { Beta2 = 0.99 },
        };
        string message = Refusal(new TrainOptions { Out = folder, Resume = true }, changed);
        Assert.Contains("vision.activation was Gelu and is QuickGelu; optimizer.beta2 was 0.95 and is 0.99.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Renamed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheCommandLineChangedNeedNotBeSaidAgain()
    {
        string folder = tiny.NewFolder("choices");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, BatchSize = 8, Seed = 9, MaxSteps = 2 });
        TinyRun.Quiet observer = new();
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true }, observer);
        Assert.Equal(["low 6", "high 4"], observer.Stages);
        Assert.Equal(10, observer.Reports[^1].Step);
        Assert.Contains("seed was 9 and is 8", Refusal(new TrainOptions { Out = folder, Resume = true, Seed = 8 }), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherDataAreRefusedButMovedDataAreNot()
    {
        string folder = tiny.NewFolder("moved"), copy = tiny.NewFolder("copy");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 2 });
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(tiny.Data, "*.tar"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string moved = Path.Combine(copy, "*.tar");
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, Resume = true, Data = [moved] });
        Assert.Equal(TinyRun.Losses(tiny.Unbroken), TinyRun.Losses(folder));

        File.AppendAllText(Path.Combine(copy, "00001.tar"), "more");
        Assert.Contains("are not those it started with", Refusal(new TrainOptions { Out = folder, Resume = true, Data = [moved] }), StringComparison.Ordinal);
    }

    [Fact]
    public void LossThatIsNoNumberStopsTheRunAndNamesStageStepAndPart()
    {
        string folder = tiny.NewFolder("nan");
        string message = Refusal(new TrainOptions { Out = folder }, flaw: Flaw.NotANumberAtStepThree);
        Assert.StartsWith("Stage 'low', step 3: the contrastive loss is NaN.", message, StringComparison.Ordinal);
        Assert.Equal(2, TinyRun.Losses(folder).Count);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        Assert.Equal("Failed", run.RootElement.GetProperty("status").GetString());
        Assert.Equal(message, run.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public void ParameterThatTheLossDoesNotReachStopsTheFirstStep()
    {
        string message = Refusal(new TrainOptions { Out = tiny.NewFolder("silent") }, flaw: Flaw.UnusedScale);
        Assert.Contains("get no gradient from the loss: logit_scale.", message, StringComparison.Ordinal);
        Assert.StartsWith("Stage 'low', step 1: 1 of ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoProcessesDoNotShareARunFolder()
    {
        string folder = tiny.NewFolder("shared");
        string? refusal = null;
        TinyRun.After observer = new(1, () => refusal = Refusal(new TrainOptions { Out = folder, Resume = true }));
        TinyRun.Execute(tiny.Recipe, new TrainOptions { Out = folder, MaxSteps = 2 }, observer);
        Assert.Contains("Another run may be writing to it", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tpu", "There is no device 'tpu'. Name cpu, cuda or cuda:N.")]
    [InlineData("cuda:-1", "There is no device 'cuda:-1'. Name cpu, cuda or cuda:N.")]
    [InlineData("cuda:99", "The device 'cuda:99' is not there")]
    public void DeviceThatIsNotThereIsRefused(string device, string message) =>
        Assert.Contains(message, Refusal(new TrainOptions { Out = tiny.NewFolder("device"), Device = device }), StringComparison.Ordinal);

    [Fact]
    public void MissingEvaluationIsRefusedBeforeTheFirstStep()
    {
        RecipeSpec recipe = tiny.Recipe with { Evals = new([new() { Benchmark = Benchmark.Retrieval, Shards = Path.Combine(tiny.Data, "held-out.tar") }]) };
        Assert.Contains("held-out.tar", Refusal(new TrainOptions { Out = tiny.NewFolder("no-eval") }, recipe), StringComparison.Ordinal);
    }

    [Fact]
    public void EvaluationsThatAnInterruptionLeftOutAreMadeUpFor()
    {
        RecipeSpec recipe = tiny.Recipe with
        {
            Evals = new([new() { Benchmark = Benchmark.Retrieval, Shards = Path.Combine(tiny.Data, "00000.tar"), EverySamples = 16 }]),
        };
        string unbroken = tiny.NewFolder("evaluated"), folder = tiny.NewFolder("interrupted-before-evaluation");
        RunSummary whole = TinyRun.Execute(recipe, new TrainOptions { Out = unbroken });
        Assert.Equal(Benchmark.Retrieval, Assert.Single(whole.Evaluations).Benchmark);
        Assert.Equal(TinyRun.Steps + 5, TinyRun.Losses(unbroken).Count); // after 16, 32 and 48 samples, then after 16 and 32

        using CancellationTokenSource source = new();
        TinyRun.Execute(recipe, new TrainOptions { Out = folder }, new TinyRun.After(4, source.Cancel), cancellation: source.Token);
        Assert.Equal(4, TinyRun.Losses(folder).Count);
        RunSummary resumed = TinyRun.Execute(recipe, new TrainOptions { Out = folder, Resume = true });
        Assert.Equal(TinyRun.Losses(unbroken), TinyRun.Losses(folder));
        Assert.Equal(whole.Evaluations[0].Metrics, resumed.Evaluations[0].Metrics);
    }

    private string Refusal(TrainOptions options, RecipeSpec? recipe = null, Flaw flaw = Flaw.None) =>
        Assert.Throws<OpenVisionException>(() => TinyRun.Execute(recipe ?? tiny.Recipe, options, flaw: flaw)).Message;
}
