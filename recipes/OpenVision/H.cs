namespace OpenVision.Recipes;

// Huge: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's H models.</summary>
[TextModel(Variant.H)]
public sealed partial class HText;

/// <summary>OpenVision's H/14 image encoder at 84 px.</summary>
[VisionModel(Variant.H, Patch = 14, Resolution = 84)]
[Published(Source.Weights, Parameters = 631_792_640)]
public sealed partial class H14At84;

/// <summary>OpenVision H/14 at 84 px, to load the weights of huge-patch14-84 into.</summary>
[ClipModel<H14At84, HText>]
[Published(Source.Weights, Parameters = 968_002_561, ImageNet = 77.4)]
public sealed partial class OpenVisionH14At84;

/// <summary>OpenVision's H/14 image encoder at 224 px.</summary>
[VisionModel(Variant.H, Patch = 14, Resolution = 224)]
[Published(Source.Weights, Parameters = 632_074_240)]
public sealed partial class H14At224;

/// <summary>OpenVision H/14 at 224 px, to load the weights of huge-patch14-224 into.</summary>
[ClipModel<H14At224, HText>]
[Published(Source.Weights, Parameters = 968_284_161, ImageNet = 80.4, TextToImage = 57.4, ImageToText = 77.0)]
public sealed partial class OpenVisionH14At224;

/// <summary>OpenVision's training of H/14, to 224 px.</summary>
[TrainRecipe<H14At224, HText>(Decoder = Variant.H)]
[From<Curriculum14>(Without = ["finetune-high"])]
[Published(Source.Weights, ImageNet = 80.4, Data = "Recap-DataComp-1B", Samples = 13.8e9)]
public sealed partial class OpenVisionH14;
