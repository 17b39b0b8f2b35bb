using OpenVision.Numerics;

namespace OpenVision.Data.Packing;

/// <summary>Web and synthetic captions of classified pictures, drawn from templates.</summary>
/// <param name="options">The classes and templates.</param>
internal sealed class CaptionTemplates(IdxImportOptions options)
{
    /// <summary>A sample's web caption.</summary>
    /// <param name="index">The sample's number, which fixes the draw.</param>
    /// <param name="label">Its class.</param>
    public string Web(int index, int label)
    {
        Draw draw = DrawFor("web caption", index);
        return Fill(Pick(ref draw, options.WebTemplates), label, facts: null);
    }

    /// <summary>A sample's synthetic caption.</summary>
    /// <param name="index">The sample's number, which fixes the draw.</param>
    /// <param name="label">Its class.</param>
    /// <param name="facts">What is known of its picture.</param>
    public string Synthetic(int index, int label, ImageFacts facts)
    {
        Draw draw = DrawFor("synthetic caption", index);
        string text = Fill(Pick(ref draw, options.SyntheticTemplates), label, facts);
        return options.Details.Count > label && options.Details[label].Count > 0
            ? $"{text} {Pick(ref draw, options.Details[label])}"
            : text;
    }

    /// <summary>Every text from which captions are put together, for a vocabulary that covers them.</summary>
    public IEnumerable<string> Parts() =>
    [
        .. options.Classes, .. options.WebTemplates, .. options.SyntheticTemplates, .. options.Details.SelectMany(detail => detail),
        .. ImageFacts.Shades, .. ImageFacts.Outlines,
    ];

    private string Fill(string template, int label, ImageFacts? facts)
    {
        string text = template.Replace("{}", options.Classes[label], StringComparison.Ordinal);
        return facts is null
            ? text
            : text.Replace("{shade}", facts.Shade, StringComparison.Ordinal).Replace("{outline}", facts.Outline, StringComparison.Ordinal);
    }

    private Draw DrawFor(string what, int index) => new(Hash.Of(Hash.Of($"{what} {options.Name}", options.Seed), (ulong)index));

    private static string Pick(ref Draw draw, IReadOnlyList<string> texts) => texts[draw.Below(texts.Count)];
}
