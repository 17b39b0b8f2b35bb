using System.Text;
using OpenVision.Language;
using OpenVision.Numerics;

namespace OpenVision.Tests.Language;

/// <summary>The parts of a generated text: characters from tokens, stop texts, choices.</summary>
public sealed class GeneratedTextTests
{
    /// <summary>Tokens are bytes here: a character is told when its last byte has come, a byte that is none when four have come.</summary>
    [Fact]
    public void CharactersAreToldWhole()
    {
        TextPieces pieces = new(static ids => Encoding.UTF8.GetString([.. ids.Select(static id => (byte)id)]));
        string Add(int id) => pieces.Add(id);

        Assert.Equal(["a", "", "é", "", "", "", "🦊", "z"], Encoding.UTF8.GetBytes("aé🦊z").Select(value => Add(value)));
        Assert.Equal("", Add(0xC3));
        Assert.Equal("\uFFFD", pieces.End());
        Assert.Equal("", pieces.End());
        Assert.Equal(["", "", "", "\uFFFD\uFFFD\uFFFD\uFFFD"], new[] { 0xFF, 0xFF, 0xFF, 0xFF }.Select(Add));
    }

    /// <summary>A tokenizer that takes the space away in front of a text keeps those between words.</summary>
    [Fact]
    public void SpacesBetweenTokensStay()
    {
        string[] words = [" a", " b", "c"];
        TextPieces pieces = new(ids => string.Concat(ids.Select(id => words[id])).TrimStart(' '));

        Assert.Equal(["a", " b", "c", " a"], new[] { 0, 1, 2, 0 }.Select(pieces.Add));
    }

    [Fact]
    public void TheBeginningOfAStopTextIsHeldBack()
    {
        StopText stop = new(["</s>", "###"]);

        Assert.Equal(("a ", false), stop.Add("a <"));
        Assert.Equal(("", false), stop.Add("/"));
        Assert.Equal(("</b> #", false), (stop.Add("b> ###x"[..4]) is var (text, stopped) ? (text + stop.End(), stopped) : default));
        Assert.Equal(("b", true), stop.Add("b</s>c"));
        Assert.Equal(("", true), new StopText(["ab", "b"]).Add("ab"));
    }

    [Fact]
    public void TheLikeliestIsTheFirstOfEquals()
    {
        Assert.Equal(1, TokenChoice.Likeliest([0, 3, 3, -1]));
        Assert.Contains("token 2", Assert.Throws<OpenVisionException>(() => TokenChoice.Likeliest([0, 3, float.NaN])).Message, StringComparison.Ordinal);
    }

    /// <summary>Probabilities 1/2, 1/4, 1/8, 1/8: top-p 0.7 keeps the first two, 0.75 no more, 0.76 a third.</summary>
    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(0.7, 2)]
    [InlineData(0.76, 3)]
    [InlineData(1, 4)]
    public void TheNucleusIsTheFewestThatReachTheShare(double topP, int expected)
    {
        float[] logits = [MathF.Log(2), MathF.Log(8), MathF.Log(4), MathF.Log(2)];
        Draw draw = new(7);
        HashSet<int> seen = [];
        for (int i = 0; i < 300; i++)
        {
            seen.Add(TokenChoice.Drawn(logits, 1, topP, ref draw));
        }

        Assert.Equal(expected, seen.Count);
        Assert.Contains(1, seen);
    }

    /// <summary>Shares follow the probabilities at temperature 2: e^0 to e^-1 is 1 to 0.37, so about 73 in 100.</summary>
    [Fact]
    public void DrawsFollowTheTemperature()
    {
        Draw draw = new(1);
        int first = Enumerable.Range(0, 20_000).Count(_ => TokenChoice.Drawn([2, 0], 2, 1, ref draw) == 0);

        Assert.InRange(first / 20_000.0, 0.72, 0.742);
    }
}
