namespace OpenVision.Recipes;

// Base: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's B models.</summary>
[TextModel(Variant.B)]
public sealed partial class BText;

/// <summary>OpenVision's B/16 image encoder at 160 px.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 160)]
[Published(Source.Weights, Parameters = 86_117_376)]
public sealed partial class B16At160;

/// <summary>OpenVision B/16 at 160 px, to load the weights of base-patch16-160 into.</summary>
[ClipModel<B16At160, BText>]
[Published(Source.Weights, Parameters = 140_634_113, ImageNet = 72.4)]
public sealed partial class OpenVisionB16At160;

/// <summary>OpenVision's B/16 image encoder at 224 px.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 224)]
[Published(Source.Weights, Parameters = 86_191_104)]
public sealed partial class B16At224;

/// <summary>OpenVision B/16 at 224 px, to load the weights of base-patch16-224 into.</summary>
[ClipModel<B16At224, BText>]
[Published(Source.Weights, Parameters = 140_707_841, ImageNet = 73.9, TextToImage = 51.1, ImageToText = 71.6)]
public sealed partial class OpenVisionB16At224;

/// <summary>OpenVision's B/16 image encoder at 384 px.</summary>
[VisionModel(Variant.B, Patch = 16, Resolution = 384)]
[Published(Source.Weights, Parameters = 86_482_944)]
public sealed partial class B16At384;

/// <summary>OpenVision B/16 at 384 px, to load the weights of base-patch16-384 into.</summary>
[ClipModel<B16At384, BText>]
[Published(Source.Weights, Parameters = 140_999_681, ImageNet = 74.5, TextToImage = 52.0, ImageToText = 72.3)]
public sealed partial class OpenVisionB16At384;

/// <summary>OpenVision's training of B/16, to 384 px.</summary>
[TrainRecipe<B16At384, BText>(Decoder = Variant.B)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 74.5, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionB16;

/// <summary>OpenVision's B/8 image encoder at 160 px.</summary>
[VisionModel(Variant.B, Patch = 8, Resolution = 160)]
[Published(Source.Weights, Parameters = 85_905_408)]
public sealed partial class B8At160;

/// <summary>OpenVision B/8 at 160 px, to load the weights of base-patch8-160 into.</summary>
[ClipModel<B8At160, BText>]
[Published(Source.Weights, Parameters = 140_422_145, ImageNet = 74.8)]
public sealed partial class OpenVisionB8At160;

/// <summary>OpenVision's B/8 image encoder at 224 px.</summary>
[VisionModel(Variant.B, Patch = 8, Resolution = 224)]
[Published(Source.Weights, Parameters = 86_200_320)]
public sealed partial class B8At224;

/// <summary>OpenVision B/8 at 224 px, to load the weights of base-patch8-224 into.</summary>
[ClipModel<B8At224, BText>]
[Published(Source.Weights, Parameters = 140_717_057, ImageNet = 75.4)]
public sealed partial class OpenVisionB8At224;

/// <summary>OpenVision's B/8 image encoder at 384 px.</summary>
[VisionModel(Variant.B, Patch = 8, Resolution = 384)]
[Published(Source.Weights, Parameters = 87_367_680)]
public sealed partial class B8At384;

/// <summary>OpenVision B/8 at 384 px, to load the weights of base-patch8-384 into.</summary>
[ClipModel<B8At384, BText>]
[Published(Source.Weights, Parameters = 141_884_417, ImageNet = 75.6)]
public sealed partial class OpenVisionB8At384;

/// <summary>OpenVision's training of B/8, to 384 px.</summary>
[TrainRecipe<B8At384, BText>(Decoder = Variant.B)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 75.6, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionB8;
