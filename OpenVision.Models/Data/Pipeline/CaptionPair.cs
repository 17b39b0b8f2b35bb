using OpenVision.Data.Images;

namespace OpenVision.Data.Pipeline;

/// <summary>The two captions of a sample (openvision.md, section 6).</summary>
/// <param name="Web">The web caption; null where there is none.</param>
/// <param name="Synthetic">The synthetic caption; null where there is none.</param>
public readonly record struct CaptionPair(string? Web, string? Synthetic)
{
    /// <summary>The web caption, or the synthetic one where the web gave none at all.</summary>
    public string WebText => Web ?? Whole;

    /// <summary>The whole synthetic caption, or the web caption where that is blank.</summary>
    public string Whole => string.IsNullOrWhiteSpace(Synthetic) ? Web ?? "" : Synthetic;

    /// <summary>Reads a sample's captions.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="web">The extension of the web caption's member.</param>
    /// <param name="synthetic">The extension of the synthetic caption's member; empty where there is none.</param>
    /// <exception cref="SampleFault">A caption is not UTF-8, or there is no text at all.</exception>
    internal static CaptionPair Of(Sample sample, string web, string synthetic)
    {
        CaptionPair pair = new(Text(sample, web), Text(sample, synthetic));
        return string.IsNullOrWhiteSpace(pair.Web) && string.IsNullOrWhiteSpace(pair.Synthetic)
            ? throw new SampleFault(SkipReason.NoCaption, $"Neither {web} nor {synthetic} is there with any text.")
            : pair;
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
