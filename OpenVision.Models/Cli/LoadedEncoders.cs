using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Vision;
using OpenVision.Weights;
using static TorchSharp.torch;

namespace OpenVision.Cli;

/// <summary>The encoders that a name means, with weights: both of a recipe or a model of two towers, or one alone.</summary>
internal sealed class LoadedEncoders : IDisposable
{
    private readonly ParameterStore parameters;
    private readonly IDisposable owner;

    private LoadedEncoders(ModelSpec model, ParameterStore parameters, IDisposable owner)
    {
        Model = model;
        this.parameters = parameters;
        this.owner = owner;
    }

    /// <summary>What fixes them.</summary>
    public ModelSpec Model { get; }

    /// <summary>The image encoder; none for a text encoder alone.</summary>
    public VisionEncoder? Vision { get; private init; }

    /// <summary>The text encoder; none for an image encoder alone.</summary>
    public TextEncoder? Text { get; private init; }

    /// <summary>How images are prepared; none without an image encoder.</summary>
    public PreprocessSpec? Preprocess { get; private init; }

    /// <summary>Makes the encoders and loads their weights.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <param name="weights">Published weights, or a run folder.</param>
    /// <param name="verb">The verb, for messages.</param>
    /// <exception cref="UsageException">The name is unknown.</exception>
    /// <exception cref="OpenVisionException">There are no weights, or they do not fit.</exception>
    public static LoadedEncoders Load(Catalogue catalogue, string name, string weights, string verb)
    {
        if (CatalogueNames.Find(catalogue.Visions, entry => entry.Spec.Name, name) is { } vision)
        {
            string file = TrainedModel.FileOf(weights);
            return Alone(new() { Name = vision.Spec.Name, Vision = vision.Spec }, file, (model, store) => new(model, store, store)
            {
                Vision = vision.Create(store.Root["visual"]),
                Preprocess = OpenClipConfigFile.Preprocess(file, PreprocessSpec.Of(vision.Spec, vision.Spec.Resolution)),
            });
        }

        if (CatalogueNames.Find(catalogue.Texts, entry => entry.Spec.Name, name) is { } text)
        {
            return Alone(
                new() { Name = text.Spec.Name, Text = text.Spec }, TrainedModel.FileOf(weights), (model, store) => new(model, store, store) { Text = text.Create(store.Root) });
        }

        WholeModel whole = catalogue.Whole(name, verb);
        ClipModel loaded = TrainedModel.Load(whole, weights);
        return new(loaded.Model, loaded.Parameters, loaded)
        {
            Vision = loaded.Vision,
            Text = loaded.Text,
            Preprocess = loaded.Preprocess with { Resolution = whole.Resolution },
        };
    }

    /// <summary>Every tensor by our name, as the graph keeps it.</summary>
    public IReadOnlyDictionary<string, Tensor> Values() =>
        parameters.Parameters.Concat(parameters.Fixed).ToDictionary(parameter => parameter.Name, parameter => parameter.Master);

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    private static LoadedEncoders Alone(ModelSpec model, string weights, Func<ModelSpec, ParameterStore, LoadedEncoders> create)
    {
        ParameterStore store = new(ParameterCount.Of(model.Parameters()), GraphSettings.Loading);
        try
        {
            LoadedEncoders encoders = create(model, store);
            store.Seal();
            ModelWeights.Load(model, store, weights, ignoreOthers: true);
            return encoders;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
