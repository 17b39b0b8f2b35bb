using System.Globalization;
using CsCheck;

namespace OpenVision.Tests.Data;

public sealed class BraceListTests
{
    [Theory]
    [InlineData("plain.tar", "plain.tar")]
    [InlineData("{00..03}", "00 01 02 03")]
    [InlineData("{8..11}", "8 9 10 11")]
    [InlineData("{08..11}", "08 09 10 11")]
    [InlineData("{3..1}", "3 2 1")]
    [InlineData("{a,b}/{0..1}.tar", "a/0.tar a/1.tar b/0.tar b/1.tar")]
    [InlineData("x{,.gz}", "x x.gz")]
    [InlineData("{a,{0..1},b{c,d}}", "a 0 1 bc bd")]
    [InlineData("{one}", "{one}")]
    [InlineData("a,b", "a,b")]
    [InlineData("{a..b}", "{a..b}")]
    [InlineData("{}", "{}")]
    public void Expands(string pattern, string expected) =>
        Assert.Equal(expected.Split(' '), BraceList.Expand(pattern, 100));

    [Theory]
    [InlineData("a{b", "opening brace at place 2")]
    [InlineData("{a,{b}", "opening brace at place 1")]
    [InlineData("ab}c", "closing brace at place 3")]
    public void BraceWithoutPartnerIsNamed(string pattern, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => BraceList.Expand(pattern, 100)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{0..999999999999999}")]
    [InlineData("{0..99999}{0..99999}{0..99999}{0..99999}")]
    [InlineData("{1..101}")]
    public void TooManyPathsAreRefusedBeforeTheyAreMade(string pattern) =>
        Assert.Contains("at most 100", Assert.Throws<FormatException>(() => BraceList.Expand(pattern, 100)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{0..999999}.tar", 1_000_000)]
    [InlineData("{a,b}/{0..9}", 20)]
    [InlineData("{one}", 1)]
    public void CountsWithoutMakingThem(string pattern, int count) => Assert.Equal(count, BraceList.Count(pattern));

    [Fact]
    public void NestingIsBounded() =>
        Assert.Throws<FormatException>(() => BraceList.Expand(new string('{', 100_000), 100));

    [Fact]
    public void ARangeIsEveryNumberWithItsZeros() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 300], Gen.Int[1, 6]).Sample((first, more, digits) =>
        {
            // Both ends as wide as the wider one; ends of unequal width have a test of their own.
            string format = $"D{Math.Max(digits, (first + more).ToString(CultureInfo.InvariantCulture).Length)}";
            string pattern = $"s-{{{first.ToString(format)}..{(first + more).ToString(format)}}}.tar";
            Assert.Equal(Enumerable.Range(first, more + 1).Select(number => $"s-{number.ToString(format)}.tar"), BraceList.Expand(pattern, 1000));
        });

    [Theory]
    [InlineData("{8..11}", "8 9 10 11")]
    [InlineData("{08..111}", "008 009 010 011")]
    [InlineData("{8..011}", "008 009 010 011")]
    public void EndsOfUnequalWidthArePaddedToTheWiderWhereOneHasZeros(string pattern, string firstFour) =>
        Assert.Equal(firstFour.Split(' '), BraceList.Expand(pattern, 1000).Take(4));

    [Fact]
    public void ListsMultiplyAndTheLastRunsFastest() =>
        Gen.Select(Gen.Char['a', 'z'].Array[2, 5], Gen.Char['a', 'z'].Array[2, 5]).Sample((left, right) =>
            Assert.Equal(
                left.SelectMany(_ => right, (first, second) => $"{first}-{second}"),
                BraceList.Expand($"{{{string.Join(',', left)}}}-{{{string.Join(',', right)}}}", 100)));

    [Fact]
    public void AnyTextExpandsOrIsRefused() =>
        Gen.OneOfConst("{", "}", ",", "..", "a", "07", "9").Array[0, 24].Select(string.Concat).Sample(pattern =>
        {
            try
            {
                Assert.InRange(BraceList.Expand(pattern, 500).Count, 1, 500);
            }
            catch (FormatException)
            {
            }
        });
}
