using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Kernels;

public sealed class ActivationKernelTests
{
    [Theory]
    [InlineData(Activation.Gelu, ScalarType.Float32, 300, 48)]
    [InlineData(Activation.Gelu, ScalarType.Float32, 3, 13)]
    [InlineData(Activation.Gelu, ScalarType.BFloat16, 129, 72)]
    [InlineData(Activation.GeluTanh, ScalarType.Float32, 300, 50)]
    [InlineData(Activation.GeluTanh, ScalarType.BFloat16, 7, 32)]
    [InlineData(Activation.QuickGelu, ScalarType.Float32, 260, 17)]
    [InlineData(Activation.QuickGelu, ScalarType.BFloat16, 5, 64)]
    public void ValuesSlopesAndSumsAreTheFormulas(Activation activation, ScalarType type, int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(columns);
        (Tensor x, Tensor exactX) = KernelMath.Random(type, 3, rows, columns);
        (Tensor bias, Tensor exactBias) = KernelMath.Random(type, 1, columns);
        (Tensor gradient, Tensor exactGradient) = KernelMath.Random(type, 1, rows, columns);
        Tensor input = (exactX + exactBias).requires_grad_(true);
        Tensor value = activation switch
        {
            Activation.Gelu => input * (1 + special.erf(input / Math.Sqrt(2))) / 2,
            Activation.GeluTanh => input * (1 + tanh((input + (0.044715 * input.pow(3))) * Math.Sqrt(2 / Math.PI))) / 2,
            _ => input * sigmoid(input * 1.702),
        };
        value.backward([exactGradient]);
        using IDisposable noGrad = no_grad();

        Tensor result = empty_like(x);
        ActivationKernel.Forward(x, bias, activation, result);
        KernelMath.AssertNear(value, result);

        Tensor sums = ones(columns, type);
        ActivationKernel.Backward(x, bias, activation, gradient, sums);
        KernelMath.AssertNear(value, x);
        KernelMath.AssertNear(input.grad!, gradient);
        KernelMath.AssertNear(input.grad!.sum([0L]) + 1, sums, Math.Sqrt(rows));
    }

    [Fact]
    public void FarOutTheyAreTheIdentityAndNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            Tensor x = tensor(new float[] { -1e4f, 1e4f, -100, 100, 0 }).view(1, 5), result = empty_like(x);
            ActivationKernel.Forward(x, zeros(5), activation, result);
            Assert.All(result.data<float>().ToArray().Zip([0, 1e4f, 0, 100, 0]), static pair => Assert.Equal(pair.Second, pair.First, 1e-30f));
        }
    }
}
