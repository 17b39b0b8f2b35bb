using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>What AdamW keeps of every parameter, flat in the store's order.</summary>
internal sealed class AdamWState : IDisposable
{
    /// <summary>Allocates moments of 0 and, where it is asked for, the average, at the parameters' values.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="spec">The settings.</param>
    public AdamWState(ParameterStore store, OptimizerSpec spec)
    {
        using IDisposable noGrad = no_grad();
        FirstMoment = Like(store.Values, spec.FirstMoment == MomentFormat.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
        SecondMoment = Like(store.Values, ScalarType.Float32);
        Average = spec.Average > 0 ? Like(store.Values, ScalarType.Float32) : null;
        Begin(store);
    }

    /// <summary>The running mean of gradients, in the recipe's format, [total].</summary>
    public Tensor FirstMoment { get; }

    /// <summary>The running mean of squared gradients, float32, [total].</summary>
    public Tensor SecondMoment { get; }

    /// <summary>The running mean of the parameters, float32, [total]; none where the recipe has none.</summary>
    public Tensor? Average { get; }

    /// <summary>Starts anew: moments of 0, the average at the parameters' values.</summary>
    /// <param name="store">The parameters.</param>
    public void Begin(ParameterStore store)
    {
        using IDisposable noGrad = no_grad();
        FirstMoment.zero_();
        SecondMoment.zero_();
        Average?.copy_(store.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
        Average?.Dispose();
    }

    private static Tensor Like(Tensor values, ScalarType type)
    {
        Tensor buffer = empty(values.shape[0], type, values.device).DetachFromDisposeScope();
        HugePages.Advise(buffer);
        return buffer;
    }
}
