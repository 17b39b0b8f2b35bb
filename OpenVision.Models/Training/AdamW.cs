using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// AdamW over a store's flat buffers, two passes over memory whatever the number of parameters: Adam's direction, plus decay ×
/// parameter where it is a matrix, times the learning rate (reference: build_optax.py of UCSC-VLAA/OpenVision).
/// </summary>
public sealed class AdamW : IDisposable
{
    // What remembers less than this is no average of anything: TensorFlow's ExponentialMovingAverage has the same warm-up.
    private const double AverageWarmup = 10;

    private readonly ParameterStore parameters;
    private readonly OptimizerSpec spec;
    private readonly AdamWState state;
    private readonly IParameterUpdate update;
    private bool averaged;

    /// <summary>Allocates moments of 0, and the average at the parameters' values where the settings ask for it.</summary>
    /// <param name="parameters">The parameters with their gradients, all declared.</param>
    /// <param name="spec">The settings.</param>
    public AdamW(ParameterStore parameters, OptimizerSpec spec)
        : this(parameters, spec, static (store, state, segments) => store.Settings.Device.type == DeviceType.CPU
            ? new FusedUpdate(store, state, segments, UpdateKernel.Best)
            : new TensorUpdate(store, state, segments))
    {
    }

    internal AdamW(
        ParameterStore parameters, OptimizerSpec spec, Func<ParameterStore, AdamWState, IReadOnlyList<ParameterSegment>, IParameterUpdate> updateBy)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(spec);
        this.parameters = parameters;
        this.spec = spec;
        state = new AdamWState(parameters, spec);
        update = updateBy(parameters, state, ParameterSegment.Of(parameters, spec.LayerDecay));
    }

    /// <summary>The running mean of gradients, [total], float32 or bfloat16 (<see cref="OptimizerSpec.FirstMoment"/>).</summary>
    public Tensor FirstMoment => state.FirstMoment;

    /// <summary>The running mean of squared gradients, float32, [total].</summary>
    public Tensor SecondMoment => state.SecondMoment;

    /// <summary>The running mean of the parameters, float32, [total]; none where the settings ask for none.</summary>
    public Tensor? Average => state.Average;

    /// <summary>The number of updates made, which corrects the moments' bias.</summary>
    public long Updates { get; set; }

    /// <summary>Starts anew at the parameters' present values: moments of 0, no updates made.</summary>
    public void Begin()
    {
        state.Begin(parameters);
        Updates = 0;
    }

    /// <summary>
    /// Moves the parameters by one update, brings what the forward pass reads up to date and sets the gradients to 0 for the next
    /// one. The gradient is what the last backward pass left, plus what was collected before it.
    /// </summary>
    /// <param name="learningRate">The rate; 0 updates the moments and the average alone.</param>
    /// <returns>The norm of the gradients before clipping. Where it is not finite nothing was changed, gradients included.</returns>
    /// <exception cref="InvalidOperationException">The parameters are exchanged for their average.</exception>
    public double Step(double learningRate)
    {
        if (averaged)
        {
            throw new InvalidOperationException("The parameters are exchanged for their average: dispose of what UseAverage gave before the next update.");
        }

        double norm = GradientNorm();
        if (double.IsFinite(norm))
        {
            Apply(learningRate, norm); // else the caller stops the run; the parameters stay as they were
        }

        return norm;
    }

    /// <summary>The norm of the gradients, before clipping.</summary>
    internal double GradientNorm() => update.GradientNorm();

    /// <summary>As <see cref="Step"/>, where the gradients are a part of a model's.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="norm">The norm of the gradients of all parts, which is clipped by; finite.</param>
    internal void Apply(double learningRate, double norm)
    {
        Updates++;
        update.Apply(new(
            learningRate,
            spec.ClipNorm > 0 && norm > spec.ClipNorm ? spec.ClipNorm / norm : 1,
            spec.Beta1,
            spec.Beta2,
            spec.Epsilon,
            spec.WeightDecay,
            1 - Math.Pow(spec.Beta1, Updates),
            1 - Math.Pow(spec.Beta2, Updates),
            Math.Min(spec.Average, (1 + Updates) / (AverageWarmup + Updates))));
    }

    /// <summary>
    /// Exchanges the parameters for their average, for evaluating and saving, until what it gives is disposed of; both are then as
    /// they were. Without an average it does nothing.
    /// </summary>
    public IDisposable UseAverage() => new Exchange(this);

    /// <inheritdoc/>
    public void Dispose() => state.Dispose();

    // In place, so that it takes no third buffer.
    private void ExchangeValues()
    {
        const long ChunkLength = 1 << 22;
        if (state.Average is not { } average)
        {
            return;
        }

        using IDisposable noGrad = no_grad();
        for (long at = 0, total = average.shape[0]; at < total; at += ChunkLength)
        {
            using DisposeScope scope = NewDisposeScope();
            long length = Math.Min(ChunkLength, total - at);
            Tensor values = parameters.Values.narrow(0, at, length), averages = average.narrow(0, at, length), kept = values.clone();
            values.copy_(averages);
            averages.copy_(kept);
        }

        parameters.RefreshCompute();
        averaged = !averaged;
    }

    private sealed class Exchange : IDisposable
    {
        private AdamW? optimizer;

        public Exchange(AdamW optimizer)
        {
            this.optimizer = optimizer;
            optimizer.ExchangeValues();
        }

        public void Dispose()
        {
            optimizer?.ExchangeValues();
            optimizer = null;
        }
    }
}
