using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Layers;

/// <summary>The blocks' own derivatives against libtorch's autograd over the same blocks.</summary>
[Collection(Training.AloneCollection.Name)]
public sealed class TransformerTests
{
    private const int Width = 32, Heads = 4, MlpDim = 80, Depth = 3;

    [Theory]
    [InlineData(5, false, Activation.Gelu)]
    [InlineData(37, true, Activation.GeluTanh)]
    [InlineData(197, false, Activation.QuickGelu)]
    [InlineData(300, true, Activation.Gelu)] // longer than what is kept: computed again
    [InlineData(300, false, Activation.Gelu)]
    [InlineData(600, true, Activation.Gelu)] // libtorch's fused kernel
    [InlineData(600, false, Activation.GeluTanh)]
    public void ValuesAndGradientsAreAutograds(int length, bool masked, Activation activation)
    {
        (Dictionary<string, Tensor> ours, Tensor output, Tensor input) = Run(length, masked, activation, half: false, written: true);
        (Dictionary<string, Tensor> theirs, Tensor expected, Tensor expectedInput) = Run(length, masked, activation, half: false, written: false);

        AssertNear(expected, output, 1e-5);
        AssertNear(expectedInput, input, 1e-5);
        Assert.All(theirs, pair => AssertNear(pair.Value, ours[pair.Key], 2e-5));
    }

    /// <summary>In bfloat16 both are rounded everywhere; ours may lie no farther from the float32 gradients than autograd's, and a half.</summary>
    [Theory]
    [InlineData(37, false)]
    [InlineData(300, true)]
    [InlineData(600, false)]
    public void InBFloat16TheyAreAsNearToFloat32AsAutograds(int length, bool masked)
    {
        (Dictionary<string, Tensor> ours, Tensor output, _) = Run(length, masked, Activation.Gelu, half: true, written: true);
        (Dictionary<string, Tensor> theirs, Tensor their, _) = Run(length, masked, Activation.Gelu, half: true, written: false);
        (Dictionary<string, Tensor> exact, Tensor expected, _) = Run(length, masked, Activation.Gelu, half: false, written: false);

        Assert.InRange(Distance(expected, output), 0, (1.5 * Distance(expected, their)) + 1e-3);
        Assert.All(exact, pair => Assert.InRange(Distance(pair.Value, ours[pair.Key]), 0, (1.5 * Distance(pair.Value, theirs[pair.Key])) + 2e-3));
    }

    /// <summary>Blocks that are run again for their derivative give the same to the last bit, whoever differentiates them.</summary>
    [Theory]
    [InlineData(37, false, true, 1)]
    [InlineData(300, true, true, 2)]
    [InlineData(37, true, true, 3)]
    [InlineData(37, true, false, 1)]
    [InlineData(300, false, false, 2)]
    public void RematerializedBlocksGiveTheSameGradients(int length, bool half, bool written, int every)
    {
        (Dictionary<string, Tensor> kept, Tensor expected, Tensor expectedInput) = Run(length, masked: true, Activation.Gelu, half, written);
        (Dictionary<string, Tensor> again, Tensor output, Tensor input) = Run(length, masked: true, Activation.Gelu, half, written, every);

        Assert.Equal(0, Distance(expected, output));
        Assert.Equal(0, Distance(expectedInput, input));
        Assert.All(kept, pair => Assert.Equal(0, Distance(pair.Value, again[pair.Key])));
    }

    /// <summary>Where the input has no gradient, the parameters have theirs all the same.</summary>
    [Fact]
    public void ParametersTrainBehindAFrozenInput()
    {
        using DisposeScope scope = NewDisposeScope();
        using ParameterStore store = Store(half: false);
        Transformer transformer = new(store.Root, Width, Depth, Heads, MlpDim, Activation.Gelu, 1e-6);
        Tensor output = transformer.Forward(randn(2, 5, Width));
        output.sum().backward();
        Assert.True(store.Gradients.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void NothingIsLeftBehind()
    {
        using ParameterStore store = Store(half: true);
        Transformer transformer = new(store.Root, Width, Depth, Heads, MlpDim, Activation.Gelu, 1e-6);
        using Tensor x = randn(2, 300, Width).to_type(ScalarType.BFloat16).DetachFromDisposeScope();
        Step();
        GC.Collect(); // what earlier tests left to finalizers is not this one's
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 5; i++)
        {
            Step();
        }

        Assert.Equal(before, Tensor.TotalCount);

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            transformer.Forward(x, AttentionMask.Causal(300)).to_type(ScalarType.Float32).sum().backward();
        }
    }

    private static (Dictionary<string, Tensor> Gradients, Tensor Output, Tensor Input) Run(
        int length, bool masked, Activation activation, bool half, bool written, int rematerializeEvery = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        ParameterStore store = Store(half, rematerializeEvery);
        Transformer transformer = new(store.Root, Width, Depth, Heads, MlpDim, activation, 1e-6) { Written = written };
        foreach (Parameter parameter in store.Parameters.Where(static one => one.Shape.Count == 1))
        {
            using IDisposable noGrad = no_grad(); // norms and biases start at 1 and 0, where mistakes do not show
            using Generator draws = new((ulong)parameter.Name.Length);
            parameter.Compute.add_(randn(parameter.Shape.ToArray(), generator: draws).to_type(parameter.Compute.dtype) * 0.3f);
        }

        random.manual_seed(3);
        ScalarType type = half ? ScalarType.BFloat16 : ScalarType.Float32;
        Tensor x = randn(2, length, Width), gradient = randn(2, length, Width);
        x = x.to_type(type).requires_grad_(true);
        Tensor output = transformer.Forward(x, masked ? AttentionMask.Prefix(length / 3, length - (length / 3)) : null);
        output.backward([gradient.to_type(type)]);
        Dictionary<string, Tensor> gradients = store.Parameters.ToDictionary(
            static parameter => parameter.Name, static parameter => parameter.Compute.grad!.to_type(ScalarType.Float64).clone().DetachFromDisposeScope());
        Tensor result = output.detach().to_type(ScalarType.Float64).clone().DetachFromDisposeScope();
        Tensor input = x.grad!.to_type(ScalarType.Float64).clone().DetachFromDisposeScope();
        store.Dispose();
        return (gradients, result, input);
    }

    private static ParameterStore Store(bool half, int rematerializeEvery = 0) => new(
        new ParameterSizes(Depth * ((4 * Width * Width) + (2 * Width * MlpDim)), Depth * ((9 * Width) + MlpDim), 0),
        new GraphSettings(CPU, half, Trains: true, Seed: 5, RematerializeEvery: rematerializeEvery));

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance) => Assert.InRange(Distance(expected, actual), 0, tolerance);

    private static double Distance(Tensor expected, Tensor actual)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((expected - actual).norm() / expected.norm()).item<double>();
    }
}
