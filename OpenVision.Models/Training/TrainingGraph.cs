using OpenVision.Clip;
using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>The tensors of one training batch, on the graph's device. Owned by whoever made them.</summary>
/// <param name="Images">Normalised images, float32, [B, 3, R, R].</param>
/// <param name="WebText">The web captions' tokens, int64, [B, T].</param>
/// <param name="SyntheticText">The tokens of what was picked of the synthetic captions, int64, [B, T].</param>
/// <param name="Caption">The whole synthetic captions' tokens, int64, [B, Q + 1]; empty without a decoder.</param>
/// <param name="Kept">The patches of each image that the step sees, int64, [B, K]; none where it sees all. Default: none.</param>
public sealed record TrainingBatch(Tensor Images, Tensor WebText, Tensor SyntheticText, Tensor Caption, Tensor? Kept = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        WebText.Dispose();
        SyntheticText.Dispose();
        Caption.Dispose();
        Kept?.Dispose();
    }

    /// <summary>Some of its pairs, without a copy.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">Their number.</param>
    /// <returns>Views in the caller's dispose scope.</returns>
    internal TrainingBatch Part(long first, long count) => new(
        Images.narrow(0, first, count), WebText.narrow(0, first, count), SyntheticText.narrow(0, first, count), Caption.narrow(0, first, count), Kept?.narrow(0, first, count));
}

/// <summary>The losses of one step, as numbers.</summary>
/// <param name="Total">The weighted sum that is minimised.</param>
/// <param name="Contrastive">The contrastive loss, averaged over the captions; none where the recipe trains with another loss.</param>
/// <param name="Caption">The caption loss; 0 without a decoder, none where the recipe trains with another loss.</param>
public readonly record struct StepLosses(float Total, float? Contrastive = null, float? Caption = null)
{
    /// <summary>Reads the losses of a step.</summary>
    /// <param name="total">The weighted sum, a scalar.</param>
    /// <param name="contrastive">The contrastive loss, a scalar.</param>
    /// <param name="caption">The caption loss, a scalar; none without a decoder.</param>
    public static StepLosses Read(Tensor total, Tensor contrastive, Tensor? caption = null) =>
        new(total.item<float>(), contrastive.item<float>(), caption?.item<float>() ?? 0);
}

/// <summary>What a recipe trains: a model, its parameters and the step over them. Generated from the recipe's attributes.</summary>
/// <param name="spec">The recipe.</param>
/// <param name="settings">Device, precision and seed.</param>
public abstract partial class TrainingGraph(RecipeSpec spec, GraphSettings settings) : ClipModel(ModelSpec.Of(spec), settings with { RematerializeEvery = spec.RematerializeEvery })
{
    /// <summary>The recipe.</summary>
    public RecipeSpec Spec { get; } = spec;

    /// <summary>
    /// One forward and backward pass: adds the batch's gradients to the parameters' and leaves no other tensor behind.
    /// </summary>
    /// <param name="batch">The batch.</param>
    public abstract StepLosses Step(TrainingBatch batch);
}
