using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// AdamW over a store's flat buffers, a handful of in-place operations whatever the number of parameters: Adam's
/// direction, plus decay × parameter where it is a matrix, times the learning rate (reference: build_optax.py of
/// UCSC-VLAA/OpenVision).
/// </summary>
/// <param name="parameters">The parameters with their gradients.</param>
/// <param name="spec">The settings.</param>
public sealed class AdamW(ParameterStore parameters, OptimizerSpec spec) : IDisposable
{
    private readonly Tensor scratch = Like(parameters);

    /// <summary>The running mean of gradients, float32, [total].</summary>
    public Tensor FirstMoment { get; } = Like(parameters);

    /// <summary>The running mean of squared gradients, float32, [total].</summary>
    public Tensor SecondMoment { get; } = Like(parameters);

    /// <summary>The number of updates made, which corrects the moments' bias.</summary>
    public long Updates { get; set; }

    /// <summary>Moves the parameters by one update.</summary>
    /// <param name="learningRate">The rate; 0 updates the moments alone.</param>
    /// <returns>The norm of the gradients before clipping.</returns>
    public double Step(double learningRate)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor gradients = parameters.Gradients;
        double norm = gradients.norm().item<float>();
        if (!double.IsFinite(norm))
        {
            return norm; // the caller stops the run; the parameters stay as they were
        }

        if (spec.ClipNorm > 0 && norm > spec.ClipNorm)
        {
            gradients.Scale(spec.ClipNorm / norm);
        }

        Updates++;
        FirstMoment.Scale(spec.Beta1);
        FirstMoment.Add(gradients, 1 - spec.Beta1);
        SecondMoment.Scale(spec.Beta2);
        SecondMoment.AddProduct(gradients, gradients, 1 - spec.Beta2);
        double correction1 = 1 - Math.Pow(spec.Beta1, Updates);
        double correction2 = 1 - Math.Pow(spec.Beta2, Updates);
        scratch.copy_(SecondMoment);
        scratch.Divide(correction2);
        scratch.sqrt_();
        scratch.Add(spec.Epsilon);
        parameters.Values.narrow(0, 0, parameters.Sizes.Matrix).Scale(1 - (learningRate * spec.WeightDecay));
        parameters.Values.AddQuotient(FirstMoment, scratch, -learningRate / correction1);
        return norm;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        scratch.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    private static Tensor Like(ParameterStore parameters) => zeros_like(parameters.Values).DetachFromDisposeScope();
}
