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
public sealed partial class S16At224;

/// <summary>OpenVision S/16 at 224 px, to load the weights of small-patch16-224 into.</summary>
[ClipModel<S16At224, SText>]
[Published(Source.Weights, Parameters = 55_573_249, ImageNet = 65.9, TextToImage = 43.6, ImageToText = 64.5)]
public sealed partial class OpenVisionS16At224;

/// <summary>OpenVision's S/16 image encoder at 384 px.</summary>
[VisionModel(Variant.S, Patch = 16, Resolution = 384)]
[Published(Source.Weights, Parameters = 21_958_656)]
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
