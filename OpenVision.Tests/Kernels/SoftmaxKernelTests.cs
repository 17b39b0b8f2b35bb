using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Tests.Kernels;

public sealed class SoftmaxKernelTests
{
    private const double Scale = 0.125;

    public static TheoryData<int, ScalarType, bool> Cases()
    {
        TheoryData<int, ScalarType, bool> cases = [];
        foreach (int length in (int[])[1, 2, 15, 16, 17, 31, 32, 33, 47, 80, 197, 403])
        {
            cases.Add(length, ScalarType.Float32, false);
            cases.Add(length, ScalarType.Float32, true);
            cases.Add(length, ScalarType.BFloat16, length % 2 == 0);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ScoresBecomeProbabilitiesAndTheirGradientsScores(int length, ScalarType type, bool masked)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        random.manual_seed(length);
        (Tensor scores, Tensor exact) = KernelMath.Random(type, 20, 3, length, length);
        Tensor? mask = masked ? AttentionMask.Prefix(length / 3, length - (length / 3)).Additive(type, CPU) : null;
        exact = exact * Scale;
        Tensor expected = functional.softmax(mask is null ? exact : exact + mask.to_type(ScalarType.Float64), -1);

        SoftmaxKernel.Forward(scores, mask, Scale);

        KernelMath.AssertNear(expected, scores);
        if (masked)
        {
            Assert.Equal(0, scores.masked_select(mask!.isinf()).to_type(ScalarType.Float32).abs().sum().item<float>());
        }

        (Tensor gradient, Tensor exactGradient) = KernelMath.Random(type, 1, 3, length, length);
        Tensor probabilities = scores.to_type(ScalarType.Float64);
        Tensor slopes = probabilities * (exactGradient - (exactGradient * probabilities).sum([-1L], keepdim: true)) * Scale;
        SoftmaxKernel.Backward(gradient, scores, Scale);
        KernelMath.AssertNear(slopes, gradient);
    }

    [Theory]
    [InlineData(1, ScalarType.Float32)]
    [InlineData(17, ScalarType.Float32)]
    [InlineData(80, ScalarType.BFloat16)]
    [InlineData(197, ScalarType.Float32)]
    public void CausalRowsSeeWhatIsBeforeThemAndNothingElse(int length, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(length);
        (Tensor scores, Tensor exact) = KernelMath.Random(type, 20, 2, length, length);
        Tensor hidden = ones(length, length, ScalarType.Bool).triu(1);
        Tensor expected = functional.softmax((exact * Scale).masked_fill(hidden, double.NegativeInfinity), -1);
        SoftmaxKernel.ForwardCausal(scores, Scale);
        KernelMath.AssertNear(expected, scores);
        Assert.Equal(0, scores.to_type(ScalarType.Float32).masked_fill(hidden.logical_not(), 0).abs().sum().item<float>());
    }

    [Fact]
    public void LargeScoresDoNotOverflow()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scores = tensor(new float[] { 3e38f, -3e38f, 3e38f, 0 }).view(1, 1, 4).repeat(1, 4, 1);
        SoftmaxKernel.Forward(scores, null, 1);
        Assert.Equal([0.5f, 0, 0.5f, 0], scores[0, 3].data<float>().ToArray());
    }
}
