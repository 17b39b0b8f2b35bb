using OpenVision.Clip;
using OpenVision.Tests.Support;
using OpenVision.Weights;

namespace OpenVision.Tests.Checkpoints;

public sealed class OpenClipPreprocessTests
{
    private static readonly PreprocessSpec Declared = PreprocessSpec.Of(FamilyModels.Vision(Family.Clip, Variant.B), 224);

    [Fact]
    public void AFamilysPreparationIsThatOfItsPublishedWeights()
    {
        Assert.Equal((ResizeMode.Shortest, Interpolation.Bicubic, new ColorTriple(0.48145466, 0.4578275, 0.40821073)), (Declared.Resize, Declared.Interpolation, Declared.Mean));
        PreprocessSpec siglip = PreprocessSpec.Of(FamilyModels.Vision(Family.SigLip, Variant.B), 224), ours = PreprocessSpec.Of(FamilyModels.Vision(Family.OpenVision, Variant.B), 224);
        Assert.Equal((ResizeMode.Squash, Interpolation.Bicubic, new ColorTriple(0.5, 0.5, 0.5)), (siglip.Resize, siglip.Interpolation, siglip.Std));
        Assert.Equal((ResizeMode.Squash, Interpolation.Bilinear, new ColorTriple(0.229, 0.224, 0.225)), (ours.Resize, ours.Interpolation, ours.Std));
    }

    [Fact]
    public void AConfigurationComesBeforeTheDeclaration()
    {
        PreprocessSpec read = OpenClipPreprocess.Of(Declared, JsonLeaves.Read("""
            {"preprocess_cfg": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "interpolation": "bilinear", "resize_mode": "squash", "fill_color": 7}}
            """));
        Assert.Equal(PreprocessSpec.Of(FamilyModels.Vision(Family.OpenVision, Variant.B), 224) with { FillColor = 7 }, read);
        Assert.Equal(Declared, OpenClipPreprocess.Of(Declared, JsonLeaves.Read("""{"model_cfg": {}}""")));
    }

    [Theory]
    [InlineData("""{"preprocess_cfg": {"interpolation": "lanczos"}}""", "'preprocess_cfg.interpolation' is 'lanczos'; known are bilinear, bicubic, random")]
    [InlineData("""{"preprocess_cfg": {"mean": [0.5, 0.5]}}""", "'preprocess_cfg.mean' is no list of three numbers")]
    [InlineData("""{"preprocess_cfg": {"std": [0.5, 0.5, 0]}}""", "'preprocess_cfg.std' is no list of three numbers, each more than 0")]
    public void AnUnknownValueIsNamed(string text, string fault) =>
        Assert.Equal(fault, Assert.Throws<FormatException>(() => OpenClipPreprocess.Of(Declared, JsonLeaves.Read(text))).Message);

    [Fact]
    public void LoadedModelsPrepareAsTheirConfigurationSays()
    {
        using TemporaryFolder folder = new();
        File.Copy(MicroClip.WeightsOf("clip-openai-micro"), folder["open_clip_model.safetensors"]);
        using (ClipModel declared = MicroClipModel.Load(folder["open_clip_model.safetensors"]))
        {
            Assert.Equal(ResizeMode.Shortest, declared.Preprocess.Resize);
        }

        File.WriteAllText(folder[OpenClipConfigFile.Name], "{\"model_cfg\": " + File.ReadAllText(Fixture.PathOf("clip-openai-micro.config.json")) + ", \"preprocess_cfg\": {\"resize_mode\": \"squash\"}}");
        using ClipModel model = MicroClipModel.Load(folder["open_clip_model.safetensors"]);
        Assert.Equal(ResizeMode.Squash, model.Preprocess.Resize);
        Assert.Equal(32, model.Preprocess.Resolution);
    }
}
