using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenVision.Onnx;

/// <summary>One entry of a model's metadata.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its text.</param>
internal sealed record OnnxNote(string Key, string Value)
{
    /// <summary>An image encoder as JSON, under <c>vision_spec</c>.</summary>
    /// <param name="spec">The image encoder.</param>
    public static OnnxNote Of(VisionSpec spec) => new("vision_spec", JsonSerializer.Serialize(spec, OnnxJson.Default.VisionSpec));

    /// <summary>A text encoder as JSON, under <c>text_spec</c>.</summary>
    /// <param name="spec">The text encoder.</param>
    public static OnnxNote Of(TextSpec spec) => new("text_spec", JsonSerializer.Serialize(spec, OnnxJson.Default.TextSpec));

    /// <summary>A caption decoder as JSON, under <c>decoder_spec</c>.</summary>
    /// <param name="spec">The decoder.</param>
    public static OnnxNote Of(DecoderSpec spec) => new("decoder_spec", JsonSerializer.Serialize(spec, OnnxJson.Default.DecoderSpec));
}

/// <summary>How specs are written into a model's metadata: under the names that the attributes have.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(VisionSpec))]
[JsonSerializable(typeof(TextSpec))]
[JsonSerializable(typeof(DecoderSpec))]
internal sealed partial class OnnxJson : JsonSerializerContext;
