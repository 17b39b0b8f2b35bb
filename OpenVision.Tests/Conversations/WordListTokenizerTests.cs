using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

public sealed class WordListTokenizerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a cat.", "4 5 6")]
    [InlineData("A Cat", "4 5")]
    [InlineData("a dog , cat", "4 1 1 5")]
    [InlineData("cat\n\na", "5 3 3 4")]
    [InlineData("<s> a", "1 1 1 4")] // three marks and a letter of no word: not the token that begins
    [InlineData("", "")]
    public void TextsHaveTheirTokens(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Load("<pad>", "<unk>", "<s>", "<0x0A>", "a", "cat", ".").Encode(text).Select(token => token.Id)));

    [Fact]
    public void ALineBreakIsWhiteSpaceWhereItHasNoLine() => Assert.Equal([1L, 1L], Load("<unk>", "a").Encode("a\na").Select(token => token.Id));

    [Fact]
    public void MarksStandCloseToTheWordBeforeThem() => Assert.Equal("a cat. a", Load("<unk>", "a", "cat", ".", "<s>").Decode([4, 1, 2, 3, 1]));

    [Theory]
    [InlineData("a|a", "repeats 'a'")]
    [InlineData("<unk>|a b", "line 2 is 'a b'")]
    [InlineData("<unk>||a", "line 2 is ''")]
    [InlineData("a|b", "lacks <unk>")]
    public void AListThatIsNoneIsRefusedWithItsLine(string lines, string message) =>
        Assert.Contains(message, Assert.Throws<OpenVisionException>(() => Load(lines.Split('|'))).Message, StringComparison.Ordinal);

    private LanguageTokenizer Load(params string[] lines)
    {
        File.WriteAllLines(folder[WordListTokenizer.FileName], lines);
        return LanguageTokenizer.Load(folder.Path);
    }
}
