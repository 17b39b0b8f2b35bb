namespace OpenVision.Recipes;

// Large: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's L models.</summary>
[TextModel(Variant.L)]
public sealed partial class LText;

/// <summary>OpenVision's L/14 image encoder at 84 px.</summary>
[VisionModel(Variant.L, Patch = 14, Resolution = 84)]
[Published(Source.Weights, Parameters = 303_738_880)]
public sealed partial class L14At84;

/// <summary>OpenVision L/14 at 84 px, to load the weights of large-patch14-84 into.</summary>
[ClipModel<L14At84, LText>]
[Published(Source.Weights, Parameters = 414_022_145, ImageNet = 74.7)]
public sealed partial class OpenVisionL14At84;

/// <summary>OpenVision's L/14 image encoder at 224 px.</summary>
[VisionModel(Variant.L, Patch = 14, Resolution = 224)]
[Published(Source.Weights, Parameters = 303_964_160)]
public sealed partial class L14At224;

/// <summary>OpenVision L/14 at 224 px, to load the weights of large-patch14-224 into.</summary>
[ClipModel<L14At224, LText>]
[Published(Source.Weights, Parameters = 414_247_425, ImageNet = 78.5, TextToImage = 55.3, ImageToText = 75.2)]
public sealed partial class OpenVisionL14At224;

/// <summary>OpenVision's L/14 image encoder at 336 px.</summary>
[VisionModel(Variant.L, Patch = 14, Resolution = 336)]
[Published(Source.Weights, Parameters = 304_291_840)]
public sealed partial class L14At336;

/// <summary>OpenVision L/14 at 336 px, to load the weights of large-patch14-336 into.</summary>
[ClipModel<L14At336, LText>]
[Published(Source.Weights, Parameters = 414_575_105, ImageNet = 78.9, TextToImage = 55.9, ImageToText = 75.2)]
public sealed partial class OpenVisionL14At336;

/// <summary>OpenVision's training of L/14, to 336 px.</summary>
[TrainRecipe<L14At336, LText>(Decoder = Variant.L)]
[From<Curriculum14>]
[Published(Source.Weights, ImageNet = 78.9, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionL14;
