using OpenVision.Training;

namespace OpenVision.Multimodal;

/// <summary>Numbers that stand among token ids and labels without being tokens (multimodal.md, section 1.4).</summary>
public static class PlaceholderIds
{
    /// <summary>The place of a picture or a video among token ids.</summary>
    public const long Picture = -200;

    /// <summary>A label that the loss leaves out.</summary>
    public const long Ignored = LanguageLoss.Ignored;
}
