using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Vision;

/// <summary>
/// ConvNeXt without its head: a stem that divides the side by 4, then stages of blocks, each but the first at half the side of the
/// one before (arXiv 2201.03545; names and order as in timm).
/// </summary>
public sealed class ConvNextTrunk
{
    private readonly Convolution stem;
    private readonly LayerNorm stemNorm;
    private readonly Stage[] stages;
    private readonly ParameterStore store;

    /// <summary>Allocates <c>stem</c> and <c>stages</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="depths">The number of blocks of each stage.</param>
    /// <param name="widths">The number of channels of each stage.</param>
    /// <param name="activation">The MLPs' non-linearity.</param>
    /// <param name="epsilon">The norms' epsilon.</param>
    public ConvNextTrunk(ParameterScope scope, IReadOnlyList<int> depths, IReadOnlyList<int> widths, Activation activation, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(widths);
        store = scope.Store;
        stem = new Convolution(scope["stem"]["0"], 3, widths[0], 4, stride: 4);
        stemNorm = new LayerNorm(scope["stem"]["1"], widths[0], epsilon);
        stages = [.. widths.Select((_, i) => new Stage(scope["stages"][$"{i}"], i, depths, widths, activation, epsilon))];
    }

    /// <summary>Runs the stages.</summary>
    /// <param name="images">float32, [B, 3, R, R].</param>
    /// <param name="observe">Shown the stem's output, as number -1, and each stage's, for tests and probes; it keeps nothing without cloning.</param>
    /// <returns>[B, C, R / 32, R / 32] with four stages, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The images do not have that shape, or their side is no multiple of the stages' stride.</exception>
    public Tensor Forward(Tensor images, Action<int, Tensor>? observe = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        long stride = 2L << stages.Length;
        if (images.shape is not [_, 3, var height, var width] || height != width || height % stride != 0)
        {
            throw new ArgumentException(
                $"Images of shape [{string.Join(", ", images.shape)}] do not fit: expected [B, 3, R, R] with R a multiple of {stride}.", nameof(images));
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor x = OverChannels(stemNorm, stem.Forward(images.to_type(store.Settings.ComputeType)));
        observe?.Invoke(-1, x);
        for (int i = 0; i < stages.Length; i++)
        {
            x = stages[i].Forward(x);
            observe?.Invoke(i, x);
        }

        return x.MoveToOuterDisposeScope();
    }

    private static Tensor OverChannels(LayerNorm norm, Tensor x) => norm.Forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);

    private sealed class Stage
    {
        private readonly LayerNorm? norm;
        private readonly Convolution? halve;
        private readonly ConvNextBlock[] blocks;

        public Stage(ParameterScope scope, int index, IReadOnlyList<int> depths, IReadOnlyList<int> widths, Activation activation, double epsilon)
        {
            if (index > 0)
            {
                norm = new LayerNorm(scope["downsample"]["0"], widths[index - 1], epsilon);
                halve = new Convolution(scope["downsample"]["1"], widths[index - 1], widths[index], 2, stride: 2);
            }

            blocks = [.. Enumerable.Range(0, depths[index]).Select(i => new ConvNextBlock(scope["blocks"][$"{i}"], widths[index], activation, epsilon))];
        }

        public Tensor Forward(Tensor x)
        {
            using DisposeScope scope = NewDisposeScope();
            if (norm is not null && halve is not null)
            {
                x = halve.Forward(OverChannels(norm, x));
            }

            foreach (ConvNextBlock block in blocks)
            {
                x = block.Forward(x);
            }

            return x.MoveToOuterDisposeScope();
        }
    }
}
