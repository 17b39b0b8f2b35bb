using System.Text.RegularExpressions;
using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

public sealed class WordRulesTests
{
    private const string Newer = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [Theory]
    [InlineData("I'm here, we'LL see", "I|'m| here|,| we|'|LL| see")]
    [InlineData("a1234 b", "a|1234| b")]
    [InlineData("a   b", "a|  | b")]
    [InlineData("a   ", "a|   ")]
    [InlineData("a\n\nb", "a|\n|\n|b")]
    [InlineData("x!? y", "x|!?| y")]
    [InlineData("\tb", "\t|b")]
    [InlineData("𝐀b😀c", "𝐀b|😀|c")] // a mathematical letter is a letter
    public void Gpt2sWords(string text, string expected) => Assert.Equal(expected, Words(text, WordRules.Gpt2));

    [Theory]
    [InlineData("I'm here, we'LL see", "I|'m| here|,| we|'LL| see")]
    [InlineData("a1234 b", "a|123|4| b")]
    [InlineData("a   b", "a|  | b")]
    [InlineData("a\n\nb", "a|\n\n|b")]
    [InlineData("a \n \n  b", "a| \n \n| | b")]
    [InlineData("x!?\n\ny", "x|!?\n\n|y")]
    [InlineData("\tb", "\tb")] // any one character but a line break goes with the letters behind it
    [InlineData("😀c", "😀c")]
    [InlineData("(b) 5", "(b|)| |5")]
    [InlineData("'x", "'x")]
    [InlineData("e\u0301x", "e|\u0301x")] // a mark is no letter
    public void Llama3sWords(string text, string expected) => Assert.Equal(expected, Words(text, WordRules.Of(Newer)!));

    // Below U+10000 .NET's own expressions see whole characters.
    [Fact]
    public void WordsAreThoseOfTheExpressionsThatTheyStandFor()
    {
        const string gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
        foreach ((string pattern, WordRule rule) in new[] { (Newer, WordRules.Of(Newer)!), (Newer.Replace("{1,3}", ""), WordRules.Of(Newer.Replace("{1,3}", ""))!), (gpt2, WordRules.Gpt2) })
        {
            Gen.String[Gen.Char["aZé漢'sStreEvVmlLdD12½Ⅷ \t\n\r\u00a0\u3000\u0085.,!?(\u0301\u200b"], 0, 30].Sample(
                text => Assert.Equal(string.Join('|', Regex.Matches(text, pattern, RegexOptions.CultureInvariant).Select(match => match.Value)), Words(text, rule)));
        }
    }

    [Fact]
    public void DigitsStandAlone() => Assert.Equal("ab|1|2|c|½", Words("ab12c½", WordRules.Digits));

    [Fact]
    public void AnUnknownExpressionHasNoRule() => Assert.Null(WordRules.Of("(a+)+$"));

    private static string Words(string text, WordRule rule)
    {
        List<string> words = [];
        for (int start = 0; start < text.Length; start += words[^1].Length)
        {
            words.Add(text.Substring(start, rule(text.AsSpan(start))));
        }

        return string.Join('|', words);
    }
}
