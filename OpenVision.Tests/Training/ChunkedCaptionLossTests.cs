using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Tests.Training;

/// <summary>The caption loss a few rows at a time against the same loss of all logits at once.</summary>
public sealed class ChunkedCaptionLossTests
{
    private const int Batch = 3, Queries = 11, Width = 24, Vocabulary = 211;

    // Sums of other order: a rounding or two of float32, relative to the largest gradient.
    private const double Single = 1e-6;

    // A gradient's one rounding to bfloat16 is 2^-9; the probabilities' rounding adds as much again before the product.
    private const double Half = 1.0 / 256;

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(7, false)]
    [InlineData(1000, true)]
    public void ChunksGiveTheLossAndTheGradientsOfTheWhole(int rowsAtOnce, bool bias)
    {
        using DisposeScope scope = NewDisposeScope();
        using Case whole = new(half: false, bias), chunks = new(half: false, bias);
        Tensor expected = whole.Plain(), actual = chunks.InChunks(rowsAtOnce);
        expected.Times(1.7).backward();
        actual.Times(1.7).backward();
        Assert.Equal(expected.item<float>(), actual.item<float>(), Single * expected.item<float>());
        whole.Near(chunks, Single);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1000)]
    public void InBFloat16ChunksAreAsNearToFloat32AsTheWhole(int rowsAtOnce)
    {
        using DisposeScope scope = NewDisposeScope();
        using Case exact = new(half: false, bias: false, rounded: true), chunks = new(half: true, bias: false);
        Tensor expected = exact.Plain(), actual = chunks.InChunks(rowsAtOnce);
        expected.backward();
        actual.backward();
        Assert.Equal(expected.item<float>(), actual.item<float>(), 2e-3 * expected.item<float>());
        exact.Near(chunks, 2 * Half);
    }

    /// <summary>As a backward pass does, and as chunks of a batch need it.</summary>
    [Fact]
    public void TheHeadsGradientIsAddedToWhatIsThere()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case once = new(half: false, bias: true), twice = new(half: false, bias: true);
        once.InChunks(4).Times(2).backward();
        twice.InChunks(4).backward();
        twice.InChunks(4).backward();
        once.Near(twice, Single);
    }

    [Fact]
    public void ABatchsPartsAddUpToItsLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case whole = new(half: false, bias: false), parts = new(half: false, bias: false);
        long tokens = CaptionLoss.Tokens(whole.Captions);
        Tensor expected = whole.Plain();
        expected.backward();
        double sum = 0;
        for (int at = 0; at < Batch; at++)
        {
            Tensor part = parts.InChunks(4, at, tokens);
            part.backward();
            sum += part.item<float>();
        }

        Assert.Equal(expected.item<float>(), sum, Single * expected.item<float>());
        whole.Near(parts, Single);
    }

    [Fact]
    public void CaptionsWithoutATokenGiveNoLossAndNoGradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case none = new(half: false, bias: false);
        none.Captions.zero_();
        Tensor loss = none.InChunks(4);
        loss.backward();
        Assert.Equal(0, loss.item<float>());
        Assert.Equal(0, none.Hidden.grad!.abs().sum().item<float>());
    }

    [Fact]
    public void WithoutGradientsOnlyTheLossIsComputed()
    {
        using DisposeScope scope = NewDisposeScope();
        using Case one = new(half: false, bias: false);
        float expected = one.Plain().item<float>();
        using IDisposable noGrad = no_grad();
        Tensor loss = one.InChunks(4);
        Assert.False(loss.requires_grad);
        Assert.Equal(expected, loss.item<float>(), Single * expected);
    }

    private sealed class Case : IDisposable
    {
        private readonly ParameterStore store;
        private readonly Linear head;

        public Case(bool half, bool bias, bool rounded = false)
        {
            store = new(new ParameterSizes(Vocabulary * Width, bias ? Vocabulary : 0, 0), new GraphSettings(CPU, half, Trains: true, Seed: 3));
            head = new Linear(store.Root["head"], Width, Vocabulary, bias);
            using Generator draws = new(5);
            Tensor hidden = randn(Batch, Queries, Width, generator: draws);
            using IDisposable noGrad = no_grad();
            if (bias)
            {
                store["head.bias"].Master.copy_(randn(Vocabulary, generator: draws));
            }

            if (rounded)
            {
                // What a bfloat16 graph computes from, in float32.
                store.Values.copy_(store.Values.to_type(ScalarType.BFloat16));
            }

            Hidden = hidden.to_type(half || rounded ? ScalarType.BFloat16 : ScalarType.Float32).to_type(store.Settings.ComputeType);
            Hidden.requires_grad = true;
            Captions = randint(1, Vocabulary, [Batch, Queries + 1], ScalarType.Int64, generator: draws);
            Captions[1, TensorIndex.Slice(4)] = 0;
            Captions[2, TensorIndex.Slice(9)] = 0;
        }

        public Tensor Hidden { get; }

        public Tensor Captions { get; }

        public Tensor Plain() => functional.cross_entropy(
            head.Forward(Hidden).to_type(ScalarType.Float32).view(-1, Vocabulary), Captions.narrow(1, 1, Queries).reshape(-1), ignore_index: 0);

        public Tensor InChunks(int rowsAtOnce) => CaptionLoss.Mean(head, Hidden, Captions, 0, rowsAtOnce);

        public Tensor InChunks(int rowsAtOnce, int at, long tokens) =>
            CaptionLoss.Mean(head, Hidden.narrow(0, at, 1), Captions.narrow(0, at, 1), tokens, rowsAtOnce);

        public void Near(Case other, double tolerance)
        {
            Compare(Hidden.grad!, other.Hidden.grad!, tolerance, "hidden states");
            foreach (Parameter parameter in store.Parameters)
            {
                Compare(parameter.Compute.grad!, other.store[parameter.Name].Compute.grad!, tolerance, parameter.Name);
            }
        }

        public void Dispose() => store.Dispose();

        private static void Compare(Tensor expected, Tensor actual, double tolerance, string what) =>
            Fixture.Near(expected, actual, tolerance * expected.abs().max().to_type(ScalarType.Float64).item<double>(), what);
    }
}
