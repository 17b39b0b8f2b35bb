using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Vision;

namespace OpenVision.Tests.Support;

// Every published encoder (UCSC-VLAA/OpenVision), compiled.

[VisionModel(Variant.Ti, Patch = 16, Resolution = 160)]
public sealed partial class TiPatch16At160;

[VisionModel(Variant.Ti, Patch = 16, Resolution = 224)]
public sealed partial class TiPatch16At224;

[VisionModel(Variant.Ti, Patch = 16, Resolution = 384)]
public sealed partial class TiPatch16At384;

[VisionModel(Variant.Ti, Patch = 8, Resolution = 160)]
public sealed partial class TiPatch8At160;

[VisionModel(Variant.Ti, Patch = 8, Resolution = 224)]
public sealed partial class TiPatch8At224;

[VisionModel(Variant.Ti, Patch = 8, Resolution = 384)]
public sealed partial class TiPatch8At384;

[VisionModel(Variant.S, Patch = 16, Resolution = 160)]
public sealed partial class SPatch16At160;

[VisionModel(Variant.S, Patch = 16, Resolution = 224)]
public sealed partial class SPatch16At224;

[VisionModel(Variant.S, Patch = 16, Resolution = 384)]
public sealed partial class SPatch16At384;

[VisionModel(Variant.S, Patch = 8, Resolution = 160)]
public sealed partial class SPatch8At160;

[VisionModel(Variant.S, Patch = 8, Resolution = 224)]
public sealed partial class SPatch8At224;

[VisionModel(Variant.S, Patch = 8, Resolution = 384)]
public sealed partial class SPatch8At384;

[VisionModel(Variant.B, Patch = 16, Resolution = 160)]
public sealed partial class BPatch16At160;

[VisionModel(Variant.B, Patch = 16, Resolution = 224)]
public sealed partial class BPatch16At224;

[VisionModel(Variant.B, Patch = 16, Resolution = 384)]
public sealed partial class BPatch16At384;

[VisionModel(Variant.B, Patch = 8, Resolution = 160)]
public sealed partial class BPatch8At160;

[VisionModel(Variant.B, Patch = 8, Resolution = 224)]
public sealed partial class BPatch8At224;

[VisionModel(Variant.B, Patch = 8, Resolution = 384)]
public sealed partial class BPatch8At384;

[VisionModel(Variant.L, Patch = 14, Resolution = 84)]
public sealed partial class LPatch14At84;

[VisionModel(Variant.L, Patch = 14, Resolution = 224)]
public sealed partial class LPatch14At224;

[VisionModel(Variant.L, Patch = 14, Resolution = 336)]
public sealed partial class LPatch14At336;

[VisionModel(Variant.So400m, Patch = 14, Resolution = 84)]
public sealed partial class So400mPatch14At84;

[VisionModel(Variant.So400m, Patch = 14, Resolution = 224)]
public sealed partial class So400mPatch14At224;

[VisionModel(Variant.So400m, Patch = 14, Resolution = 384, CropToPatches = true)]
public sealed partial class So400mPatch14At384;

[VisionModel(Variant.H, Patch = 14, Resolution = 84)]
public sealed partial class HPatch14At84;

[VisionModel(Variant.H, Patch = 14, Resolution = 224)]
public sealed partial class HPatch14At224;

[TextModel(Variant.Ti)]
public sealed partial class TiText;

[TextModel(Variant.S)]
public sealed partial class SText;

[TextModel(Variant.B)]
public sealed partial class BText;

[TextModel(Variant.L)]
public sealed partial class LText;

[TextModel(Variant.So400m)]
public sealed partial class So400mText;

[TextModel(Variant.H)]
public sealed partial class HText;

