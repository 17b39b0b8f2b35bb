using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class WordPieceTokenizerTests : IDisposable
{
    private static readonly string[] vocabulary =
        ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "cafe", "play", "##ing", "##s", "a", ",", ".", "中", "文"];

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("PLAYING, a.", "1 6 7 10 9 11 2 4")]
    [InlineData("中文", "1 12 13 2 0 0 0 4")]
    [InlineData("", "1 2 0 0 0 0 0 4")]
    [InlineData("pl\u0000ays", "1 6 8 2 0 0 0 4")]
    [InlineData("a a a a a a a a a", "1 9 9 9 9 9 2 4")]
    public void ATextIsBosPiecesEosPaddingAndClass(string text, string expected)
    {
        long[] ids = new long[8];
        Tokenizer(vocabulary).EncodeText(text, ids);
        Assert.Equal(expected, string.Join(' ', ids));
    }

    [Fact]
    public void ACaptionHasNoClassTokenAndKeepsItsEnd()
    {
        long[] ids = new long[5];
        Tokenizer(vocabulary).EncodeCaption("a a a a a a", ids);
        Assert.Equal([1, 9, 9, 9, 2], ids);
    }

    [Fact]
    public void AVeryLongWordIsUnknown()
    {
        long[] ids = new long[5];
        Tokenizer(vocabulary).EncodeCaption(new string('a', 500), ids);
        Assert.Equal([1, 3, 2, 0, 0], ids);
    }

    [Fact]
    public void DecodingJoinsPiecesAndStopsAtTheEnd() =>
        Assert.Equal("playing, a.", Tokenizer(vocabulary).Decode([1, 6, 7, 10, 9, 11, 2, 9, 9, 4]));

    [Fact]
    public void BertsOwnNamesForTheFirstUnusedEntriesCount()
    {
        long[] ids = new long[4];
        Tokenizer(["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "a"]).EncodeText("a", ids);
        Assert.Equal([1, 5, 2, 4], ids);
    }

    [Fact]
    public void AVocabularyWithoutAClassTokenIsRefused()
    {
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => Tokenizer(["[PAD]", "[bos]", "[eos]", "[UNK]"]));
        Assert.EndsWith("the vocabulary lacks [CLS]; it needs [PAD] on its first line, [UNK], [CLS], [bos] and [eos].", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private TextTokenizer Tokenizer(string[] lines)
    {
        File.WriteAllLines(folder["vocab.txt"], lines);
        return TextTokenizer.Load(folder["vocab.txt"]);
    }
}
