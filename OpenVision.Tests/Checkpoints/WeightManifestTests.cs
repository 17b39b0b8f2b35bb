using OpenVision.Tests.Support;
using OpenVision.Weights;

namespace OpenVision.Tests.Checkpoints;

public sealed class WeightManifestTests
{
    public static TheoryData<string, WeightManifest> Models => new()
    {
        { "openvision-micro-random", MicroOpenVisionModel.Manifest },
        { "clip-openai-micro", MicroClipModel.Manifest },
        { "siglip-micro", MicroSigLipModel.Manifest },
        { "convnext-micro", MicroConvNextModel.Manifest },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void AManifestListsThePublishedTensors(string fixture, WeightManifest manifest) => Assert.Equal(
        Safetensors.ReadHeader(MicroClip.WeightsOf(fixture)).Tensors.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => $"{entry.Name} [{string.Join(", ", entry.Shape)}]"),
        manifest.Tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal).Select(tensor => $"{tensor.Key} [{string.Join(", ", tensor.Shape)}]"));

    [Fact]
    public void AManifestSaysWhatNoHeaderSays()
    {
        Assert.Equal((Activation.QuickGelu, 1e-5), (MicroClipModel.Manifest.VisionActivation, MicroClipModel.Manifest.VisionNormEpsilon));
        Assert.Equal((Activation.GeluTanh, 1e-6), (MicroOpenVisionModel.Manifest.TextActivation, MicroText.Manifest.TextNormEpsilon));
        Assert.Null(MicroText.Manifest.VisionActivation);
    }
}
