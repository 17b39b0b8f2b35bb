using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>Makes one update after the other and stops at the first that is not sound.</summary>
/// <param name="graph">What is trained.</param>
/// <param name="optimizer">What moves its parameters.</param>
internal sealed class StepRunner(TrainingGraph graph, AdamW optimizer)
{
    private bool gradientsChecked;

    /// <summary>What moves the parameters.</summary>
    public AdamW Optimizer { get; } = optimizer;

    /// <summary>Makes an update; every tensor that it needs is gone afterwards.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="where">The stage and the step, for messages.</param>
    /// <param name="microBatch">The number of pairs whose activations are held at a time. Default 0: all.</param>
    /// <returns>The losses, and the gradients' norm before clipping.</returns>
    /// <exception cref="OpenVisionException">A loss or the gradients are not finite, or a parameter gets no gradient at the first update.</exception>
    public (StepLosses Losses, double GradientNorm) Step(TrainingBatch batch, double learningRate, string where, int microBatch = 0)
    {
        using DisposeScope scope = NewDisposeScope();
        StepLosses losses = graph.Step(batch, microBatch);
        CheckFinite(losses, where);
        CheckGradients(where);
        double norm = Optimizer.Step(learningRate);
        if (!double.IsFinite(norm))
        {
            throw NotFinite(where, "the gradient norm", norm);
        }

        return (losses, norm);
    }

    private static void CheckFinite(StepLosses losses, string where)
    {
        // The parts first: the total is not finite whenever one of them is not.
        foreach ((string part, float? value) in (ReadOnlySpan<(string, float?)>)
            [("the contrastive loss", losses.Contrastive), ("the caption loss", losses.Caption), ("the total loss", losses.Total)])
        {
            if (value is { } number && !float.IsFinite(number))
            {
                throw NotFinite(where, part, number);
            }
        }
    }

    private void CheckGradients(string where)
    {
        if (gradientsChecked)
        {
            return;
        }

        gradientsChecked = true;
        IReadOnlyList<string> silent = GradientCheck.WithoutGradient(graph.Parameters);
        if (silent.Count > 0)
        {
            throw new OpenVisionException($"{where}: {silent.Count} of {graph.Parameters.Parameters.Count} parameters get no gradient from the loss: {string.Join(", ", silent)}. Give their loss a weight above 0 and a batch of at least 2 different pairs, or leave the part out of the recipe.");
        }
    }

    private static OpenVisionException NotFinite(string where, string what, double value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{where}: {what} is {value}. The parameters are those of the step before. Go on from the newest checkpoint with --resume and a lower learning rate, a longer warm-up, a ClipNorm, or --precision f32."));
}
