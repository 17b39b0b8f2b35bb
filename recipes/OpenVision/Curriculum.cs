namespace OpenVision.Recipes;

// What OpenVision's recipes share (its paper, section 1 and Table 11; its training script): lengths are whole steps of 10,000, 800
// and 200 epochs of ImageNet's 1,281,167 images, warm-ups 40 and 20 of them. Where your shards lie is said by --data.

/// <summary>Three stages of rising resolution for encoders of patch 16 and 8; the last stands at the encoder's own.</summary>
[RecipeDefaults(WeightDecay = 0.2, Beta1 = 0.9, Beta2 = 0.95, CaptionWeight = 2, Precision = Precision.BFloat16)]
[Stage("pretrain", Resolution = 160, Samples = 390_981L * 32_768, BatchSize = 32_768, BaseLearningRate = 8e-6, WarmupSamples = 40 * 1_281_167)]
[Stage("finetune", Resolution = 224, Samples = 62_556L * 16_384, BatchSize = 16_384, BaseLearningRate = 4e-7, WarmupSamples = 20 * 1_281_167)]
[Stage("finetune-high", Samples = 31_278L * 8_192, BatchSize = 8_192, BaseLearningRate = 1e-7)]
[Data("recap-datacomp-1b/{00000..09999}.tar", WebCaption = "txt", SyntheticCaption = "llava_caption", Resampled = true)]
public abstract class Curriculum;

/// <summary>The same for encoders of patch 14, which begin at 84 px.</summary>
[From<Curriculum>]
[Stage("pretrain", Resolution = 84)]
public abstract class Curriculum14;
