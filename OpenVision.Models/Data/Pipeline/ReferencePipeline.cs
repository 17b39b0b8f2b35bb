using OpenVision.Data.Images;

namespace OpenVision.Data.Pipeline;

/// <summary>What a recipe's settings mean as pipelines: what happens to its samples where it names no pipeline of its own.</summary>
internal static class ReferencePipeline
{
    /// <summary>What <c>[Augment]</c> means.</summary>
    /// <param name="spec">The settings.</param>
    /// <param name="target">What the image encoder asks for.</param>
    public static Step<RgbImage, Pixels> ImagesOf(AugmentationSpec spec, ImageTarget target) =>
        Images.RandomCrop(target.Resolution, spec.MinArea, spec.MaxArea, spec.MinAspect)
        | Images.ColorJitter(spec.ColorJitter, spec.JitterProbability)
        | Images.Greyscale(spec.GreyscaleProbability)
        | Images.Normalize(target.Colors);

    /// <summary>What <c>[Data(Pick = …)]</c> means.</summary>
    /// <param name="pick">The setting.</param>
    public static TextSteps TextsOf(CaptionPick pick) => new(
        Texts.WebCaption(),
        pick switch
        {
            CaptionPick.Whole => Texts.Whole(),
            CaptionPick.Passage => Texts.Passage(),
            _ => Texts.Sentence(),
        },
        Texts.Whole());
}
