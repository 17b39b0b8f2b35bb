using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Tests.Kernels;

public sealed class CrossEntropyKernelTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1, 3, false)]
    [InlineData(ScalarType.Float32, 9, 16, true)]
    [InlineData(ScalarType.Float32, 40, 1003, true)]
    [InlineData(ScalarType.BFloat16, 17, 500, false)]
    [InlineData(ScalarType.BFloat16, 5, 77, true)]
    public void LossesAndGradientsAreTheFormulas(ScalarType type, int rows, int words, bool biased)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(words);
        (Tensor logits, Tensor exact) = KernelMath.Random(type, 4, rows, words);
        (Tensor bias, Tensor exactBias) = KernelMath.Random(type, 1, words);
        Tensor labels = randint(0, words, new long[] { rows }, ScalarType.Int64), losses = empty(rows);
        Tensor given = (biased ? exact + exactBias : exact).requires_grad_(true);
        Tensor expected = functional.cross_entropy(given, labels, reduction: Reduction.None);
        expected.sum().backward();
        using IDisposable noGrad = no_grad();

        CrossEntropyKernel.Run(logits, biased ? bias : null, labels, losses);

        KernelMath.AssertNear(expected, losses, 10);
        KernelMath.AssertNear(given.grad!, logits);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void ALabelThatIsNoWordIsRefused(long label)
    {
        using DisposeScope scope = NewDisposeScope();
        ArgumentException error = Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Run(randn(1, 5), null, tensor(new[] { label }), empty(1)));
        Assert.StartsWith($"A label is {label}; the vocabulary has 5 words.", error.Message, StringComparison.Ordinal);
    }
}
