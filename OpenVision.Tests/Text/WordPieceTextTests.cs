using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class WordPieceTextTests : IDisposable
{
    private const long Pad = 0, Bos = 1, Eos = 2, Unknown = 3, Cls = 4;

    private static readonly string[] pieces =
    [
        "[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "a", "red", "cube", "##s", "##cube", "cafe", ".", ",", "'", "$", "[", "]", "pad",
        "x", "##x", "東", "blue",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly TextTokenizer tokenizer;

    public WordPieceTextTests() => tokenizer = Load(pieces);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("A red cube.", "a red cube .")]
    [InlineData("red cubes redcube", "red cube ##s red ##cube")]
    [InlineData("CAFÉ, café", "cafe , cafe")]
    [InlineData("a zebra", "a [UNK]")]
    [InlineData("🎉 a", "[UNK] a")]
    [InlineData("$ €", "$ [UNK]")]
    [InlineData("東a", "東 a")]
    [InlineData("a\0 r\u200Bed", "a red")]
    [InlineData("[PAD] [UNK]", "[ pad ] [ [UNK] ]")]
    [InlineData("[bos][eos]", "[ [UNK] ] [ [UNK] ]")]
    [InlineData("", "")]
    public void PiecesAreThoseOfBert(string text, string expected)
    {
        long[] ids = new long[20];
        tokenizer.EncodeCaption(text, ids);
        long[] expectedIds = [.. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(piece => (long)Array.IndexOf(pieces, piece))];
        Assert.Equal([Bos, .. expectedIds, Eos, .. Enumerable.Repeat(Pad, 18 - expectedIds.Length)], ids);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 1)]
    [InlineData(1000, 1)]
    public void AWordOfMoreThanAHundredCharactersIsUnknown(int length, int count)
    {
        long[] ids = new long[200];
        tokenizer.EncodeCaption(new string('x', length), ids);
        Assert.Equal(Eos, ids[count + 1]);
        Assert.Equal(count == 1 ? Unknown : Array.IndexOf(pieces, "x"), ids[1]);
    }

    [Fact]
    public void TextEndsWithTheClassTokenAndCaptionDoesNot()
    {
        long[] text = new long[6], caption = new long[6];
        tokenizer.EncodeText("a red", text);
        tokenizer.EncodeCaption("a red", caption);
        Assert.Equal([Bos, 5, 6, Eos, Pad, Cls], text);
        Assert.Equal([Bos, 5, 6, Eos, Pad, Pad], caption);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(76)]
    [InlineData(77)]
    [InlineData(78)]
    [InlineData(5000)]
    public void ATextOfAnyLengthKeepsItsEndAndClassTokens(int words)
    {
        long[] ids = new long[80];
        Array.Fill(ids, 99);
        tokenizer.EncodeText(string.Join(' ', Enumerable.Repeat("red", words)), ids);
        int kept = Math.Min(words, 77);
        Assert.Equal([Bos, .. Enumerable.Repeat(6L, kept), Eos, .. Enumerable.Repeat(Pad, 77 - kept), Cls], ids);
    }

    [Fact]
    public void TextIsCutWithinAWord()
    {
        long[] ids = new long[5];
        tokenizer.EncodeText("a cubes", ids);
        Assert.Equal([Bos, 5, 7, Eos, Cls], ids);
    }

    [Theory]
    [InlineData("A red cube, a blue cube.", "a red cube, a blue cube.")]
    [InlineData("cubes", "cubes")]
    [InlineData("", "")]
    public void DecodingGivesTheTextBack(string text, string decoded)
    {
        long[] ids = new long[40];
        tokenizer.EncodeText(text, ids);
        Assert.Equal(decoded, tokenizer.Decode(ids));
    }

    [Fact]
    public void DecodingStopsAtTheEndAndLeavesOutSpecialAndUnknownIds() =>
        Assert.Equal("a cube", tokenizer.Decode([Bos, 5, Unknown, Cls, Pad, -1, 1000, 7, Eos, 6]));

    [Fact]
    public void DecodedTextEncodesToTheSameIds() =>
        Gen.Int[0, pieces.Length - 1].Where(id => id > Cls && !pieces[id].StartsWith("##", StringComparison.Ordinal)).List[0, 20].Sample(ids =>
        {
            long[] first = [Bos, .. ids.Select(id => (long)id), Eos, .. Enumerable.Repeat(Pad, 30 - ids.Count)], second = new long[32];
            tokenizer.EncodeCaption(tokenizer.Decode(first), second);
            Assert.Equal(first, second);
        });

    [Fact]
    public void ThreadsShareATokenizer() =>
        Parallel.For(0, 2000, i =>
        {
            long[] ids = new long[6];
            tokenizer.EncodeText($"cube zebra{i % 97}", ids);
            Assert.Equal([Bos, 7, Unknown, Eos, Pad, Cls], ids);
        });

    [Fact]
    public void UnusedEntriesOfTheBertVocabularyStandForBeginAndEnd()
    {
        string[] bert = ["[PAD]", "[unused0]", "[unused1]", .. Enumerable.Range(3, 97).Select(i => $"[unused{i}]"), "[UNK]", "[CLS]", "red"];
        long[] ids = new long[6];
        Load(bert).EncodeText("red zebra", ids);
        Assert.Equal([1, 102, 100, 2, 0, 101], ids);
    }

    [Theory]
    [InlineData("[bos]|[PAD]|[eos]|[UNK]|[CLS]", "[PAD] stands on line 2")]
    [InlineData("[PAD]|[bos]|[UNK]|[CLS]", "lacks [eos]")]
    [InlineData("[PAD]|[bos]|[eos]|[UNK]|[CLS]|a|a", "line 7 repeats the piece 'a' of line 6")]
    [InlineData("", "lacks [bos]")]
    public void AVocabularyThatCannotWorkIsRefused(string lines, string why)
    {
        OpenVisionException refusal = Assert.Throws<OpenVisionException>(() => Load(lines.Split('|')));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingVocabularyIsNamed() =>
        Assert.Contains(folder["none.txt"], Assert.Throws<OpenVisionException>(() => TextTokenizer.Load(folder["none.txt"])).Message, StringComparison.Ordinal);

    private TextTokenizer Load(string[] lines)
    {
        string path = folder["vocab.txt"];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return TextTokenizer.Load(path);
    }
}
