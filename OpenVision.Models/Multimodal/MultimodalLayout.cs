namespace OpenVision.Multimodal;

/// <summary>Whose names a multimodal checkpoint's tensors have (multimodal.md, section 1.3).</summary>
public enum MultimodalLayout
{
    /// <summary>LLaVA's own: <c>model.mm_projector.</c>, <c>model.vision_tower.vision_tower.</c>, the language model's names as they are.</summary>
    Original,

    /// <summary>Hugging Face's files: <c>multi_modal_projector.</c>, <c>vision_tower.</c>, <c>language_model.</c></summary>
    HuggingFace,

    /// <summary>The modules of Hugging Face's library from 4.52 on: <c>model.multi_modal_projector.</c>, <c>model.vision_tower.</c>, <c>model.language_model.</c></summary>
    HuggingFaceModules,
}
