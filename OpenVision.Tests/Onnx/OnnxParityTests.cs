using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Onnx;
using OpenVision.Tests.Support;
using OpenVision.Text;
using OpenVision.Vision;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Onnx;

/// <summary>Exported models in ONNX Runtime against the references' numbers and the TorchSharp graphs.</summary>
public sealed class OnnxParityTests
{
    // float32 sums in another order; the references themselves are met within 2e-5.
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Fixtures => ["openvision-micro-random", "clip-openai-micro", "siglip-micro", "convnext-micro"];

    public static TheoryData<string> Visions => [nameof(CroppedVision), nameof(LinearHeadVision), nameof(MlpHeadVision), nameof(AttentionPoolVision), nameof(TwoStageVision)];

    public static TheoryData<string> Texts => [nameof(CausalText), nameof(EndOfTextText)];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void ImagesAreTheReferences(string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using ClipModel model = MicroClip.Load(fixture);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");

        OnnxExport.Vision(folder["image.onnx"], model.Vision.Spec, Values(model.Parameters));
        using OnnxModelRun onnx = new(folder["image.onnx"]);
        IReadOnlyDictionary<string, Tensor> found = onnx.Run(("image", expected["input.image"]));

        Fixture.Near(expected["image.features"], found["image_features"], Tolerance, "image features");
        Fixture.Near(model.Vision.Forward(expected["input.image"]).Embedding, found["image_features"], Tolerance, "image features, TorchSharp");
        Fixture.Near(model.Vision.Forward(expected["input.image"]).Tokens, found["image_tokens"], Tolerance, "image tokens, TorchSharp");
        if (expected.TryGetValue("image.tokens", out Tensor? tokens))
        {
            Fixture.Near(tokens, found["image_tokens"], Tolerance, "image tokens");
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void TextsAreTheReferences(string fixture)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using ClipModel model = MicroClip.Load(fixture);
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors($"{fixture}.expected.safetensors");

        OnnxExport.Text(folder["text.onnx"], model.Text.Spec, Values(model.Parameters));
        using OnnxModelRun onnx = new(folder["text.onnx"]);
        IReadOnlyDictionary<string, Tensor> found = onnx.Run(("text", expected["input.text"]));
        TextFeatures ours = model.Text.Forward(expected["input.text"]);

        Fixture.Near(expected["text.features"], found["text_features"], Tolerance, "text features");
        Fixture.Near(ours.Embedding, found["text_features"], Tolerance, "text features, TorchSharp");
        Fixture.Near(ours.Tokens, found["text_tokens"], Tolerance, "text tokens, TorchSharp");
    }

    [Fact]
    public void CaptionLogitsAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        using ParameterStore store = new(ParameterCount.Decoder(MicroDecoder.Definition, 64, 48), GraphSettings.Inference);
        MicroDecoder decoder = new(store.Root["decoder"], visionWidth: 64, textWidth: 48);
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors("openvision-decoder-micro.weights.safetensors");
        Dictionary<string, TensorMap> maps = LayoutMap.Of(WeightLayout.Flax, MicroCaptioningModel.Definition).ToDictionary(map => map.Parameter.Name);
        Fixture.Load(store, weights, name => TensorLayout.ToOurs(maps[name], key => weights[key]));
        IReadOnlyDictionary<string, Tensor> expected = Fixture.Tensors("openvision-decoder-micro.expected.safetensors");
        Tensor image = expected["input.image_tokens"], text = expected["input.text_tokens"];

        OnnxExport.Decoder(folder["decoder.onnx"], decoder.Spec, new TokenShape(5, 64), new TokenShape(8, 48), Values(store));
        using OnnxModelRun onnx = new(folder["decoder.onnx"]);

        Fixture.Near(expected["logits"], onnx.Run(("image_tokens", image), ("text_tokens", text))["logits"], Tolerance, "logits");
        Tensor one = onnx.Run(("image_tokens", image[..1]), ("text_tokens", text[..1]))["logits"];
        Fixture.Near(decoder.Logits(decoder.Forward(image[..1], text[..1])), one, Tolerance, "logits of one, TorchSharp");
    }

