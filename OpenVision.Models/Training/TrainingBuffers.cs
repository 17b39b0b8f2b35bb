using System.Runtime.InteropServices;
using OpenVision.Data;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// The tensors of a stage's batches, allocated once: every batch is copied into the same memory, so that no step
/// allocates for its input.
/// </summary>
internal sealed class TrainingBuffers : IDisposable
{
    private readonly TrainingBatch host;
    private readonly TrainingBatch device;
    private readonly TokenDropping? dropping;

    /// <summary>Allocates the tensors.</summary>
    /// <param name="size">B, the number of pairs.</param>
    /// <param name="resolution">The side of the images in pixels.</param>
    /// <param name="context">T, the number of tokens of a text.</param>
    /// <param name="captionLength">L, the number of tokens of a whole caption; 0 without a decoder.</param>
    /// <param name="where">Where the graph computes.</param>
    /// <param name="dropping">Which patches the steps see. Default: all.</param>
    public TrainingBuffers(int size, int resolution, int context, int captionLength, Device where, TokenDropping? dropping = null)
    {
        this.dropping = dropping;
        host = Allocate(size, resolution, context, captionLength, dropping?.Kept, CPU);
        device = where.type == DeviceType.CPU ? host : Allocate(size, resolution, context, captionLength, dropping?.Kept, where);
    }

    /// <summary>Copies a batch into the tensors.</summary>
    /// <param name="batch">The batch; it can be given back to its loader afterwards.</param>
    /// <param name="firstSample">The number of samples that the run has seen before it.</param>
    /// <returns>The tensors, valid until the next batch is loaded; not to be disposed by the caller.</returns>
    public TrainingBatch Load(PairBatch batch, long firstSample)
    {
        Copy<float>(batch.Images, host.Images);
        Copy<long>(batch.WebText, host.WebText);
        Copy<long>(batch.SyntheticText, host.SyntheticText);
        Copy<long>(batch.Caption, host.Caption);
        if (dropping is not null && host.Kept is { } kept)
        {
            Copy<long>(dropping.Of(firstSample, batch.Size), kept);
        }

        if (device != host)
        {
            using IDisposable noGrad = no_grad();
            device.Images.copy_(host.Images);
            device.WebText.copy_(host.WebText);
            device.SyntheticText.copy_(host.SyntheticText);
            device.Caption.copy_(host.Caption);
            device.Kept?.copy_(host.Kept!);
        }

        return device;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        host.Dispose();
        device.Dispose();
    }

    private static TrainingBatch Allocate(int size, int resolution, int context, int captionLength, int? kept, Device where) => new(
        zeros(size, 3, resolution, resolution, ScalarType.Float32, where).DetachFromDisposeScope(),
        zeros(size, context, ScalarType.Int64, where).DetachFromDisposeScope(),
        zeros(size, context, ScalarType.Int64, where).DetachFromDisposeScope(),
        zeros(size, captionLength, ScalarType.Int64, where).DetachFromDisposeScope(),
        kept is { } count ? zeros(size, count, ScalarType.Int64, where).DetachFromDisposeScope() : null);

    private static void Copy<T>(T[] source, Tensor target)
        where T : struct
    {
        int at = 0;
        TensorBytes.ForEach(target, bytes =>
        {
            int count = bytes.Length / Marshal.SizeOf<T>();
            MemoryMarshal.AsBytes(source.AsSpan(at, count)).CopyTo(bytes);
            at += count;
        });
    }
}
