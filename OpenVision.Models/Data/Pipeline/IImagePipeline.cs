using OpenVision.Data.Images;

namespace OpenVision.Data.Pipeline;

/// <summary>What a recipe's image encoder asks of its training images.</summary>
/// <param name="Resolution">R, the side in pixels; each stage has its own.</param>
/// <param name="Colors">What images are normalised with.</param>
public readonly record struct ImageTarget(int Resolution, ColorStatistics Colors);

/// <summary>Makes a recipe's training images, named by <c>[Images&lt;T&gt;]</c>.</summary>
public interface IImagePipeline
{
    /// <summary>The steps from a decoded image to what the image encoder reads. Called once a stage, and to describe the run.</summary>
    /// <param name="target">What the image encoder asks for.</param>
    static abstract Step<RgbImage, Pixels> Train(ImageTarget target);
}

/// <summary>Picks a recipe's training texts, named by <c>[Texts&lt;T&gt;]</c>.</summary>
public interface ITextPipeline
{
    /// <summary>The steps from a sample's captions to the texts that are tokenized. Called once a stage, and to describe the run.</summary>
    static abstract TextSteps Train();
}

/// <summary>The texts of a training sample; their steps draw in this order, before those of the image.</summary>
/// <param name="Web">What the text encoder reads first, and the caption decoder beside the image.</param>
/// <param name="Synthetic">What the text encoder reads second.</param>
/// <param name="Caption">What the caption decoder writes; not run without one.</param>
public sealed record TextSteps(Step<CaptionPair, string> Web, Step<CaptionPair, string> Synthetic, Step<CaptionPair, string> Caption)
{
    /// <inheritdoc/>
    public override string ToString() => $"web: {Web}; synthetic: {Synthetic}; caption: {Caption}";
}
