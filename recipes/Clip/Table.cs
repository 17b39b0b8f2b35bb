namespace OpenVision.Recipes.Clip;

// Every row of the CLIP table: a model to load the weights into, and the run that made them as far as it is published.

/// <summary>open_clip's convnext_base_w, laion2b_s13b_b82k_augreg.</summary>
[ClipModel<ConvNextBaseW, ConvNextBaseWText>]
[Published(Source.Profile, MillionParameters = 179.39)]
public sealed partial class ConvNextBaseWLaion2B;

/// <summary>The training of ConvNextBaseWLaion2B on LAION-2B.</summary>
[TrainRecipe<ConvNextBaseW, ConvNextBaseWText>(Beta2 = 0.999, Epsilon = 1e-8, ClipNorm = 5)]
[From<Laion2B>]
[Stage("train", Samples = 159_114L * 81_920, BatchSize = 81_920, LearningRate = 1e-3, WarmupSamples = 10_000L * 81_920)]
[Augment(MinArea = 0.33)]
[Published(Source.Results, ImageNet = 71.5, TextToImage = 43.03, ImageToText = 61.4, Data = "LAION-2B", Samples = 13e9)]
public sealed partial class ConvNextBaseWLaion2BRecipe;

/// <summary>open_clip's convnext_large_d_320, laion2b_s29b_b131k_ft_soup.</summary>
[ClipModel<ConvNextLargeD, ConvNextLargeDText>]
[Published(Source.Profile, MillionParameters = 351.77)]
public sealed partial class ConvNextLargeD320Laion2B;

/// <summary>The training of ConvNextLargeD320Laion2B on LAION-2B. The learning rate at 256 px is not published: it is that of ConvNext-Base. The published weights are a mean of three fine-tunes.</summary>
[TrainRecipe<ConvNextLargeD, ConvNextLargeDText>(Beta2 = 0.98, Epsilon = 1e-8, ClipNorm = 5)]
[From<Laion2B>]
[Stage("train", Resolution = 256, Samples = 253_906L * 102_400, BatchSize = 102_400, LearningRate = 1e-3, WarmupSamples = 10_000L * 102_400)]
[Stage("finetune", Samples = 18_646L * 131_072, BatchSize = 131_072, LearningRate = 5e-5, WarmupSamples = 2_000L * 131_072)]
[Augment(MinArea = 0.33)]
[Published(Source.Results, ImageNet = 76.9, TextToImage = 48.29, ImageToText = 65.02, Data = "LAION-2B", Samples = 29e9)]
public sealed partial class ConvNextLargeD320Laion2BRecipe;

/// <summary>open_clip's convnext_xxlarge, laion2b_s34b_b82k_augreg_soup.</summary>
[ClipModel<ConvNextXXLarge, ConvNextXXLargeText>]
[Published(Source.Profile, MillionParameters = 1200.58)]
public sealed partial class ConvNextXXLargeLaion2B;

/// <summary>The training of ConvNextXXLargeLaion2B on LAION-2B. The published weights are a mean of two runs' ends.</summary>
[TrainRecipe<ConvNextXXLarge, ConvNextXXLargeText>(Beta2 = 0.98, Epsilon = 1e-8, ClipNorm = 5)]
[From<Laion2B>]
[Stage("train", Samples = 423_894L * 81_920, BatchSize = 81_920, LearningRate = 1e-3, WarmupSamples = 10_000L * 81_920)]
[Augment(MinArea = 0.33)]
[Published(Source.Results, ImageNet = 79.5, TextToImage = 49.97, ImageToText = 67.36, Data = "LAION-2B", Samples = 34e9)]
public sealed partial class ConvNextXXLargeLaion2BRecipe;

/// <summary>open_clip's ViT-B-32-256, datacomp_s34b_b86k.</summary>
[ClipModel<VitB32At256, TextB>]
[Published(Source.Profile, MillionParameters = 151.29)]
public sealed partial class VitB32At256DataComp1B;

/// <summary>The training of VitB32At256DataComp1B on DataComp-1B. Batch and samples are from the weights' name; the rest is not published, and DataComp's.</summary>
[TrainRecipe<VitB32At256, TextB>]
[From<DataComp1B>]
[Stage("train", Samples = 395_275L * 86_016, BatchSize = 86_016, WarmupSamples = 10_000L * 86_016)]
[Published(Source.Results, ImageNet = 72.8, TextToImage = 39.93, ImageToText = 57.92, Data = "DataComp-1B", Samples = 34e9)]
public sealed partial class VitB32At256DataComp1BRecipe;

