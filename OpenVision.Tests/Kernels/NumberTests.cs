using System.Runtime.Intrinsics;
using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using Number = OpenVision.Kernels.BFloat16;

namespace OpenVision.Tests.Kernels;

public sealed unsafe class NumberTests
{
    /// <summary>Rounding is libtorch's: subnormals, ties, infinities, NaN.</summary>
    [Fact]
    public void BFloat16IsRoundedAsByTorch()
    {
        Random draws = new(1);
        float[] values =
        [
            0, -0f, 1, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.MaxValue, float.Epsilon, 1.00390625f, 1.01171875f, 3.38953139e38f,
            .. Enumerable.Range(0, 4085).Select(_ => BitConverter.Int32BitsToSingle(draws.Next(int.MinValue, int.MaxValue))),
        ];
        Number[] stored = new Number[values.Length];
        float[] loaded = new float[values.Length];
        for (int i = 0; i < values.Length; i += Lanes.Count)
        {
            Number.Store(Vector512.LoadUnsafe(ref values[i]), ref stored[i]);
            Number.Load(in stored[i]).StoreUnsafe(ref loaded[i]);
        }

        using DisposeScope scope = NewDisposeScope();
        Assert.Equal(tensor(values).to_type(ScalarType.BFloat16).to_type(ScalarType.Float32).data<float>().ToArray(), loaded);
    }

    [Fact]
    public void ExponentialsAreWithinTwoUnitsOfTheLastPlace()
    {
        float[] results = new float[Lanes.Count];
        for (float x = -87.3f; x < 88.3f; x += 0.0173f)
        {
            Exponential.Of(Vector512.Create(x)).StoreUnsafe(ref results[0]);
            double exact = Math.Exp(x);
            Assert.InRange(results[0], exact * (1 - 2.4e-7), exact * (1 + 2.4e-7));
        }
    }

    [Theory]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(-88, 0)]
    [InlineData(-1e30f, 0)]
    [InlineData(0, 1)]
    public void ExponentialsOfWhatAMaskForbidsAreNothing(float x, float expected) => Assert.Equal(expected, Exponential.Of(Vector512.Create(x))[3]);
}
