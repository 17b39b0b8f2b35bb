using OpenVision.Clip;
using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Tests.Support;

// Compiled from attributes, as a user's models are.
[ClipModel<MicroVision, MicroText>]
public sealed partial class MicroOpenVisionModel;

[VisionModel(Width = 64, Depth = 1, Heads = 4, EmbedDim = 32, Patch = 8, Resolution = 32)]
public sealed partial class MicroFixedVision;

[ClipModel<MicroFixedVision, MicroText>]
public sealed partial class MicroFixedModel;

[ClipModel<MicroVision, MicroText, MicroDecoder>]
public sealed partial class MicroCaptioningModel;

[ClipModel<MicroClipVision, MicroClipText>]
public sealed partial class MicroClipModel;

[ClipModel<MicroSigLipVision, MicroSigLipText>(Contrastive = ContrastiveLossKind.Sigmoid)]
public sealed partial class MicroSigLipModel;

[ClipModel<MicroConvNextVision, MicroConvNextText>]
public sealed partial class MicroConvNextModel;

/// <summary>The two towers of a fixture with the reference's weights.</summary>
internal static class MicroClip
{
    public static string WeightsOf(string fixture) => Fixture.PathOf($"{fixture}.weights.safetensors");

    public static ClipModel Load(string fixture, bool half = false, bool trains = false) =>
        Load(fixture, WeightsOf(fixture), new GraphSettings(CPU, half, trains, Seed: 0));

    public static ClipModel Load(string fixture, string path, GraphSettings? settings = null) => fixture switch
    {
        "clip-openai-micro" => MicroClipModel.Load(path, settings),
        "siglip-micro" => MicroSigLipModel.Load(path, settings),
        "convnext-micro" => MicroConvNextModel.Load(path, settings),
        _ => MicroOpenVisionModel.Load(path, settings),
    };
}
