using OpenVision.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Kernels;

[Collection(Training.AloneCollection.Name)]
public sealed class HeadsKernelTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 2, 5, 3, 16)]
    [InlineData(ScalarType.Float32, 3, 70, 2, 9)]
    [InlineData(ScalarType.BFloat16, 2, 67, 4, 24)]
    public void HeadsAreSplitAndJoined(ScalarType type, int batch, int tokens, int heads, int size)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor fused, Tensor exact) = KernelMath.Random(type, 1, batch * tokens, 3 * heads * size);
        (Tensor bias, Tensor exactBias) = KernelMath.Random(type, 1, 3 * heads * size);
        Tensor parts = empty(3, batch * heads, tokens, size, type);

        HeadsKernel.Split(fused, bias, parts, heads);

        Tensor expected = (exact + exactBias).view(batch, tokens, 3, heads, size).permute(2, 0, 3, 1, 4).reshape(3, batch * heads, tokens, size);
        KernelMath.AssertNear(expected, parts);

        Tensor joined = empty_like(fused), sums = zeros_like(bias);
        HeadsKernel.SplitBackward(parts, joined, sums, heads);
        Tensor back = parts.view(3, batch, heads, tokens, size).permute(1, 3, 0, 2, 4).reshape(batch * tokens, 3 * heads * size);
        KernelMath.AssertSame(back, joined);
        KernelMath.AssertNear(back.to_type(ScalarType.Float64).sum([0L]), sums, Math.Sqrt(batch * tokens));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 300, 40)]
    [InlineData(ScalarType.BFloat16, 3, 33)]
    public void AResidualAndABiasAreAdded(ScalarType type, int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor result, Tensor exact) = KernelMath.Random(type, 1, rows, columns);
        (Tensor bias, Tensor exactBias) = KernelMath.Random(type, 1, columns);
        (Tensor residual, Tensor exactResidual) = KernelMath.Random(type, 1, rows, columns);
        HeadsKernel.AddResidual(result, bias, residual);
        KernelMath.AssertNear(exact + exactBias + exactResidual, result);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1, 16)]
    [InlineData(ScalarType.Float32, 1000, 37)]
    [InlineData(ScalarType.BFloat16, 257, 48)]
    public void ColumnsAreAddedUp(ScalarType type, int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor matrix, Tensor exact) = KernelMath.Random(type, 1, rows, columns);
        Tensor sums = ones(columns, type);
        ColumnSums.Add(matrix, sums);
        KernelMath.AssertNear(exact.sum([0L]) + 1, sums, Math.Sqrt(rows));
    }

    /// <summary>The sums of groups are added in their order, whoever makes them.</summary>
    [Fact]
    public void SumsDoNotDependOnTheNumberOfThreads()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor matrix = randn(5000, 64);
        int threads = get_num_threads();
        try
        {
            Tensor[] sums = [.. new[] { 1, 2 }.Select(count =>
            {
                set_num_threads(count);
                Tensor sum = zeros(64);
                ColumnSums.Add(matrix, sum);
                return sum;
            })];
            KernelMath.AssertSame(sums[1], sums[0]);
        }
        finally
        {
            set_num_threads(threads);
        }
    }
}
