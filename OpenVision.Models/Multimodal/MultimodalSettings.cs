using OpenVision.Layers;

namespace OpenVision.Multimodal;

/// <summary>Where and how the parts of a multimodal model compute. A part that does not train has no gradients, so it is frozen exactly.</summary>
/// <param name="Vision">The image encoder's.</param>
/// <param name="Connector">The connector's.</param>
/// <param name="Language">The language model's, and the newline vector's.</param>
/// <param name="Lora">Low-rank adapters on the language model; none without.</param>
/// <param name="Adapters">The adapters'; none for the language model's own, training.</param>
public sealed record MultimodalSettings(GraphSettings Vision, GraphSettings Connector, GraphSettings Language, LoraSpec? Lora = null, GraphSettings? Adapters = null)
{
    /// <summary>How pictures are fitted and their tokens joined. Default: as the model's declaration says.</summary>
    public ImagePolicySpec? Images { get; init; }

    /// <summary>Every part in float32 on the processor, without gradients.</summary>
    public static MultimodalSettings Inference { get; } = Of(GraphSettings.Inference, ModelParts.None);

    /// <summary>The same settings for every part, but for what trains.</summary>
    /// <param name="settings">Where and how the parts compute.</param>
    /// <param name="trains">The parts that train.</param>
    /// <param name="lora">Adapters, which train in place of the language model; none without.</param>
    public static MultimodalSettings Of(GraphSettings settings, ModelParts trains, LoraSpec? lora = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(
            settings with { Trains = trains.HasFlag(ModelParts.Vision) },
            settings with { Trains = trains.HasFlag(ModelParts.Connector) },
            settings with { Trains = trains.HasFlag(ModelParts.Language) && lora is null },
            lora,
            lora is null ? null : settings with { Trains = true });
    }
}
