using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>The machine's matrix-product peak: what a large square product of libtorch reaches, in operations a second.</summary>
internal static class MatrixPeak
{
    private const int Side = 2048, Rounds = 9;

    /// <summary>Measures it.</summary>
    /// <param name="type">The number format.</param>
    public static double Of(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor left = randn(Side, Side).to_type(type), right = randn(Side, Side).to_type(type);
        IReadOnlyList<double> seconds = Measuring.Rounds.Alone(Rounds, 2, () => mm(left, right).Dispose());
        return 2.0 * Side * Side * Side / seconds.Min();
    }
}
