using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>Learned positions for a grid of patches that they were not trained on.</summary>
public static class PositionGrid
{
    /// <summary>
    /// Resamples positions with antialiasing, bicubically as open_clip does when it loads a checkpoint of another resolution, or
    /// bilinearly; what stands before the grid, a class token's position, is kept.
    /// </summary>
    /// <param name="positions">[leading + from × from, width].</param>
    /// <param name="from">The side of the grid that they belong to.</param>
    /// <param name="to">The side of the grid wanted.</param>
    /// <param name="interpolation">The kernel. Default: bicubic.</param>
    /// <returns>[leading + to × to, width], in the caller's dispose scope.</returns>
    public static Tensor Resample(Tensor positions, int from, int to, Interpolation interpolation = Interpolation.Bicubic)
    {
        ArgumentNullException.ThrowIfNull(positions);
        using DisposeScope scope = NewDisposeScope();
        long leading = positions.shape[0] - ((long)from * from), width = positions.shape[1];
        Tensor grid = positions.narrow(0, leading, (long)from * from).to_type(ScalarType.Float32)
            .view(1, from, from, width).permute(0, 3, 1, 2);                // [1, W, from, from]
        Tensor resized = functional.interpolate(grid, size: [to, to], mode: interpolation == Interpolation.Bicubic ? InterpolationMode.Bicubic : InterpolationMode.Bilinear, align_corners: false, antialias: true)
            .permute(0, 2, 3, 1).reshape((long)to * to, width).to_type(positions.dtype);
        return cat([positions.narrow(0, 0, leading), resized]).MoveToOuterDisposeScope();
    }
}
