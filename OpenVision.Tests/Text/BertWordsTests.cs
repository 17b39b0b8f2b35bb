using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class BertWordsTests
{
    [Theory]
    [InlineData("A red Cube.", "a|red|cube|.")]
    [InlineData("  tabs\tand\r\nlines ", "tabs|and|lines")]
    [InlineData("$5, C++ & [CLS]!", "$|5|,|c|+|+|&|[|cls|]|!")]
    [InlineData("don't re-use «this»", "don|'|t|re|-|use|«|this|»")]
    [InlineData("Café ÅNGSTRÖM naïve İstanbul", "cafe|angstrom|naive|istanbul")]
    [InlineData("Phở Ώρα ёлка", "pho|ωρα|елка")]
    [InlineData("Cafe\u0301 a\uFE0Fb", "cafe|ab")]
    [InlineData("東京tower が", "東|京|tower|か")]
    [InlineData("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8")]
    [InlineData("cat🎉 🎉 ½", "cat🎉|🎉|½")]
    [InlineData("so\u00ADft ze\u200Bro nu\0ll be\u0007ll \uFFFD", "soft|zero|null|bell")]
    [InlineData("wide\u3000space\u2028line", "wide|space|line")]
    [InlineData("x≠y", "x|=|y")]
    [InlineData("Straße", "straße")]
    [InlineData("", "")]
    [InlineData(" \t ", "")]
    public void WordsAreCutAsBertDoes(string text, string words) => Assert.Equal(words, string.Join('|', Words(text)));

    [Fact]
    public void WordsAreTheSameForDecomposedText() =>
        Assert.Equal(Words("Crème brûlée à la façon"), Words("Cre\u0300me bru\u0302le\u0301e a\u0300 la fac\u0327on"));

    // Not an attribute's argument: metadata holds UTF-8, which has no lone surrogates.
    [Fact]
    public void LoneSurrogatesAreDropped() => Assert.Equal(["half", "a"], Words("half\uD83C a\uDF89 \uD800"));

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 101)]
    [InlineData(1_000_000, 101)]
    public void AWordThatIsTooLongIsCutButStaysTooLong(int length, int handedOut)
    {
        Assert.Equal(handedOut, Assert.Single(Words(new string('x', length))).Length);
        Assert.InRange(Assert.Single(Words(string.Concat(Enumerable.Repeat("한", length)))).Length, handedOut, BertWords.BufferLength);
    }

    [Fact]
    public void AnyTextGivesWordsWithoutSpacesCapitalsOrControls() =>
        Gen.String.Sample(text => Assert.All(Words(text), word =>
        {
            Assert.NotEmpty(word);
            Assert.Equal([word], Words(word));
        }));

    private static List<string> Words(string text)
    {
        List<string> words = [];
        BertWords cut = new(text, stackalloc char[BertWords.BufferLength]);
        while (cut.MoveNext())
        {
            words.Add(cut.Current.ToString());
        }

        return words;
    }
}
