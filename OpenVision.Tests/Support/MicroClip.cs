using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Support;

/// <summary>The two towers of a fixture with the reference's weights.</summary>
internal sealed class MicroClip : IDisposable
{
    private readonly Dictionary<string, string> published;

    private MicroClip(ModelSpec spec, Func<ParameterScope, VisionEncoder> vision, Func<ParameterScope, TextEncoder> text, GraphSettings settings)
    {
        Spec = spec;
        Store = new ParameterStore(ParameterCount.Of(spec.Parameters), settings);
        Vision = vision(Store.Root["visual"]);
        Text = text(Store.Root);
        Scale = new LogitScale(Store.Root, spec.Loss!.Value);
        Store.Seal();
        published = LayoutMap.Of(WeightLayout.OpenClip, spec).ToDictionary(map => map.Parameter.Name, map => map.Parts[0].Key);
    }

    public ModelSpec Spec { get; }

    public ParameterStore Store { get; }

    public VisionEncoder Vision { get; }

    public TextEncoder Text { get; }

    public LogitScale Scale { get; }

    public static MicroClip Load(string fixture, bool half = false, bool trains = false)
    {
        MicroClip model = Create(fixture, new GraphSettings(CPU, half, trains, Seed: 0));
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> weights = Fixture.Tensors($"{fixture}.weights.safetensors");
        Dictionary<string, TensorMap> maps = LayoutMap.Of(WeightLayout.OpenClip, model.Spec).ToDictionary(map => map.Parameter.Name);
        Fixture.Load(model.Store, weights, name => TensorLayout.ToOurs(maps[name], key => weights[key]));
        return model;
    }

    public static MicroClip Create(string fixture, GraphSettings settings) => fixture switch
    {
        "clip-openai-micro" => new(Of(MicroClipVision.Definition, MicroClipText.Definition), s => new MicroClipVision(s), s => new MicroClipText(s), settings),
        "siglip-micro" => new(Of(MicroSigLipVision.Definition, MicroSigLipText.Definition, ContrastiveLossKind.Sigmoid), s => new MicroSigLipVision(s), s => new MicroSigLipText(s), settings),
        "convnext-micro" => new(Of(MicroConvNextVision.Definition, MicroConvNextText.Definition), s => new MicroConvNextVision(s), s => new MicroConvNextText(s), settings),
        _ => new(Of(MicroVision.Definition, MicroText.Definition), s => new MicroVision(s), s => new MicroText(s), settings),
    };

    /// <summary>The reference's name of one of our parameters.</summary>
    public string PublishedName(string name) => published[name];

    public void Dispose() => Store.Dispose();

    private static ModelSpec Of(VisionSpec vision, TextSpec text, ContrastiveLossKind loss = ContrastiveLossKind.Softmax) =>
        new() { Vision = vision, Text = text, Loss = loss };
}
