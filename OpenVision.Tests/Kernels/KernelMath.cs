using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Kernels;

/// <summary>What kernels are compared with: formulas in float64, and how far a result may lie from them.</summary>
internal static class KernelMath
{
    /// <summary>Asserts that a result is what a formula gives, up to rounding to the result's format and a few units of float32.</summary>
    /// <param name="expected">float64.</param>
    /// <param name="actual">float32 or bfloat16.</param>
    /// <param name="scale">What errors are relative to, where single numbers are small against it. Default 1.</param>
    public static void AssertNear(Tensor expected, Tensor actual, double scale = 1)
    {
        using Tensor wide = actual.to_type(ScalarType.Float64);
        double unit = actual.dtype == ScalarType.BFloat16 ? 1.0 / 128 : 2e-6;
        using Tensor bound = (expected.abs() + (actual.dtype == ScalarType.BFloat16 ? scale / 16 : scale)) * unit;
        using Tensor excess = ((wide - expected).abs() - bound).max();
        Assert.True(excess.item<double>() <= 0, $"off by {(wide - expected).abs().max().item<double>()}");
    }

    /// <summary>Asserts that two tensors are the same to the last bit.</summary>
    public static void AssertSame(Tensor expected, Tensor actual)
    {
        using Tensor same = expected.eq(actual).all();
        Assert.True(same.item<bool>());
    }

    /// <summary>A random tensor of a format, and the same numbers as float64.</summary>
    public static (Tensor Given, Tensor Exact) Random(ScalarType type, double deviation, params long[] shape)
    {
        Tensor given = (randn(shape) * deviation).to_type(type);
        return (given, given.to_type(ScalarType.Float64));
    }
}