/// <summary>The published encoders by the names of the port.</summary>
internal static class PublishedModels
{
    public static IReadOnlyDictionary<string, (long Compiled, VisionSpec Spec, Func<ParameterScope, VisionEncoder> Create)> Visions { get; } =
        new Dictionary<string, (long, VisionSpec, Func<ParameterScope, VisionEncoder>)>
        {
            ["tiny-patch16-160"] = (TiPatch16At160.ParameterCount, TiPatch16At160.Definition, static scope => new TiPatch16At160(scope)),
            ["tiny-patch16-224"] = (TiPatch16At224.ParameterCount, TiPatch16At224.Definition, static scope => new TiPatch16At224(scope)),
            ["tiny-patch16-384"] = (TiPatch16At384.ParameterCount, TiPatch16At384.Definition, static scope => new TiPatch16At384(scope)),
            ["tiny-patch8-160"] = (TiPatch8At160.ParameterCount, TiPatch8At160.Definition, static scope => new TiPatch8At160(scope)),
            ["tiny-patch8-224"] = (TiPatch8At224.ParameterCount, TiPatch8At224.Definition, static scope => new TiPatch8At224(scope)),
            ["tiny-patch8-384"] = (TiPatch8At384.ParameterCount, TiPatch8At384.Definition, static scope => new TiPatch8At384(scope)),
            ["small-patch16-160"] = (SPatch16At160.ParameterCount, SPatch16At160.Definition, static scope => new SPatch16At160(scope)),
            ["small-patch16-224"] = (SPatch16At224.ParameterCount, SPatch16At224.Definition, static scope => new SPatch16At224(scope)),
            ["small-patch16-384"] = (SPatch16At384.ParameterCount, SPatch16At384.Definition, static scope => new SPatch16At384(scope)),
            ["small-patch8-160"] = (SPatch8At160.ParameterCount, SPatch8At160.Definition, static scope => new SPatch8At160(scope)),
            ["small-patch8-224"] = (SPatch8At224.ParameterCount, SPatch8At224.Definition, static scope => new SPatch8At224(scope)),
            ["small-patch8-384"] = (SPatch8At384.ParameterCount, SPatch8At384.Definition, static scope => new SPatch8At384(scope)),
            ["base-patch16-160"] = (BPatch16At160.ParameterCount, BPatch16At160.Definition, static scope => new BPatch16At160(scope)),
            ["base-patch16-224"] = (BPatch16At224.ParameterCount, BPatch16At224.Definition, static scope => new BPatch16At224(scope)),
            ["base-patch16-384"] = (BPatch16At384.ParameterCount, BPatch16At384.Definition, static scope => new BPatch16At384(scope)),
            ["base-patch8-160"] = (BPatch8At160.ParameterCount, BPatch8At160.Definition, static scope => new BPatch8At160(scope)),
            ["base-patch8-224"] = (BPatch8At224.ParameterCount, BPatch8At224.Definition, static scope => new BPatch8At224(scope)),
            ["base-patch8-384"] = (BPatch8At384.ParameterCount, BPatch8At384.Definition, static scope => new BPatch8At384(scope)),
            ["large-patch14-84"] = (LPatch14At84.ParameterCount, LPatch14At84.Definition, static scope => new LPatch14At84(scope)),
            ["large-patch14-224"] = (LPatch14At224.ParameterCount, LPatch14At224.Definition, static scope => new LPatch14At224(scope)),
            ["large-patch14-336"] = (LPatch14At336.ParameterCount, LPatch14At336.Definition, static scope => new LPatch14At336(scope)),
            ["so400m-patch14-84"] = (So400mPatch14At84.ParameterCount, So400mPatch14At84.Definition, static scope => new So400mPatch14At84(scope)),
            ["so400m-patch14-224"] = (So400mPatch14At224.ParameterCount, So400mPatch14At224.Definition, static scope => new So400mPatch14At224(scope)),
            ["so400m-patch14-384"] = (So400mPatch14At384.ParameterCount, So400mPatch14At384.Definition, static scope => new So400mPatch14At384(scope)),
            ["huge-patch14-84"] = (HPatch14At84.ParameterCount, HPatch14At84.Definition, static scope => new HPatch14At84(scope)),
            ["huge-patch14-224"] = (HPatch14At224.ParameterCount, HPatch14At224.Definition, static scope => new HPatch14At224(scope)),
        };

    public static IReadOnlyDictionary<string, (long Compiled, TextSpec Spec, Func<ParameterScope, TextEncoder> Create)> Texts { get; } =
        new Dictionary<string, (long, TextSpec, Func<ParameterScope, TextEncoder>)>
        {
            ["tiny"] = (TiText.ParameterCount, TiText.Definition, static scope => new TiText(scope)),
            ["small"] = (SText.ParameterCount, SText.Definition, static scope => new SText(scope)),
            ["base"] = (BText.ParameterCount, BText.Definition, static scope => new BText(scope)),
            ["large"] = (LText.ParameterCount, LText.Definition, static scope => new LText(scope)),
            ["so400m"] = (So400mText.ParameterCount, So400mText.Definition, static scope => new So400mText(scope)),
            ["huge"] = (HText.ParameterCount, HText.Definition, static scope => new HText(scope)),
        };
}