    [Theory]
    [MemberData(nameof(Visions))]
    public void EveryOptionOfImageEncodersIsTorchSharps(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        (VisionSpec spec, Func<ParameterScope, VisionEncoder> create) = Vision(name);
        using ParameterStore store = new(ParameterCount.VisionTrained(spec), GraphSettings.Inference);
        VisionEncoder encoder = create(store.Root["visual"]);
        Randomize(store);

        OnnxExport.Vision(folder["image.onnx"], spec, Values(store));
        using OnnxModelRun onnx = new(folder["image.onnx"]);

        foreach (int batch in new[] { 1, 3 })
        {
            Tensor images = Random(batch, 3, spec.Resolution, spec.Resolution);
            IReadOnlyDictionary<string, Tensor> found = onnx.Run(("image", images));
            VisionFeatures expected = encoder.Forward(images);
            Fixture.Near(expected.Embedding, found["image_features"], Tolerance, $"{name}, features of {batch}");
            Fixture.Near(expected.Tokens, found["image_tokens"], Tolerance, $"{name}, tokens of {batch}");
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void EveryOptionOfTextEncodersIsTorchSharps(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using TemporaryFolder folder = new();
        TextSpec spec = name == nameof(CausalText) ? CausalText.Definition : EndOfTextText.Definition;
        using ParameterStore store = new(ParameterCount.Text(spec), GraphSettings.Inference);
        TextEncoder encoder = name == nameof(CausalText) ? new CausalText(store.Root) : new EndOfTextText(store.Root);
        Randomize(store);

        OnnxExport.Text(folder["text.onnx"], spec, Values(store));
        using OnnxModelRun onnx = new(folder["text.onnx"]);

        // The largest id stands twice in the second text: the first place counts.
        long[,] ids = { { 5, 63, 0, 0, 0, 0, 0, 0, 0 }, { 1, 2, 40, 3, 40, 4, 0, 0, 0 }, { 8, 7, 6, 5, 4, 3, 2, 1, 9 } };
        foreach (int batch in new[] { 1, 3 })
        {
            Tensor texts = tensor(ids)[..batch];
            IReadOnlyDictionary<string, Tensor> found = onnx.Run(("text", texts));
            TextFeatures expected = encoder.Forward(texts);
            Fixture.Near(expected.Embedding, found["text_features"], Tolerance, $"{name}, features of {batch}");
            Fixture.Near(expected.Tokens, found["text_tokens"], Tolerance, $"{name}, tokens of {batch}");
        }
    }

    private static (VisionSpec Spec, Func<ParameterScope, VisionEncoder> Create) Vision(string name) => name switch
    {
        nameof(CroppedVision) => (CroppedVision.Definition, scope => new CroppedVision(scope)),
        nameof(LinearHeadVision) => (LinearHeadVision.Definition, scope => new LinearHeadVision(scope)),
        nameof(MlpHeadVision) => (MlpHeadVision.Definition, scope => new MlpHeadVision(scope)),
        nameof(AttentionPoolVision) => (AttentionPoolVision.Definition, scope => new AttentionPoolVision(scope)),
        _ => (TwoStageVision.Definition, scope => new TwoStageVision(scope)),
    };

    private static Dictionary<string, Tensor> Values(ParameterStore store) =>
        store.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Master);

    // Biases and scales start at values that would hide a graph that leaves them out.
    private static void Randomize(ParameterStore store)
    {
        using Generator generator = new(1);
        store.Values.normal_(0, 0.3, generator);
    }

    private static Tensor Random(params long[] shape)
    {
        using Generator generator = new(2);
        return randn(shape, generator: generator);
    }
}