/// <summary>open_clip's ViT-B-16, datacomp_xl_s13b_b90k.</summary>
[ClipModel<VitB16, TextB>]
[Published(Source.Profile, MillionParameters = 149.62)]
public sealed partial class VitB16DataComp1B;

/// <summary>The training of VitB16DataComp1B on DataComp-1B.</summary>
[TrainRecipe<VitB16, TextB>]
[From<DataComp1B>]
[Published(Source.Results, ImageNet = 73.5, TextToImage = 40.16, ImageToText = 57.44, Data = "DataComp-1B", Samples = 13e9)]
public sealed partial class VitB16DataComp1BRecipe;

/// <summary>open_clip's ViT-L-14, laion2b_s32b_b82k.</summary>
[ClipModel<VitL14HalfColors, TextL>]
[Published(Source.Profile, MillionParameters = 427.62)]
public sealed partial class VitL14Laion2B;

/// <summary>The training of VitL14Laion2B on LAION-2B.</summary>
[TrainRecipe<VitL14HalfColors, TextL>]
[From<Laion2B>]
[Stage("train", Samples = 372_023L * 86_016, BatchSize = 86_016, LearningRate = 1e-3, WarmupSamples = 10_000L * 86_016)]
[Published(Source.Results, ImageNet = 75.3, TextToImage = 46.51, ImageToText = 63.36, Data = "LAION-2B", Samples = 32e9)]
public sealed partial class VitL14Laion2BRecipe;

/// <summary>open_clip's ViT-H-14, laion2b_s32b_b79k.</summary>
[ClipModel<VitH14, TextH>]
[Published(Source.Profile, MillionParameters = 986.11)]
public sealed partial class VitH14Laion2B;

/// <summary>The training of VitH14Laion2B on LAION-2B.</summary>
[TrainRecipe<VitH14, TextH>]
[From<Laion2B>]
[Stage("train", Samples = 404_530L * 79_104, BatchSize = 79_104, LearningRate = 5e-4, WarmupSamples = 2_000L * 79_104)]
[Published(Source.Results, ImageNet = 78.0, TextToImage = 49.48, ImageToText = 65.92, Data = "LAION-2B", Samples = 32e9)]
public sealed partial class VitH14Laion2BRecipe;

/// <summary>open_clip's ViT-L-14, datacomp_xl_s13b_b90k.</summary>
[ClipModel<VitL14, TextL>]
[Published(Source.Profile, MillionParameters = 427.62)]
public sealed partial class VitL14DataComp1B;

/// <summary>The training of VitL14DataComp1B on DataComp-1B.</summary>
[TrainRecipe<VitL14, TextL>]
[From<DataComp1B>]
[Published(Source.Results, ImageNet = 79.2, TextToImage = 45.73, ImageToText = 63.3, Data = "DataComp-1B", Samples = 13e9)]
public sealed partial class VitL14DataComp1BRecipe;

/// <summary>open_clip's ViT-bigG-14, laion2b_s39b_b160k.</summary>
[ClipModel<VitBigG14, TextBigG>]
[Published(Source.Profile, MillionParameters = 2539.57)]
public sealed partial class VitBigG14Laion2B;

/// <summary>The training of VitBigG14Laion2B on LAION-2B. The published run drops half of the patches and ends in a mean of three fine-tunes without dropping.</summary>
[TrainRecipe<VitBigG14, TextBigG>(Beta2 = 0.95)]
[From<Laion2B>]
[Stage("train", Samples = 199_680L * 160_256, BatchSize = 160_256, LearningRate = 2e-3, WarmupSamples = 13_000L * 160_256)]
[Published(Source.Results, ImageNet = 80.1, TextToImage = 51.37, ImageToText = 67.38, Data = "LAION-2B", Samples = 34e9)]
public sealed partial class VitBigG14Laion2BRecipe;

/// <summary>open_clip's ViT-L-14-quickgelu, openai.</summary>
[ClipModel<VitL14QuickGelu, TextLQuickGelu>]
[Published(Source.Profile, MillionParameters = 427.62)]
public sealed partial class VitL14OpenAi;

