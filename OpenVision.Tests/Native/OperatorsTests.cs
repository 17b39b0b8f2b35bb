using OpenVision.Layers;
using OpenVision.Native;
using OpenVision.Tests.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Tests.Native;

/// <summary>Operators called by their names do what TorchSharp's own and autograd do.</summary>
[Collection(Training.AloneCollection.Name)]
public sealed class OperatorsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void TheyAreThere() => Assert.True(Operators.AreAvailable);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void ProductsAreWrittenInPlace(ScalarType type)
    {
        Tensor left = randn(2, 3, 4).to_type(type), right = randn(2, 5, 4).to_type(type).transpose(1, 2), targets = empty(2, 3, 5, type);
        Operators.Products(left, right, targets);
        KernelMath.AssertSame(bmm(left, right), targets);
    }

    [Fact]
    public void NormsAndTheirDerivativesAreAutograds()
    {
        Tensor x = randn(7, 24).requires_grad_(true), weight = randn(24).requires_grad_(true), bias = randn(24).requires_grad_(true), gradient = randn(7, 24);
        Tensor expected = functional.layer_norm(x, [24], weight, bias, 1e-6);
        expected.backward([gradient]);
        using IDisposable noGrad = no_grad();
        (Tensor result, Tensor mean, Tensor deviation) = Operators.LayerNorm(x, weight, bias, 1e-6);
        (Tensor input, Tensor scale, Tensor shift) = Operators.LayerNormBackward(gradient, x, mean, deviation, weight, bias);
        KernelMath.AssertSame(expected, result);
        KernelMath.AssertSame(x.grad!, input);
        KernelMath.AssertSame(weight.grad!, scale);
        KernelMath.AssertSame(bias.grad!, shift);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FusedAttentionAndItsDerivativeAreAutograds(bool masked)
    {
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(_ => randn(2, 3, 9, 8).requires_grad_(true))];
        Tensor? mask = masked ? AttentionMask.Causal(9).Additive(ScalarType.Float32, CPU) : null;
        Tensor gradient = randn(2, 3, 9, 8);
        Tensor expected = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], mask!);
        expected.backward([gradient]);
        using IDisposable noGrad = no_grad();
        (Tensor result, Tensor logSum) = Operators.FusedAttention(parts[0], parts[1], parts[2], mask);
        (Tensor query, Tensor key, Tensor value) = Operators.FusedAttentionBackward(gradient, parts[0], parts[1], parts[2], result, logSum, mask);
        Assert.All(new[] { (expected, result), (parts[0].grad!, query), (parts[1].grad!, key), (parts[2].grad!, value) },
            static pair => KernelMath.AssertNear(pair.Item1.to_type(ScalarType.Float64), pair.Item2));
    }

    [Fact]
    public void WhatAnOperatorRefusesIsAnError()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Operators.Products(randn(1, 2, 3), randn(1, 4, 5), empty(1, 2, 5)));
        Assert.Equal("libtorch refused aten::bmm.", error.Message);
    }

    [Fact]
    public void CallsLeaveNoTensorBehind()
    {
        Tensor left = randn(2, 4, 4), target = empty(2, 4, 4);
        Operators.Products(left, left, target);
        GC.Collect(); // what earlier tests left to finalizers is not this one's
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 100; i++)
        {
            Operators.Products(left, left, target);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}
