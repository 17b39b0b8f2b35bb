namespace OpenVision.Recipes.Clip;

// The image encoders of the CLIP table (open_clip's model configurations and profile; timm's ConvNeXt).

[VisionModel(Variant.ConvNextBase, Family = Family.ConvNext, Resolution = 256)]
[Published(Source.Profile, MillionParameters = 88.22)]
public sealed partial class ConvNextBaseW;

[VisionModel(Variant.ConvNextLarge, Family = Family.ConvNext, Resolution = 320)]
[Published(Source.Profile, MillionParameters = 199.77)]
public sealed partial class ConvNextLargeD;

[VisionModel(Variant.ConvNextXXLarge, Family = Family.ConvNext, Resolution = 256)]
[Published(Source.Profile, MillionParameters = 846.54)]
public sealed partial class ConvNextXXLarge;

[VisionModel(Variant.B, Family = Family.Clip, Patch = 32, Resolution = 256)]
[Published(Source.Profile, MillionParameters = 87.86)]
public sealed partial class VitB32At256;

[VisionModel(Variant.B, Family = Family.Clip, Patch = 16)]
[Published(Source.Profile, MillionParameters = 86.19)]
public sealed partial class VitB16;

[VisionModel(Variant.L, Family = Family.Clip, Patch = 14)]
[Published(Source.Profile, MillionParameters = 303.97)]
public sealed partial class VitL14;

[VisionModel(Variant.L, Family = Family.Clip, Patch = 14, Colors = ColorStatistics.Half)]
[Published(Source.Profile, MillionParameters = 303.97)]
public sealed partial class VitL14HalfColors;

[VisionModel(Variant.L, Family = Family.Clip, Patch = 14, Activation = Activation.QuickGelu)]
[Published(Source.Profile, MillionParameters = 303.97)]
public sealed partial class VitL14QuickGelu;

[VisionModel(Variant.L, Family = Family.Clip, Patch = 14, Resolution = 336, Activation = Activation.QuickGelu)]
[Published(Source.Profile, MillionParameters = 304.29)]
public sealed partial class VitL14QuickGeluAt336;

[VisionModel(Variant.H, Family = Family.Clip, Patch = 14)]
[Published(Source.Profile, MillionParameters = 632.08)]
public sealed partial class VitH14;

[VisionModel(Variant.H, Family = Family.Clip, Patch = 14, Activation = Activation.QuickGelu, Resize = ResizeMode.Squash)]
[Published(Source.Profile, MillionParameters = 632.08)]
public sealed partial class VitH14QuickGelu;

[VisionModel(Variant.H, Family = Family.Clip, Patch = 14, Resolution = 378, Activation = Activation.QuickGelu, Resize = ResizeMode.Squash)]
[Published(Source.Profile, MillionParameters = 632.68)]
public sealed partial class VitH14QuickGeluAt378;

[VisionModel(Variant.Gigantic, Family = Family.Clip, Patch = 14)]
[Published(Source.Profile, MillionParameters = 1844.91)]
public sealed partial class VitBigG14;

[VisionModel(Variant.So400m, Family = Family.SigLip, Patch = 14)]
[Published(Source.Profile, MillionParameters = 427.68)]
public sealed partial class VitSo400m14;

[VisionModel(Variant.So400m, Family = Family.SigLip, Patch = 14, Resolution = 384, CropToPatches = true)]
[Published(Source.Profile, MillionParameters = 428.23)]
public sealed partial class VitSo400m14At384;