/// <summary>The training of VitL14OpenAi on WIT-400M.</summary>
[TrainRecipe<VitL14QuickGelu, TextLQuickGelu>]
[From<Wit400M>]
[Published(Source.Results, ImageNet = 75.5, TextToImage = 36.51, ImageToText = 56.34, Data = "WIT-400M", Samples = 12.8e9)]
public sealed partial class VitL14OpenAiRecipe;

/// <summary>open_clip's ViT-SO400M-14-SigLIP, webli.</summary>
[ClipModel<VitSo400m14, SigLipText>(Contrastive = ContrastiveLossKind.Sigmoid)]
[Published(Source.Profile, MillionParameters = 877.36)]
public sealed partial class VitSo400m14SigLip;

/// <summary>The training of VitSo400m14SigLip on WebLI. This checkpoint's own run is not described: the paper's settings, for the table's number of samples.</summary>
[TrainRecipe<VitSo400m14, SigLipText>]
[From<WebLi>]
[Stage("train", Samples = 1_373_290L * 32_768)]
[Published(Source.Results, ImageNet = 82.0, TextToImage = 51.76, ImageToText = 69.66, Data = "WebLI", Samples = 45e9)]
public sealed partial class VitSo400m14SigLipRecipe;

/// <summary>open_clip's ViT-L-14, dfn2b_s39b.</summary>
[ClipModel<VitL14, TextL>]
[Published(Source.Profile, MillionParameters = 427.62)]
public sealed partial class VitL14Dfn2B;

/// <summary>The training of VitL14Dfn2B on DFN-2B.</summary>
[TrainRecipe<VitL14, TextL>]
[From<Dfn>]
[Published(Source.Results, ImageNet = 82.2, Data = "DFN-2B", Samples = 39e9)]
public sealed partial class VitL14Dfn2BRecipe;

/// <summary>open_clip's ViT-SO400M-14-SigLIP-384, webli.</summary>
[ClipModel<VitSo400m14At384, SigLipTextAt384>(Contrastive = ContrastiveLossKind.Sigmoid)]
[Published(Source.Profile, MillionParameters = 877.96)]
public sealed partial class VitSo400m14SigLip384;

/// <summary>The training of VitSo400m14SigLip384 on WebLI.</summary>
[TrainRecipe<VitSo400m14At384, SigLipTextAt384>]
[From<WebLi>]
[Stage("train", Resolution = 224)]
[Stage("finetune", Samples = 152_587L * 32_768, BatchSize = 32_768, LearningRate = 1e-5)]
[Published(Source.Results, ImageNet = 83.1, TextToImage = 54.21, ImageToText = 72.42, Data = "WebLI", Samples = 45e9)]
public sealed partial class VitSo400m14SigLip384Recipe;

/// <summary>open_clip's ViT-H-14-quickgelu, dfn5b.</summary>
[ClipModel<VitH14QuickGelu, TextHQuickGelu>]
[Published(Source.Profile, MillionParameters = 986.11)]
public sealed partial class VitH14Dfn5B;

/// <summary>The training of VitH14Dfn5B on DFN-5B.</summary>
[TrainRecipe<VitH14QuickGelu, TextHQuickGelu>]
[From<Dfn>]
[Data("dfn-5b/{00000..09999}.tar", SyntheticCaption = "", Vocabulary = "bpe_simple_vocab_16e6.txt.gz", Resampled = true)]
[Published(Source.Results, ImageNet = 83.4, TextToImage = 53.91, ImageToText = 72.3, Data = "DFN-5B", Samples = 39e9)]
public sealed partial class VitH14Dfn5BRecipe;

/// <summary>open_clip's ViT-H-14-378-quickgelu, dfn5b.</summary>
[ClipModel<VitH14QuickGeluAt378, TextHQuickGelu>]
[Published(Source.Profile, MillionParameters = 986.71)]
public sealed partial class VitH14At378Dfn5B;

/// <summary>The training of VitH14At378Dfn5B on DFN-5B. The learning rate at 378 px is not published: a hundredth of the first stage's, as SigLIP's.</summary>
[TrainRecipe<VitH14QuickGeluAt378, TextHQuickGelu>]
[From<VitH14Dfn5BRecipe>]
[Stage("train", Resolution = 224)]
[Stage("finetune", Samples = 55_488L * 90_112, BatchSize = 90_112, LearningRate = 1e-5)]
[Published(Source.Results, ImageNet = 84.4, TextToImage = 55.64, ImageToText = 71.88, Data = "DFN-5B", Samples = 44e9)]
public sealed partial class VitH14At378Dfn5BRecipe;
