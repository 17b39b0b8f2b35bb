using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>AdamW and the schedule against the reference's numbers (Fixtures/schedule.json).</summary>
public sealed class ReferenceOptimizerTests
{
    private static readonly (string Name, ParameterKind Kind)[] Names =
    [
        ("txt/head/kernel", ParameterKind.Matrix),
        ("txt/head/bias", ParameterKind.Other),
        ("pos_embedding", ParameterKind.Other),
    ];

    [Theory]
    [InlineData("constant_lr")]
    [InlineData("warmup_lr")]
    public void ThreeUpdatesAreTheReferences(string run)
    {
        JsonElement fixture = Fixture.Json("schedule.json").GetProperty("adamw").GetProperty(run);
        using ParameterStore store = new(new ParameterSizes(4, 8, 0), new GraphSettings(CPU, Half: false, Trains: true, Seed: 0));
        foreach ((string name, ParameterKind kind) in Names)
        {
            store.Root.Add(name, kind, Initial.Constant(0), 4);
            Write(store[name].Master, fixture.GetProperty("initial_params").GetProperty(name));
        }

        store.Seal();
        using AdamW optimizer = new(store, new OptimizerSpec());
        JsonElement[] results = [.. fixture.GetProperty("results").GetProperty("float32").EnumerateArray()];
        for (int i = 0; i < results.Length; i++)
        {
            foreach ((string name, _) in Names)
            {
                Write(store[name].Compute.grad!, fixture.GetProperty("gradients")[i].GetProperty(name));
            }

            optimizer.Step(fixture.GetProperty("learning_rates")[i].GetDouble());
            foreach ((string name, _) in Names)
            {
                float[] expected = Floats(results[i].GetProperty("params").GetProperty(name));
                float[] found = store[name].Master.data<float>().ToArray();
                Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            }
        }
    }

    [Fact]
    public void GradientsLongerThanTheClipNormAreScaledToIt()
    {
        using ParameterStore store = new(new ParameterSizes(0, 2, 0), new GraphSettings(CPU, Half: false, Trains: true, Seed: 0));
        store.Root.Add("p", ParameterKind.Other, Initial.Constant(0), 2);
        using AdamW optimizer = new(store, new OptimizerSpec { ClipNorm = 1 });
        store.Gradients.bytes.Clear();
        using Tensor gradient = tensor(new float[] { 3, 4 });
        store.Gradients.copy_(gradient);

        Assert.Equal(5, optimizer.Step(0), 1e-6);
        Assert.Equal(0.06f, optimizer.FirstMoment.data<float>()[0], 1e-6);
    }

    [Theory]
    [InlineData("pretrain", 160)]
    [InlineData("finetune", 224)]
    [InlineData("finetune_384", 384)]
    public void TheScheduleIsTheReferences(string name, int resolution)
    {
        JsonElement fixture = Fixture.Json("schedule.json").GetProperty("schedule").GetProperty(name);
        JsonElement inputs = fixture.GetProperty("inputs");
        StageSpec stage = new()
        {
            Name = name,
            Resolution = resolution,
            BatchSize = fixture.GetProperty("global_batch").GetInt32(),
            Samples = 1_281_167L * inputs.GetProperty("virtual_imagenet_epochs").GetInt64(),
            WarmupSamples = 1_281_167L * inputs.GetProperty("virtual_warmup_epochs").GetInt64(),
            BaseLearningRate = inputs.GetProperty("base_lr").GetDouble(),
        };

        Assert.Equal(fixture.GetProperty("total_steps").GetInt64(), LearningRate.Steps(stage));
        Assert.Equal(fixture.GetProperty("warmup_steps").GetInt64(), LearningRate.WarmupSteps(stage));
        double peak = fixture.GetProperty("config_lr").GetDouble();
        Assert.Equal(peak, LearningRate.Peak(stage), 1e-12);
        Assert.All(
            fixture.GetProperty("points").EnumerateArray(),
            point => Assert.Equal(point.GetProperty("lr").GetDouble(), LearningRate.At(stage, point.GetProperty("step").GetInt64()), 1e-9 * peak));
    }

    private static float[] Floats(JsonElement values) => [.. values.EnumerateArray().Select(value => (float)value.GetDouble())];

    private static void Write(Tensor target, JsonElement values)
    {
        using IDisposable noGrad = no_grad();
        using Tensor source = tensor(Floats(values));
        target.copy_(source);
    }
}
