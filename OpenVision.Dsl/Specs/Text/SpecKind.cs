namespace OpenVision;

/// <summary>What a text describes.</summary>
public enum SpecKind
{
    /// <summary>Encoders and decoders, one or a whole model of them.</summary>
    Model,

    /// <summary>A recipe that trains encoders.</summary>
    Recipe,

    /// <summary>A language model.</summary>
    Language,

    /// <summary>A multimodal model.</summary>
    Multimodal,

    /// <summary>A recipe that trains a multimodal model.</summary>
    Mllm,
}
