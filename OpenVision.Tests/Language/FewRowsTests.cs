using OpenVision.Kernels;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Native;
using OpenVision.Tests.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

/// <summary>The kernels of passes over few tokens against formulas and against libtorch's operators.</summary>
public sealed class FewRowsTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1, 48, 129)]
    [InlineData(ScalarType.Float32, 3, 50, 7)]
    [InlineData(ScalarType.BFloat16, 1, 576, 1000)]
    [InlineData(ScalarType.BFloat16, 1, 13, 3)]
    [InlineData(ScalarType.BFloat16, 5, 100, 66)]
    [InlineData(ScalarType.BFloat16, 8, 64, 33)]
    public void ProductsAreTheSums(ScalarType type, int rows, int inputs, int outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        random.manual_seed(inputs);
        (Tensor x, Tensor exactX) = KernelMath.Random(type, 1, rows, inputs);
        (Tensor weight, Tensor exactWeight) = KernelMath.Random(type, 0.2, outputs, inputs);

        Assert.True(FewRows.Fit(x, weight));
        Tensor result = FewRows.Product(x, weight);

        Assert.Equal(ScalarType.Float32, result.dtype);
        KernelMath.AssertNear(exactX.mm(exactWeight.t()), result, Math.Sqrt(inputs));
        for (int row = 0; row < rows; row++)
        {
            KernelMath.AssertSame(result.narrow(0, row, 1), FewRows.Product(x.narrow(0, row, 1), weight)); // whoever stands beside it
        }
    }

    [Theory]
    [InlineData(48, 37)]
    [InlineData(20, 100)]
    public unsafe void GatesAndSumsAreTheFormulas(int inputs, int outputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        random.manual_seed(5);
        Tensor x = randn(2, inputs), gate = randn(outputs, inputs), up = randn(outputs, inputs), bias = randn(outputs);
        Tensor gates = zeros(2, outputs), values = zeros(2, outputs), sums = ones(2, outputs), room = empty(2, inputs);
        float* Data(Tensor tensor) => (float*)LibTorch.DataOf(tensor);

        FewRows.Gated(Data(x), Data(room), 2, inputs, new FewRowsMap<Float32>(gate, null, Data(gates)), new FewRowsMap<Float32>(up, null, Data(values)));
        FewRows.Run(Data(x), Data(room), 2, inputs, new FewRowsMap<Float32>(gate, bias, Data(values)), new FewRowsMap<Float32>(up, null, Data(sums), adds: true));

        Tensor wide = x.to_type(ScalarType.Float64), g = wide.mm(gate.to_type(ScalarType.Float64).t()), u = wide.mm(up.to_type(ScalarType.Float64).t());
        KernelMath.AssertNear(g * sigmoid(g) * u, gates, 100);
        KernelMath.AssertNear(g + bias, values, 20);
        KernelMath.AssertNear(u + 1, sums, 20);
    }

    [Fact]
    public void OnlyFewRowsWithoutGradientsFit()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = randn(4, 16), trained = randn(4, 16).requires_grad_(true);
        Assert.True(FewRows.Fit(randn(2, 4, 16), weight));
        Assert.False(FewRows.Fit(randn(3, 3, 16), weight));
        Assert.False(FewRows.Fit(randn(1, 16), trained));
        Assert.False(FewRows.Fit(randn(1, 16).requires_grad_(true), weight));
        Assert.False(FewRows.Fit(randn(1, 16).to_type(ScalarType.BFloat16), weight));
        using IDisposable noGrad = no_grad();
        Assert.True(FewRows.Fit(randn(1, 16), trained));
    }

    /// <summary>A pass by kernels gives what libtorch's operators give: several tokens at once, padding before, grouped and single heads, sizes that no vector divides.</summary>
    [Theory]
    [InlineData(false, 4, 2, 12)]
    [InlineData(false, 3, 3, 16)]
    [InlineData(false, 6, 1, 34)]
    [InlineData(true, 4, 2, 16)]
    public void APassByKernelsIsAPassByOperators(bool half, int heads, int keyHeads, int size)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        LanguageSpec spec = MicroLanguage.Llama with { Heads = heads, KeyValueHeads = keyHeads, HeadDim = size, AttentionBias = true, RopeScale = 2 };
        GraphSettings settings = GraphSettings.Inference with { Half = half, Seed = 3 };
        (ParameterStore store, MicroLanguage ours) = MicroLanguage.Fresh(spec, settings, written: true);
        (ParameterStore other, MicroLanguage theirs) = MicroLanguage.Fresh(spec, settings, written: false);
        using ParameterStore first = store, second = other;
        foreach ((Parameter a, Parameter b) in store.Parameters.Zip(other.Parameters))
        {
            a.Compute.normal_(0, 0.2); // biases, too
            b.Compute.copy_(a.Compute);
        }

        using KeyValueCache ourCache = ours.NewCache(2, 16), theirCache = theirs.NewCache(2, 16);
        Tensor mask = tensor(new long[] { 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }).view(2, 6);
        foreach ((int length, Tensor? padding) in new (int, Tensor?)[] { (6, mask), (1, null), (3, null), (1, null) })
        {
            Tensor embedded = ours.Embed(randint(0, spec.Vocabulary, [2, length], ScalarType.Int64));
            Tensor expected = theirs.Forward(embedded, new(Mask: padding, Cache: theirCache)), found = ours.Forward(embedded, new(Mask: padding, Cache: ourCache));
            long skipped = padding is null ? 0 : 2; // padding itself may be anything finite
            double difference = (expected - found).narrow(1, skipped, length - skipped).to_type(ScalarType.Float32).abs().max().item<float>();
            Assert.True(difference <= (half ? 0.1 : 2e-5), $"{length} tokens differ by {difference}");
            Assert.True(found.isfinite().all().item<bool>());
        }

        Assert.Equal(11, ourCache.Length);
    }
}
