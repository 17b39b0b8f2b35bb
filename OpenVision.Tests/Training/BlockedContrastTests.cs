using CsCheck;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Tests.Training;

/// <summary>The contrastive losses by blocks of rows against their formulas in float64, values and gradients.</summary>
public sealed class BlockedContrastTests
{
    // Sums of up to 40 terms of size 1 and logits of up to 20: some roundings of 6e-8 each, relative to the largest gradient.
    private const double Tolerance = 1e-5;

    private static readonly Gen<(int Batch, int Dim, int Rows, double Scale, double Bias, int Seed)> Cases =
        from batch in Gen.Int[1, 40]
        from dim in Gen.Int[1, 24]
        from rows in Gen.Int[1, 48]
        from scale in Gen.Double[0.1, 20]
        from bias in Gen.Double[-12, 4]
        from seed in Gen.Int[0, 1000]
        select (batch, dim, rows, scale, bias, seed);

    [Fact]
    public void TheSoftmaxLossIsItsFormula() => Cases.Sample(one =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] inputs = Inputs(one, biased: false), exact = Exact(inputs);
        Tensor logits = exact[0].matmul(exact[1].t()) * exact[2];
        Tensor own = tensor([.. Enumerable.Range(0, one.Batch).Select(static row => (long)row)]);
        Tensor expected = (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.t(), own)) * 0.5;
        return Agree(expected, SoftmaxContrast.Of(inputs[0], inputs[1], inputs[2], one.Rows), exact, inputs);
    }, threads: 1);

    [Fact]
    public void TheSigmoidLossIsItsFormula() => Cases.Sample(one =>
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] inputs = Inputs(one, biased: true), exact = Exact(inputs);
        Tensor logits = (exact[0].matmul(exact[1].t()) * exact[2]) + exact[3];
        Tensor labels = (eye(one.Batch, one.Batch, ScalarType.Float64) * 2) - 1;
        Tensor expected = -functional.logsigmoid(labels * logits).sum() / one.Batch;
        return Agree(expected, SigmoidContrast.Of(inputs[0], inputs[1], inputs[2], inputs[3], one.Rows), exact, inputs);
    }, threads: 1);

    [Fact]
    public void WithoutGradientsOnlyTheLossIsComputed()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] inputs = Inputs((8, 4, 3, 10, -10, 1), biased: true);
        float softmax = SoftmaxContrast.Of(inputs[0], inputs[1], inputs[2], 8).item<float>(), sigmoid = SigmoidContrast.Of(inputs[0], inputs[1], inputs[2], inputs[3], 8).item<float>();
        using IDisposable noGrad = no_grad();
        Assert.Equal(softmax, SoftmaxContrast.Of(inputs[0], inputs[1], inputs[2], 3).item<float>(), 1e-5f);
        Assert.Equal(sigmoid, SigmoidContrast.Of(inputs[0], inputs[1], inputs[2], inputs[3], 3).item<float>(), 1e-5f);
    }

    [Fact]
    public void ASmallBatchIsOneBlockAndALargeOneIsNot()
    {
        Assert.Equal(1024, SimilarityBlock.Rows(1024));
        Assert.Equal(128, SimilarityBlock.Rows(32_768));
    }

    private static Tensor[] Inputs((int Batch, int Dim, int Rows, double Scale, double Bias, int Seed) one, bool biased)
    {
        using Generator draws = new((ulong)one.Seed);
        Tensor[] all =
        [
            ContrastiveLoss.Normalize(randn(one.Batch, one.Dim, generator: draws)),
            ContrastiveLoss.Normalize(randn(one.Batch, one.Dim, generator: draws)),
            tensor((float)one.Scale),
            .. biased ? new[] { tensor((float)one.Bias) } : [],
        ];
        return Leaves(all);
    }

    private static Tensor[] Exact(Tensor[] inputs) => Leaves([.. inputs.Select(static input => input.detach().to_type(ScalarType.Float64))]);

    private static Tensor[] Leaves(Tensor[] all)
    {
        Array.ForEach(all, static one => one.requires_grad = true);
        return all;
    }

    private static bool Agree(Tensor expected, Tensor actual, Tensor[] exact, Tensor[] inputs)
    {
        expected.backward();
        actual.Times(1).backward();
        double largest = exact.Max(static one => one.grad!.abs().max().item<double>());
        return Math.Abs(expected.item<double>() - actual.item<float>()) <= Tolerance * Math.Max(1, expected.item<double>())
            && exact.Zip(inputs).All(pair => (pair.First.grad! - pair.Second.grad!).abs().max().item<double>() <= Tolerance * Math.Max(1e-3, largest));
    }
}
