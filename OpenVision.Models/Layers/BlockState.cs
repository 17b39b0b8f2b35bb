using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>What a block keeps for its derivative. What is cheap to compute again is not kept: normalised rows and the MLP's activations.</summary>
/// <param name="Input">The block's input, [B × T, width].</param>
/// <param name="First">The statistics of the input's rows.</param>
/// <param name="Attended">What attention keeps.</param>
/// <param name="Middle">The input of the second norm, [B × T, width].</param>
/// <param name="Second">The statistics of its rows.</param>
/// <param name="Inner">The product of the MLP's first map, [B × T, inner].</param>
internal sealed record BlockState(Tensor Input, RowStatistics First, AttentionState Attended, Tensor Middle, RowStatistics Second, Tensor Inner) : IDisposable
{
    /// <summary>Takes everything out of its dispose scope.</summary>
    public void Detach()
    {
        foreach (Tensor? tensor in Tensors)
        {
            tensor?.DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor? tensor in Tensors)
        {
            tensor?.Dispose();
        }
    }

    private Tensor?[] Tensors =>
    [
        Input, First.Mean, First.Deviation, Attended.Parts, Attended.Joined, Attended.Kept, Attended.Result, Middle, Second.Mean, Second.Deviation, Inner,
    ];
}
