using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class TextCleaningTests
{
    // Expected texts are those of Python's html.unescape.
    [Theory]
    [InlineData("AT&T & co &", "AT&T & co &")]
    [InlineData("&amp; &lt; &gt; &quot; &apos; &AMP;", "& < > \" ' &")]
    [InlineData("&copy2020 &copy; &notit &ampx; &eacutes", "©2020 © ¬it &x; és")]
    [InlineData("&apos &hearts &hearts; &nothing;", "&apos &hearts ♥ ¬hing;")]
    [InlineData("&#39; &#x2019; &#X41 &#65b", "' ’ A Ab")]
    [InlineData("&#146; &#x80; &#129;", "’ € \u0081")]
    [InlineData("&#0; &#xD800; &#x110000; &#99999999999;", "� � � �")]
    [InlineData("[&#1;&#127;&#xFDD0;&#xFFFE;&#x1FFFF;]", "[]")]
    [InlineData("&#9;&#13;&#x1F600;", "\t\r😀")]
    [InlineData("&# &#x; &;", "&# &#x; &;")]
    public void EntitiesAreThoseOfPython(string text, string expected) => Assert.Equal(expected, HtmlEntities.Unescape(text));

    // Expected texts are those of open_clip's clean functions with ftfy.
    [Theory]
    [InlineData("  A\t\tCat \r\n", "a cat")]
    [InlineData("&amp;amp;amp;lt;", "<")]
    [InlineData("<b>&amp;amp;amp;lt;", "<b>&amp;lt;")]
    [InlineData("“It’s”", "\"it's\"")]
    [InlineData("ﬁne ﬄuﬀ ＡＢ！\u3000x", "fine ffluff ab! x")]
    [InlineData("a\0b\u007Fc\uFEFFd\u0092s", "abcd's")]
    [InlineData("a\u200Bb\u001Cc", "a\u200Bbc")]
    [InlineData("&#x1C;a&nbsp;b", "a b")]
    [InlineData("İX ΟΔΟΣ Σ ΣΑΣ", "i\u0307x οδος σ σας")]
    [InlineData("", "")]
    public void LowerIsThatOfOpenClip(string text, string expected) => Assert.Equal(expected, TextCleaning.Lower(text));

    [Theory]
    [InlineData("A cat, (it's) on_the mat!", "a cat its on the mat")]
    [InlineData("a - b", "a b")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "")]
    [InlineData("50€ «x» café", "50€ «x» café")]
    [InlineData("&lt;a&gt;", "a")]
    public void CanonicalIsThatOfOpenClip(string text, string expected) => Assert.Equal(expected, TextCleaning.Canonical(text));

    [Fact]
    public void ATextOfAnyLengthIsCut() => Assert.Equal(1 << 20, TextCleaning.Lower(new string('A', 5_000_000)).Length);
}
