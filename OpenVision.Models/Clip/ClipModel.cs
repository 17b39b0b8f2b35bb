using OpenVision.Captioning;
using OpenVision.Layers;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;

namespace OpenVision.Clip;

/// <summary>
/// An image encoder and a text encoder of one embedding, and maybe a caption decoder. Generated from
/// <see cref="ClipModelAttribute{TVision, TText}"/>; what a recipe trains is one, too.
/// </summary>
public abstract class ClipModel : IDisposable
{
    /// <summary>Allocates the parameters that the specs count.</summary>
    /// <param name="model">What fixes the model.</param>
    /// <param name="settings">Device, precision and seed. Default: float32 on the processor, without gradients.</param>
    protected ClipModel(ModelSpec model, GraphSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Preprocess = PreprocessSpec.Of(model.Vision ?? throw new ArgumentException($"{model.Name} has no image encoder.", nameof(model)), model.Vision.Resolution);
        Parameters = new ParameterStore(ParameterCount.Of(model.Parameters()), settings ?? GraphSettings.Inference);
    }

    /// <summary>What fixes the model.</summary>
    public ModelSpec Model { get; }

    /// <summary>How images are prepared: as the image encoder declares, or as the configuration beside loaded weights says.</summary>
    public PreprocessSpec Preprocess { get; internal set; }

    /// <summary>Every parameter of the model.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>The image encoder.</summary>
    public abstract VisionEncoder Vision { get; }

    /// <summary>The text encoder.</summary>
    public abstract TextEncoder Text { get; }

    /// <summary>The caption decoder, if there is one.</summary>
    public abstract CaptionDecoder? Decoder { get; }

    /// <summary>What the contrastive loss learned.</summary>
    public abstract LogitScale Scale { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Parameters.Dispose();
        GC.SuppressFinalize(this);
    }
}
