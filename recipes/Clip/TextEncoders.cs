namespace OpenVision.Recipes.Clip;

// The text encoders of the CLIP table (open_clip's model configurations and profile).

[TextModel(Variant.ConvNextBase, Family = Family.ConvNext)]
[Published(Source.Profile, MillionParameters = 91.16)]
public sealed partial class ConvNextBaseWText;

[TextModel(Variant.ConvNextLarge, Family = Family.ConvNext)]
[Published(Source.Profile, MillionParameters = 152.0)]
public sealed partial class ConvNextLargeDText;

[TextModel(Variant.ConvNextXXLarge, Family = Family.ConvNext)]
[Published(Source.Profile, MillionParameters = 354.03)]
public sealed partial class ConvNextXXLargeText;

[TextModel(Variant.B, Family = Family.Clip)]
[Published(Source.Profile, MillionParameters = 63.43)]
public sealed partial class TextB;

[TextModel(Variant.L, Family = Family.Clip)]
[Published(Source.Profile, MillionParameters = 123.65)]
public sealed partial class TextL;

[TextModel(Variant.L, Family = Family.Clip, Activation = Activation.QuickGelu)]
[Published(Source.Profile, MillionParameters = 123.65)]
public sealed partial class TextLQuickGelu;

[TextModel(Variant.H, Family = Family.Clip)]
[Published(Source.Profile, MillionParameters = 354.03)]
public sealed partial class TextH;

[TextModel(Variant.H, Family = Family.Clip, Activation = Activation.QuickGelu)]
[Published(Source.Profile, MillionParameters = 354.03)]
public sealed partial class TextHQuickGelu;

[TextModel(Variant.Gigantic, Family = Family.Clip)]
[Published(Source.Profile, MillionParameters = 694.66)]
public sealed partial class TextBigG;

[TextModel(Variant.So400m, Family = Family.SigLip, Context = 16)]
[Published(Source.Profile, MillionParameters = 449.68)]
public sealed partial class SigLipText;

[TextModel(Variant.So400m, Family = Family.SigLip, Context = 64)]
[Published(Source.Profile, MillionParameters = 449.73)]
public sealed partial class SigLipTextAt384;
