namespace OpenVision.Recipes;

// Small: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's S models.</summary>
[TextModel(Variant.S)]
public sealed partial class SText;

/// <summary>OpenVision's S/16 image encoder at 160 px.</summary>
[VisionModel(Variant.S, Patch = 16, Resolution = 160)]
[Published(Source.Weights, Parameters = 21_775_872)]
public sealed partial class S16At160;

/// <summary>OpenVision S/16 at 160 px, to load the weights of small-patch16-160 into.</summary>
[ClipModel<S16At160, SText>]
[Published(Source.Weights, Parameters = 55_536_385, ImageNet = 63.5)]
public sealed partial class OpenVisionS16At160;

/// <summary>OpenVision's S/16 image encoder at 224 px.</summary>
[VisionModel(Variant.S, Patch = 16, Resolution = 224)]
[Published(Source.Weights, Parameters = 21_812_736)]
[Published(Source.Scale, TextVqa = 51.8, ChartQa = 11.0, OcrBench = 202, MmePerception = 1348, MmeCognition = 264,
    SeedBench = 65.5, MmVet = 24.6, ScienceQa = 71.8, Gqa = 60.1, Pope = 84.6)]
public sealed partial class S16At224;

/// <summary>OpenVision S/16 at 224 px, to load the weights of small-patch16-224 into.</summary>
[ClipModel<S16At224, SText>]
[Published(Source.Weights, Parameters = 55_573_249, ImageNet = 65.9, TextToImage = 43.6, ImageToText = 64.5)]
public sealed partial class OpenVisionS16At224;

/// <summary>OpenVision's S/16 image encoder at 384 px.</summary>
[VisionModel(Variant.S, Patch = 16, Resolution = 384)]
[Published(Source.Weights, Parameters = 21_958_656)]
[Published(Source.Patches, TextVqa = 54.3, ChartQa = 12.0, OcrBench = 235, MmePerception = 1393, MmeCognition = 343,
    SeedBench = 67.5, MmVet = 28.8, ScienceQa = 73.2, Gqa = 61.6, Pope = 85.7)]
public sealed partial class S16At384;

/// <summary>OpenVision S/16 at 384 px, to load the weights of small-patch16-384 into.</summary>
[ClipModel<S16At384, SText>]
[Published(Source.Weights, Parameters = 55_719_169, ImageNet = 67.1, TextToImage = 45.0, ImageToText = 66.2)]
public sealed partial class OpenVisionS16At384;

/// <summary>OpenVision's training of S/16, to 384 px.</summary>
[TrainRecipe<S16At384, SText>(Decoder = Variant.S)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 67.1, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionS16;

/// <summary>OpenVision's S/8 image encoder at 160 px.</summary>
[VisionModel(Variant.S, Patch = 8, Resolution = 160)]
[Published(Source.Weights, Parameters = 21_669_888)]
public sealed partial class S8At160;

/// <summary>OpenVision S/8 at 160 px, to load the weights of small-patch8-160 into.</summary>
[ClipModel<S8At160, SText>]
[Published(Source.Weights, Parameters = 55_430_401, ImageNet = 67.3)]
public sealed partial class OpenVisionS8At160;

/// <summary>OpenVision's S/8 image encoder at 224 px.</summary>
[VisionModel(Variant.S, Patch = 8, Resolution = 224)]
[Published(Source.Weights, Parameters = 21_817_344)]
public sealed partial class S8At224;

/// <summary>OpenVision S/8 at 224 px, to load the weights of small-patch8-224 into.</summary>
[ClipModel<S8At224, SText>]
[Published(Source.Weights, Parameters = 55_577_857, ImageNet = 68.6)]
public sealed partial class OpenVisionS8At224;

/// <summary>OpenVision's S/8 image encoder at 384 px.</summary>
[VisionModel(Variant.S, Patch = 8, Resolution = 384)]
[Published(Source.Weights, Parameters = 22_401_024)]
[Published(Source.Patches, TextVqa = 59.3, ChartQa = 15.9, OcrBench = 310, MmePerception = 1449, MmeCognition = 303,
    SeedBench = 70.3, MmVet = 32.5, ScienceQa = 74.7, Gqa = 62.0, Pope = 87.1)]
public sealed partial class S8At384;

/// <summary>OpenVision S/8 at 384 px, to load the weights of small-patch8-384 into.</summary>
[ClipModel<S8At384, SText>]
[Published(Source.Weights, Parameters = 56_161_537, ImageNet = 68.5)]
public sealed partial class OpenVisionS8At384;

/// <summary>OpenVision's training of S/8, to 384 px.</summary>
[TrainRecipe<S8At384, SText>(Decoder = Variant.S)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 68.5, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionS8;
