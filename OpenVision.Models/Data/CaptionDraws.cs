namespace OpenVision.Data;

/// <summary>Which texts a run has read, counted over the pairs that it was trained on.</summary>
/// <param name="WebCaptions">Web captions that the text encoder read.</param>
/// <param name="SyntheticForWeb">Synthetic captions that it read in the place of a missing web caption.</param>
/// <param name="Sentences">Sentences of synthetic captions that it read (<see cref="CaptionPick.Sentence"/>).</param>
/// <param name="Passages">Passages of synthetic captions (<see cref="CaptionPick.Passage"/>).</param>
/// <param name="Wholes">Whole synthetic captions (<see cref="CaptionPick.Whole"/>).</param>
/// <param name="OtherForPick">Other texts that it read where a synthetic caption gave nothing to pick.</param>
/// <param name="DecodedSynthetic">Synthetic captions that the decoder was to write; 0 without a decoder.</param>
/// <param name="DecodedWeb">Web captions that it was to write in the place of a missing synthetic one.</param>
public sealed record CaptionDraws(
    long WebCaptions = 0,
    long SyntheticForWeb = 0,
    long Sentences = 0,
    long Passages = 0,
    long Wholes = 0,
    long OtherForPick = 0,
    long DecodedSynthetic = 0,
    long DecodedWeb = 0)
{
    /// <summary>The draws of two parts of a run together.</summary>
    /// <param name="left">One part's.</param>
    /// <param name="right">The other's.</param>
    public static CaptionDraws operator +(CaptionDraws left, CaptionDraws right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.WebCaptions + right.WebCaptions,
            left.SyntheticForWeb + right.SyntheticForWeb,
            left.Sentences + right.Sentences,
            left.Passages + right.Passages,
            left.Wholes + right.Wholes,
            left.OtherForPick + right.OtherForPick,
            left.DecodedSynthetic + right.DecodedSynthetic,
            left.DecodedWeb + right.DecodedWeb);
    }

    /// <summary>The draws of a batch.</summary>
    /// <param name="drawn">What was drawn for each pair.</param>
    /// <param name="decodes">Whether a decoder reads whole captions.</param>
    internal static CaptionDraws Of(IReadOnlyList<DrawnCaptions> drawn, bool decodes)
    {
        long Count(Func<DrawnCaptions, bool> which) => drawn.LongCount(which);
        long Picked(CaptionPick pick) => Count(one => !one.NoPick && one.Pick == pick);
        return new(
            Count(static one => !one.NoWeb),
            Count(static one => one.NoWeb),
            Picked(CaptionPick.Sentence),
            Picked(CaptionPick.Passage),
            Picked(CaptionPick.Whole),
            Count(static one => one.NoPick),
            decodes ? Count(static one => !one.NoSynthetic) : 0,
            decodes ? Count(static one => one.NoSynthetic) : 0);
    }
}

/// <summary>What was drawn for a pair.</summary>
/// <param name="Pick">What was to be picked of the synthetic caption.</param>
/// <param name="NoWeb">Whether there is no web caption, and the synthetic one stands in.</param>
/// <param name="NoPick">Whether the synthetic caption gave nothing to pick, and another text stands in.</param>
/// <param name="NoSynthetic">Whether there is no synthetic caption, and the web caption stands in as the whole one.</param>
internal readonly record struct DrawnCaptions(CaptionPick Pick, bool NoWeb, bool NoPick, bool NoSynthetic);
