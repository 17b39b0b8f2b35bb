namespace OpenVision.Recipes.Clip;

// What the runs of the CLIP table share. Sources: open_clip's defaults and model cards, DataComp's scale configurations, the CLIP
// (arXiv 2103.00020), SigLIP (2303.15343) and scaling-law (2212.07143) papers. Ours differ from open_clip's runs in that token and
// position embeddings do not decay, that crops are bilinear, and that random erasing, stochastic depth and the dropping of patches
// are left out. Where your shards lie is said by --data.

/// <summary>open_clip's defaults: web captions alone, crops of 90 to 100 % of the image, no change of colours.</summary>
[RecipeDefaults(WeightDecay = 0.2, Beta1 = 0.9, Beta2 = 0.98, Epsilon = 1e-6, Precision = Precision.BFloat16)]
[Augment(MinArea = 0.9, ColorJitter = 0, GreyscaleProbability = 0)]
public abstract class OpenClipTraining;

/// <summary>LAION-2B.</summary>
[From<OpenClipTraining>]
[Data("laion-2b/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "bpe_simple_vocab_16e6.txt.gz", Resampled = true)]
public abstract class Laion2B;

/// <summary>DataComp-1B under the settings of DataComp's largest scale.</summary>
[From<OpenClipTraining>]
[RecipeDefaults(Beta2 = 0.95)]
[Stage("train", Samples = 142_045L * 90_112, BatchSize = 90_112, LearningRate = 1e-3, WarmupSamples = 10_000L * 90_112)]
[Data("datacomp-1b/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "bpe_simple_vocab_16e6.txt.gz", Resampled = true)]
public abstract class DataComp1B;

/// <summary>OpenAI's 32 epochs of its 400 million pairs.</summary>
[From<OpenClipTraining>]
[Stage("train", Samples = 390_625L * 32_768, BatchSize = 32_768, LearningRate = 4e-4, WarmupSamples = 2_000L * 32_768)]
[Data("wit-400m/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "bpe_simple_vocab_16e6.txt.gz", Resampled = true)]
public abstract class Wit400M;

/// <summary>Data that a filter network chose. Batch and learning rate are not published: DataComp's, for the published number of samples.</summary>
[From<DataComp1B>]
[Stage("train", Samples = 432_794L * 90_112)]
[Data("dfn-2b/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "bpe_simple_vocab_16e6.txt.gz", Resampled = true)]
public abstract class Dfn;

/// <summary>SigLIP on WebLI: the sigmoid loss, images resized only. Published runs used Adafactor; AdamW did as well in the paper's test.</summary>
[RecipeDefaults(Contrastive = ContrastiveLossKind.Sigmoid, WeightDecay = 1e-4, Beta1 = 0.9, Beta2 = 0.95, Precision = Precision.BFloat16)]
[Stage("train", Samples = 1_220_703L * 32_768, BatchSize = 32_768, LearningRate = 1e-3, WarmupSamples = 200_015_872)]
[Augment(MinArea = 1, MinAspect = 1, ColorJitter = 0, GreyscaleProbability = 0)]
[Data("webli/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "spiece.model", Resampled = true)]
public abstract class WebLi;
