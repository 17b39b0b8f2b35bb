using OpenVision.Data.Images;
using OpenVision.Numerics;

namespace OpenVision.Data;

/// <summary>The texts of one training sample (openvision.md, section 6).</summary>
/// <param name="Web">The web caption, or the synthetic one where the web gave none at all.</param>
/// <param name="Picked">What was picked of the synthetic caption, or the web caption where that is empty.</param>
/// <param name="Whole">The whole synthetic caption, or the web caption where there is none.</param>
/// <param name="Drawn">Which of them stand in for others.</param>
internal readonly record struct Captions(string Web, string Picked, string Whole, DrawnCaptions Drawn)
{
    /// <summary>Reads a sample's captions.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="spec">Which members hold them and what is picked.</param>
    /// <param name="draw">The sample's own random draws.</param>
    /// <exception cref="SampleFault">A caption is not UTF-8, or there is no text at all.</exception>
    public static Captions Of(Sample sample, DataSpec spec, ref Draw draw)
    {
        string? web = Text(sample, spec.WebCaption);
        string? synthetic = Text(sample, spec.SyntheticCaption);
        if (string.IsNullOrWhiteSpace(web) && string.IsNullOrWhiteSpace(synthetic))
        {
            throw new SampleFault(
                SkipReason.NoCaption, $"Neither {spec.WebCaption} nor {spec.SyntheticCaption} is there with any text.");
        }

        bool noSynthetic = string.IsNullOrWhiteSpace(synthetic);
        string whole = noSynthetic ? web! : synthetic!;
        string picked = Pick(synthetic ?? "", spec.Pick, ref draw);
        bool noPick = picked.Length == 0;
        return new(web ?? whole, noPick ? web ?? whole : picked, whole, new(spec.Pick, web is null, noPick, noSynthetic));
    }

    /// <summary>Picks what the text encoder reads of a synthetic caption.</summary>
    /// <param name="caption">The caption.</param>
    /// <param name="pick">How.</param>
    /// <param name="draw">The sample's own random draws.</param>
    /// <returns>The text; empty where the caption has no sentence.</returns>
    public static string Pick(string caption, CaptionPick pick, ref Draw draw)
    {
        if (pick == CaptionPick.Whole)
        {
            return caption.Trim();
        }

        string[] sentences = caption.Split(['.', '!'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sentences.Length == 0)
        {
            return "";
        }

        int first = draw.Below(sentences.Length);
        if (pick == CaptionPick.Sentence)
        {
            return sentences[first];
        }

        int count = 1 + draw.Below(sentences.Length);
        first = draw.Below(sentences.Length - count + 1);
        return string.Join(". ", sentences.Skip(first).Take(count)) + ".";
    }

    private static string? Text(Sample sample, string extension)
    {
        if (extension.Length == 0 || !sample.Members.TryGetValue(extension, out ReadOnlyMemory<byte> bytes))
        {
            return null;
        }

        return Utf8Text.Decode(bytes.Span) ?? throw new SampleFault(SkipReason.InvalidText, $"{extension} is not valid UTF-8.");
    }
}
