using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Layers;

[Collection(Training.AloneCollection.Name)]
public sealed class ParameterStoreTests
{
    /// <summary>More parameters than are collected at once, in two collections of 1 and of 2^-9, whose sum bfloat16 does not have.</summary>
    [Fact]
    public void EveryGradientIsAddedInFloat32AndThenGone()
    {
        const int matrix = (1 << 20) + 5, other = 7, exact = 3;
        using ParameterStore store = new(new ParameterSizes(matrix, other, exact), new GraphSettings(CPU, Half: true, Trains: true, Seed: 0));
        store.Add("matrix", ParameterKind.Matrix, Initial.Constant(0), [matrix]);
        store.Add("other", ParameterKind.Other, Initial.Constant(0), [other]);
        store.Add("exact", ParameterKind.Exact, Initial.Constant(0), [exact]);
        store.Seal();
        foreach (double gradient in (ReadOnlySpan<double>)[1, 1.0 / 512])
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            store["matrix"].Compute.grad!.fill_(gradient);
            store["other"].Compute.grad!.fill_(gradient);
            store.CollectGradients();
            Assert.Equal(0, store["matrix"].Compute.grad!.count_nonzero().item<long>());
            Assert.Equal(0, store["other"].Compute.grad!.count_nonzero().item<long>());
        }

        using Tensor half = store.Gradients.narrow(0, 0, matrix + other), rest = store.Gradients.narrow(0, matrix + other, exact);
        Assert.All(half.data<float>().ToArray(), static sum => Assert.Equal(1 + (1f / 512), sum));
        Assert.All(rest.data<float>().ToArray(), static sum => Assert.Equal(0, sum));
    }
}
