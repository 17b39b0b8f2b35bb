namespace OpenVision.Recipes;

// Tiny: every published encoder, its model of two towers, and the run through all resolutions.

/// <summary>The text encoder of OpenVision's Ti models.</summary>
[TextModel(Variant.Ti)]
public sealed partial class TiText;

/// <summary>OpenVision's Ti/16 image encoder at 160 px.</summary>
[VisionModel(Variant.Ti, Patch = 16, Resolution = 160)]
[Published(Source.Weights, Parameters = 5_542_656)]
public sealed partial class Ti16At160;

/// <summary>OpenVision Ti/16 at 160 px, to load the weights of tiny-patch16-160 into.</summary>
[ClipModel<Ti16At160, TiText>]
[Published(Source.Weights, Parameters = 17_077_633, ImageNet = 46.9)]
public sealed partial class OpenVisionTi16At160;

/// <summary>OpenVision's Ti/16 image encoder at 224 px.</summary>
[VisionModel(Variant.Ti, Patch = 16, Resolution = 224)]
[Published(Source.Weights, Parameters = 5_561_088)]
public sealed partial class Ti16At224;

/// <summary>OpenVision Ti/16 at 224 px, to load the weights of tiny-patch16-224 into.</summary>
[ClipModel<Ti16At224, TiText>]
[Published(Source.Weights, Parameters = 17_096_065, ImageNet = 49.6, TextToImage = 30.4, ImageToText = 50.0)]
public sealed partial class OpenVisionTi16At224;

/// <summary>OpenVision's Ti/16 image encoder at 384 px.</summary>
[VisionModel(Variant.Ti, Patch = 16, Resolution = 384)]
[Published(Source.Weights, Parameters = 5_634_048)]
public sealed partial class Ti16At384;

/// <summary>OpenVision Ti/16 at 384 px, to load the weights of tiny-patch16-384 into.</summary>
[ClipModel<Ti16At384, TiText>]
[Published(Source.Weights, Parameters = 17_169_025, ImageNet = 51.5, TextToImage = 32.2, ImageToText = 53.0)]
public sealed partial class OpenVisionTi16At384;

/// <summary>OpenVision's training of Ti/16, to 384 px.</summary>
[TrainRecipe<Ti16At384, TiText>(Decoder = Variant.Ti)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 51.5, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionTi16;

/// <summary>OpenVision's Ti/8 image encoder at 160 px.</summary>
[VisionModel(Variant.Ti, Patch = 8, Resolution = 160)]
[Published(Source.Weights, Parameters = 5_489_664)]
public sealed partial class Ti8At160;

/// <summary>OpenVision Ti/8 at 160 px, to load the weights of tiny-patch8-160 into.</summary>
[ClipModel<Ti8At160, TiText>]
[Published(Source.Weights, Parameters = 17_024_641, ImageNet = 51.9)]
public sealed partial class OpenVisionTi8At160;

/// <summary>OpenVision's Ti/8 image encoder at 224 px.</summary>
[VisionModel(Variant.Ti, Patch = 8, Resolution = 224)]
[Published(Source.Weights, Parameters = 5_563_392)]
public sealed partial class Ti8At224;

/// <summary>OpenVision Ti/8 at 224 px, to load the weights of tiny-patch8-224 into.</summary>
[ClipModel<Ti8At224, TiText>]
[Published(Source.Weights, Parameters = 17_098_369, ImageNet = 53.5)]
public sealed partial class OpenVisionTi8At224;

/// <summary>OpenVision's Ti/8 image encoder at 384 px.</summary>
[VisionModel(Variant.Ti, Patch = 8, Resolution = 384)]
[Published(Source.Weights, Parameters = 5_855_232)]
public sealed partial class Ti8At384;

/// <summary>OpenVision Ti/8 at 384 px, to load the weights of tiny-patch8-384 into.</summary>
[ClipModel<Ti8At384, TiText>]
[Published(Source.Weights, Parameters = 17_390_209, ImageNet = 53.9)]
public sealed partial class OpenVisionTi8At384;

/// <summary>OpenVision's training of Ti/8, to 384 px.</summary>
[TrainRecipe<Ti8At384, TiText>(Decoder = Variant.Ti)]
[From<Curriculum>]
[Published(Source.Weights, ImageNet = 53.9, Data = "Recap-DataComp-1B", Samples = 14.1e9)]
public sealed partial class OpenVisionTi8;
