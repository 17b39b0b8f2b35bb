using OpenVision.Kernels;
using OpenVision.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>A stack of blocks.</summary>
public sealed class Transformer
{
    private readonly ParameterStore store;
    private readonly Block[] blocks;
    private readonly Dictionary<AttentionMask, Tensor> masks = [];
    private readonly Tensor anchor;

    /// <summary>Allocates <c>resblocks.0</c> to <c>resblocks.(depth - 1)</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="depth">The number of blocks.</param>
    /// <param name="heads">The number of attention heads.</param>
    /// <param name="mlpDim">The inner width of the MLPs.</param>
    /// <param name="activation">The MLPs' non-linearity.</param>
    /// <param name="epsilon">The norms' epsilon.</param>
    public Transformer(ParameterScope scope, int width, int depth, int heads, int mlpDim, Activation activation, double epsilon)
    {
        store = scope.Store;
        ParameterScope inner = scope["resblocks"];
        int first = store.Parameters.Count;
        blocks = [.. Enumerable.Range(0, depth).Select(i => new Block(inner[$"{i}"], width, heads, mlpDim, activation, epsilon))];
        anchor = store.Parameters[first].Compute;
        Written = store.Settings.Device.type == DeviceType.CPU && Operators.AreAvailable;
    }

    /// <summary>
    /// Whether blocks run by their own derivatives, which is faster on the processor; else libtorch differentiates them. Default: on the
    /// processor, where libtorch has the operators for it.
    /// </summary>
    internal bool Written { get; init; }

    /// <summary>Runs every block in turn.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="mask">Which positions attend to which. Default: all to all.</param>
    /// <param name="observe">Shown each block's output, for tests and probes; it keeps nothing without cloning.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    public Tensor Forward(Tensor x, AttentionMask? mask = null, Action<int, Tensor>? observe = null) => Run(x, blocks, mask, observe);

    /// <summary>Runs the blocks up to one of them, all positions attending to all.</summary>
    /// <param name="x">[B, T, width].</param>
    /// <param name="layer">The last block to run, counted from the end: -1 is the stack's last one; -(depth + 1) runs none.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such block.</exception>
    public Tensor Through(Tensor x, int layer)
    {
        ArgumentNullException.ThrowIfNull(x);
        int count = blocks.Length + 1 + layer;
        return layer >= 0 || count < 0
            ? throw new ArgumentOutOfRangeException(nameof(layer), layer, $"A stack of {blocks.Length} blocks has the layers -1 to -{blocks.Length + 1}.")
            : count == 0 ? x.alias() : Run(x, blocks[..count], null, null);
    }

    private Tensor Run(Tensor x, Block[] run, AttentionMask? mask, Action<int, Tensor>? observe)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? additive = mask is { } declared ? Additive(declared) : null;
        if (Written && x.shape[1] <= SoftmaxKernel.LongestRow)
        {
            return TransformerFunction.Apply(x, anchor, new(run, additive, Rematerialized, observe)).MoveToOuterDisposeScope();
        }

        for (int i = 0; i < run.Length; i++)
        {
            x = Rematerialized(i) && is_grad_enabled() ? BlockFunction.Apply(x, anchor, run[i], additive) : run[i].Forward(x, additive);
            observe?.Invoke(i, x);
        }

        return x.MoveToOuterDisposeScope();
    }

    private bool Rematerialized(int block) => store.Settings.RematerializeEvery is > 0 and var every && block % every == 0;

    private Tensor Additive(AttentionMask mask)
    {
        if (!masks.TryGetValue(mask, out Tensor? additive))
        {
            additive = store.Own(mask.Additive(store.Settings.ComputeType, store.Settings.Device));
            masks.Add(mask, additive);
        }

        return additive;
    }
}
