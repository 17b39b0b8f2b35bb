using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u00e9", "\u00e9")]
    [InlineData("a\u0323\u0302", "\u1ead")] // dot below, circumflex
    [InlineData("a\u0302\u0323", "\u1ead")] // in canonical order first
    [InlineData("a\u0301\u0301", "\u00e1\u0301")]
    [InlineData("\u212b", "\u00c5")] // the sign for ångström has only a decomposition
    [InlineData("\u1100\u1161\u11a8", "\uac01")] // Hangul
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\u0958", "\u0915\u093c")] // excluded from composition
    [InlineData("\u0301a", "\u0301a")] // nothing to join
    [InlineData("cat 😀", "cat 😀")]
    public void TextsAreComposed(string text, string expected) => Assert.Equal(expected, Composition.Compose(text));

    [Fact]
    public void ComposingAgainChangesNothing() => Gen.String[Gen.Char["ae\u0301\u0302\u0323\u1100\u1161\u11a8\uac00\u1ead\u0958"], 0, 12].Sample(text =>
        Assert.Equal(Composition.Compose(text), Composition.Compose(Composition.Compose(text))));
}
