using OpenVision.Clip;
using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Vision;
using OpenVision.Weights;

namespace OpenVision.Cli;

/// <summary>The encoders that a name means, with weights: both of a recipe or a model of two towers, or one alone.</summary>
/// <param name="Model">What fixes them.</param>
/// <param name="Vision">The image encoder; none for a text encoder alone.</param>
/// <param name="Text">The text encoder; none for an image encoder alone.</param>
/// <param name="Preprocess">How images are prepared; none without an image encoder.</param>
/// <param name="owner">What owns the parameters.</param>
internal sealed record LoadedEncoders(ModelSpec Model, VisionEncoder? Vision, TextEncoder? Text, PreprocessSpec? Preprocess, IDisposable owner) : IDisposable
{
    /// <summary>Makes the encoders and loads their weights.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <param name="weights">Published weights, or a run folder.</param>
    /// <exception cref="UsageException">The name is unknown.</exception>
    /// <exception cref="OpenVisionException">There are no weights, or they do not fit.</exception>
    public static LoadedEncoders Load(Catalogue catalogue, string name, string weights)
    {
        if (CatalogueNames.Find(catalogue.Visions, entry => entry.Spec.Name, name) is { } vision)
        {
            ModelSpec spec = new() { Name = vision.Spec.Name, Vision = vision.Spec };
            ParameterStore store = new(ParameterCount.Of(spec.Parameters()), GraphSettings.Loading);
            return Filled(new(spec, vision.Create(store.Root["visual"]), null, OpenClipConfigFile.Preprocess(TrainedModel.FileOf(weights), PreprocessSpec.Of(vision.Spec, vision.Spec.Resolution)), store), store, weights);
        }

        if (CatalogueNames.Find(catalogue.Texts, entry => entry.Spec.Name, name) is { } text)
        {
            ModelSpec spec = new() { Name = text.Spec.Name, Text = text.Spec };
            ParameterStore store = new(ParameterCount.Of(spec.Parameters()), GraphSettings.Loading);
            return Filled(new(spec, null, text.Create(store.Root), null, store), store, weights);
        }

        WholeModel whole = catalogue.Whole(name, "encode");
        ClipModel model = TrainedModel.Load(whole, weights);
        return new(model.Model, model.Vision, model.Text, model.Preprocess with { Resolution = whole.Resolution }, model);
    }

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    private static LoadedEncoders Filled(LoadedEncoders encoders, ParameterStore store, string weights)
    {
        try
        {
            store.Seal();
            ModelWeights.Load(encoders.Model, store, TrainedModel.FileOf(weights), ignoreOthers: true);
            return encoders;
        }
        catch
        {
            encoders.Dispose();
            throw;
        }
    }
}
