using OpenVision.Data;
using OpenVision.Numerics;

namespace OpenVision.Tests.Data;

public sealed class CaptionPickTests
{
    private const string Caption = " A cat sits. It sleeps! The sun shines. ";

    [Fact]
    public void ASentenceIsOneOfTheCaptions() =>
        Assert.Equal(["A cat sits", "It sleeps", "The sun shines"], Picks(CaptionPick.Sentence));

    [Fact]
    public void APassageIsARunOfSentences() => Assert.Equal(
        ["A cat sits.", "A cat sits. It sleeps.", "A cat sits. It sleeps. The sun shines.", "It sleeps.", "It sleeps. The sun shines.", "The sun shines."],
        Picks(CaptionPick.Passage));

    [Fact]
    public void TheWholeIsTheCaptionTrimmed() => Assert.Equal(["A cat sits. It sleeps! The sun shines."], Picks(CaptionPick.Whole));

    [Fact]
    public void ACaptionWithoutASentencePicksNothing()
    {
        Draw draw = new(1);
        Assert.Equal("", Captions.Pick(" .!. ", CaptionPick.Sentence, ref draw));
    }

    private static SortedSet<string> Picks(CaptionPick pick)
    {
        Draw draw = new(1);
        SortedSet<string> picks = new(StringComparer.Ordinal);
        for (int i = 0; i < 200; i++)
        {
            picks.Add(Captions.Pick(Caption, pick, ref draw));
        }

        return picks;
    }
}
