namespace OpenVision.Recipes;

// Shape-optimised 400M: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's So400m models.</summary>
[TextModel(Variant.So400m)]
public sealed partial class So400mText;

/// <summary>OpenVision's So400m/14 image encoder at 84 px.</summary>
[VisionModel(Variant.So400m, Patch = 14, Resolution = 84)]
[Published(Source.Weights, Parameters = 413_517_168)]
public sealed partial class So400m14At84;

/// <summary>OpenVision So400m/14 at 84 px, to load the weights of so400m-patch14-84 into.</summary>
[ClipModel<So400m14At84, So400mText>]
[Published(Source.Weights, Parameters = 863_269_345, ImageNet = 76.2)]
public sealed partial class OpenVisionSo400m14At84;

/// <summary>OpenVision's So400m/14 image encoder at 224 px.</summary>
[VisionModel(Variant.So400m, Patch = 14, Resolution = 224)]
[Published(Source.Weights, Parameters = 413_770_608)]
public sealed partial class So400m14At224;

/// <summary>OpenVision So400m/14 at 224 px, to load the weights of so400m-patch14-224 into.</summary>
[ClipModel<So400m14At224, So400mText>]
[Published(Source.Weights, Parameters = 863_522_785, ImageNet = 79.7)]
public sealed partial class OpenVisionSo400m14At224;

/// <summary>OpenVision's So400m/14 image encoder at 384 px.</summary>
[VisionModel(Variant.So400m, Patch = 14, Resolution = 384, CropToPatches = true)]
[Published(Source.Weights, Parameters = 414_315_504)]
public sealed partial class So400m14At384;

/// <summary>OpenVision So400m/14 at 384 px, to load the weights of so400m-patch14-384 into.</summary>
[ClipModel<So400m14At384, So400mText>]
[Published(Source.Weights, Parameters = 864_067_681, ImageNet = 79.9, TextToImage = 57.6, ImageToText = 77.5)]
public sealed partial class OpenVisionSo400m14At384;

/// <summary>OpenVision's training of So400m/14, to 384 px.</summary>
[TrainRecipe<So400m14At384, So400mText>(Decoder = Variant.So400m)]
[From<Curriculum14>]
[Published(Source.Weights, ImageNet = 79.9, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionSo400m14;
