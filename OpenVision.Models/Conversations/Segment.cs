namespace OpenVision.Conversations;

/// <summary>What a stretch of a conversation's written form is.</summary>
public enum SegmentKind
{
    /// <summary>The token that the tokenizer itself puts before a text, where it does.</summary>
    Begin,

    /// <summary>A special token, by its name.</summary>
    Marker,

    /// <summary>A picture's place.</summary>
    Picture,

    /// <summary>Text: the template's own, or what a speaker says.</summary>
    Text,
}

/// <summary>A stretch of a conversation's written form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or a marker's name.</param>
/// <param name="IsSupervised">Whether the model learns to write it.</param>
public readonly record struct Segment(SegmentKind Kind, string Text, bool IsSupervised = false);
