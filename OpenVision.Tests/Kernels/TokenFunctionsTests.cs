using OpenVision.Kernels;
using OpenVision.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Kernels;

/// <summary>What a language model's block does between its linear maps, against formulas that libtorch differentiates in float64.</summary>
public sealed class TokenFunctionsTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 300, 48)]
    [InlineData(ScalarType.Float32, 3, 13)]
    [InlineData(ScalarType.BFloat16, 129, 72)]
    [InlineData(ScalarType.BFloat16, 7, 32)]
    public void NormsAndTheirDerivativesAreTheFormula(ScalarType type, int rows, int columns)
    {
        const double epsilon = 1e-3;
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(columns);
        (Tensor x, Tensor exactX) = KernelMath.Random(type, 1, rows, columns);
        (Tensor weight, Tensor exactWeight) = KernelMath.Random(type, 1, columns);
        (Tensor gradient, Tensor exactGradient) = KernelMath.Random(type, 1, rows, columns);
        exactX.requires_grad_(true);
        exactWeight.requires_grad_(true);
        Tensor value = exactX * (exactX.square().mean([-1], keepdim: true) + epsilon).rsqrt() * exactWeight;
        value.backward([exactGradient]);
        using IDisposable noGrad = no_grad();

        Tensor result = empty_like(x);
        RmsNormKernel.Forward(x, weight, epsilon, result);
        KernelMath.AssertNear(value, result);
        Tensor sums = RmsNormKernel.Backward(x, weight, epsilon, gradient, result);
        KernelMath.AssertNear(exactX.grad!, result);
        KernelMath.AssertNear(exactWeight.grad!, sums, Math.Sqrt(rows));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 40_000)]
    [InlineData(ScalarType.Float32, 13)]
    [InlineData(ScalarType.BFloat16, 16_384 + 5)]
    public void GatesAndTheirDerivativesAreTheFormula(ScalarType type, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(count);
        (Tensor gate, Tensor exactGate) = KernelMath.Random(type, 3, count);
        (Tensor up, Tensor exactUp) = KernelMath.Random(type, 1, count);
        (Tensor gradient, Tensor exactGradient) = KernelMath.Random(type, 1, count);
        exactGate.requires_grad_(true);
        exactUp.requires_grad_(true);
        Tensor value = exactGate * sigmoid(exactGate) * exactUp;
        value.backward([exactGradient]);

        gate.requires_grad_(true);
        up.requires_grad_(true);
        Tensor result = GatedFunction.Apply(gate, up);
        KernelMath.AssertNear(value, result);
        result.backward([gradient]);
        KernelMath.AssertNear(exactGate.grad!, gate.grad!, 4);
        KernelMath.AssertNear(exactUp.grad!, up.grad!, 4);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 3, 5, 4, 8)]
    [InlineData(ScalarType.Float32, 2, 70, 3, 64)]
    [InlineData(ScalarType.BFloat16, 2, 33, 2, 48)]
    public void HeadsTurnAsTheFormulaAndBackAgain(ScalarType type, int batch, int tokens, int heads, int size)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(size);
        foreach (int rows in new[] { 1, batch })
        {
            (Tensor x, Tensor exactX) = KernelMath.Random(type, 1, batch, tokens, heads * size);
            (Tensor gradient, Tensor exactGradient) = KernelMath.Random(type, 1, batch, heads, tokens, size);
            Tensor angles = randn(rows, 1, tokens, size / 2);
            Tensor cosine = angles.cos().to_type(type), sine = angles.sin().to_type(type);
            Rotation rotation = new(cat([cosine, cosine], -1), cat([sine.neg(), sine], -1));

            exactX.requires_grad_(true);
            Tensor[] halves = exactX.view(batch, tokens, heads, size).transpose(1, 2).chunk(2, -1);
            (Tensor c, Tensor s) = (cosine.to_type(ScalarType.Float64), sine.to_type(ScalarType.Float64));
            Tensor value = cat([(halves[0] * c) - (halves[1] * s), (halves[1] * c) + (halves[0] * s)], -1);
            value.backward([exactGradient]);

            x.requires_grad_(true);
            Tensor result = RotaryFunction.Apply(x, rotation, heads);
            KernelMath.AssertNear(value, result);
            result.backward([gradient]);
            KernelMath.AssertNear(exactX.grad!, x.grad!);
        }
    }
}
