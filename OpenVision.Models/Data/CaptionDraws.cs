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
/// <param name="Own">Texts, read or to be written, that steps of the recipe's own pick: of what, nobody knows.</param>
public sealed record CaptionDraws(
    long WebCaptions = 0,
    long SyntheticForWeb = 0,
    long Sentences = 0,
    long Passages = 0,
    long Wholes = 0,
    long OtherForPick = 0,
    long DecodedSynthetic = 0,
    long DecodedWeb = 0,
    long Own = 0)
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
            left.DecodedWeb + right.DecodedWeb,
            left.Own + right.Own);
    }

    /// <summary>The draws of a batch.</summary>
    /// <param name="drawn">What was drawn for each pair.</param>
    /// <param name="decodes">Whether a decoder reads whole captions.</param>
    internal static CaptionDraws Of(IReadOnlyList<DrawnCaptions> drawn, bool decodes)
    {
        IEnumerable<DrawnText> read = drawn.Select(static one => one.First).Concat(drawn.Select(static one => one.Second));
        IEnumerable<DrawnText> written = decodes ? drawn.Select(static one => one.Written) : [];
        Dictionary<DrawnText, long> reads = Counts(read), writes = Counts(written);
        return new(
            reads[DrawnText.Web],
            drawn.LongCount(static one => one.First == DrawnText.Other),
            reads[DrawnText.Sentence],
            reads[DrawnText.Passage],
            reads[DrawnText.Whole],
            drawn.LongCount(static one => one.Second == DrawnText.Other),
            writes[DrawnText.Sentence] + writes[DrawnText.Passage] + writes[DrawnText.Whole],
            writes[DrawnText.Web] + writes[DrawnText.Other],
            reads[DrawnText.Own] + writes[DrawnText.Own]);
    }

    private static Dictionary<DrawnText, long> Counts(IEnumerable<DrawnText> texts)
    {
        Dictionary<DrawnText, long> counts = Enum.GetValues<DrawnText>().ToDictionary(static text => text, static _ => 0L);
        foreach (DrawnText text in texts)
        {
            counts[text]++;
        }

        return counts;
    }
}

/// <summary>Where a text comes from.</summary>
internal enum DrawnText
{
    /// <summary>A step of the recipe's own: nobody knows.</summary>
    Own,

    /// <summary>The web caption.</summary>
    Web,

    /// <summary>A sentence of the synthetic caption.</summary>
    Sentence,

    /// <summary>A passage of the synthetic caption.</summary>
    Passage,

    /// <summary>The whole synthetic caption.</summary>
    Whole,

    /// <summary>The other caption, since that which was asked for is missing or gives nothing to pick.</summary>
    Other,
}

/// <summary>Where a pair's texts come from.</summary>
/// <param name="First">What the text encoder reads first.</param>
/// <param name="Second">What it reads second.</param>
/// <param name="Written">What the caption decoder is to write; of no meaning without one.</param>
internal readonly record struct DrawnCaptions(DrawnText First, DrawnText Second, DrawnText Written);
