using OpenVision.Training;
using OpenVision.Weights;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>Whole runs with the optimiser's settings.</summary>
public sealed class OptimizerRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ITestOutputHelper output;

    public OptimizerRunTests(ITestOutputHelper output)
    {
        this.output = output;
        TinyRun.MakeData(folder["data"]);
    }

    public static TheoryData<string, int> Settings => new()
    {
        { "layers", 7 },
        { "moment", 7 },
        { "average", 7 },
        { "average", 12 },
        { "all", 12 },
        { "all", 17 },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void AResumedRunEqualsTheUnbrokenOneBitForBit(string settings, int stopAfter)
    {
        RecipeSpec recipe = Recipe(settings);
        RunSummary unbroken = TinyRun.Execute(recipe, new TrainOptions { Out = folder["unbroken"] });
        using CancellationTokenSource source = new();
        RunSummary first = TinyRun.Execute(recipe, new TrainOptions { Out = folder["resumed"] }, new TinyRun.After(stopAfter, source.Cancel), cancellation: source.Token);
        Assert.Equal(stopAfter, first.Steps);
        RunSummary second = TinyRun.Execute(recipe, new TrainOptions { Out = folder["resumed"], Resume = true });
        Assert.Equal(TinyRun.Losses(folder["unbroken"]), TinyRun.Losses(folder["resumed"]));
        Assert.Equal(File.ReadAllBytes(unbroken.Weights), File.ReadAllBytes(second.Weights));
    }

    [Theory]
    [InlineData("layers", true)]
    [InlineData("moment", true)]
    [InlineData("average", false)]
    public void ASettingChangesTheLossesOrTheAverageAlone(string settings, bool changes)
    {
        TinyRun.Execute(Recipe("none"), new TrainOptions { Out = folder["plain"] });
        TinyRun.Execute(Recipe(settings), new TrainOptions { Out = folder["set"] });
        Assert.Equal(!changes, TinyRun.Losses(folder["plain"]).SequenceEqual(TinyRun.Losses(folder["set"])));
    }

    [Fact]
    public void TheFinalWeightsAreTheAverageAndTheCheckpointHoldsBoth()
    {
        RunSummary averaged = TinyRun.Execute(Recipe("average"), new TrainOptions { Out = folder["averaged"] });
        RunSummary plain = TinyRun.Execute(Recipe("none"), new TrainOptions { Out = folder["plain"] });
        string checkpoint = Path.Combine(folder["averaged"], "checkpoints", "step-00000020");
        Assert.Equal(File.ReadAllBytes(Path.Combine(checkpoint, "average.safetensors")), File.ReadAllBytes(averaged.Weights));
        Assert.Equal(File.ReadAllBytes(plain.Weights), File.ReadAllBytes(Path.Combine(checkpoint, "model.safetensors")));
        Assert.NotEqual(File.ReadAllBytes(plain.Weights), File.ReadAllBytes(averaged.Weights));
        Assert.False(File.Exists(Path.Combine(folder["plain"], "checkpoints", "step-00000020", "average.safetensors")));
    }

    [Fact]
    public void AnInterruptedRunNamesTheAverage()
    {
        using CancellationTokenSource source = new();
        RunSummary summary = TinyRun.Execute(Recipe("average"), new TrainOptions { Out = folder["run"] }, new TinyRun.After(5, source.Cancel), cancellation: source.Token);
        Assert.Equal(Path.Combine(folder["run"], "checkpoints", "step-00000005", "average.safetensors"), summary.Weights);
        Assert.True(File.Exists(summary.Weights));
    }

    [Fact]
    public void ABFloat16FirstMomentTrainsAsWell()
    {
        const int Steps = 400, Last = 50;
        double single = Loss("none"), half = Loss("moment");
        output.WriteLine(FormattableString.Invariant($"the last {Last} of {Steps} losses are {single} with a float32 first moment, {half} with a bfloat16 one"));
        Assert.InRange(half, single * 0.99, single * 1.01);

        double Loss(string settings)
        {
            RecipeSpec recipe = Recipe(settings);
            recipe = recipe with { Stages = new([recipe.Stages[0] with { Samples = Steps * 4 }]), CheckpointSamples = Steps * 4 };
            TinyRun.Quiet observer = new();
            TinyRun.Execute(recipe, new TrainOptions { Out = folder[settings] }, observer);
            return observer.Reports.TakeLast(Last).Average(static report => report.Losses.Total);
        }
    }

    [Fact]
    public void TheFirstMomentIsStoredInItsFormat()
    {
        TinyRun.Execute(Recipe("moment"), new TrainOptions { Out = folder["run"] });
        SafetensorsHeader header = Safetensors.ReadHeader(Path.Combine(folder["run"], "checkpoints", "step-00000020", "optimizer.safetensors"));
        Assert.Equal(ScalarType.BFloat16, header.Tensors["first_moment"].Type);
        Assert.Equal(ScalarType.Float32, header.Tensors["second_moment"].Type);
    }

    public void Dispose() => folder.Dispose();

    private RecipeSpec Recipe(string settings)
    {
        RecipeSpec recipe = TinyRun.Recipe(folder["data"]);
        OptimizerSpec spec = settings switch
        {
            "layers" => new() { LayerDecay = 0.5 },
            "moment" => new() { FirstMoment = MomentFormat.BFloat16 },
            "average" => new() { Average = 0.9 },
            "all" => new() { LayerDecay = 0.5, FirstMoment = MomentFormat.BFloat16, Average = 0.9, ClipNorm = 1 },
            _ => new(),
        };
        return recipe with { Optimizer = spec };
    }
}
