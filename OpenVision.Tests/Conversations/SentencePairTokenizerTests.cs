using CsCheck;
using OpenVision.Tests.Support;
using OpenVision.Tests.Text;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

/// <summary>
/// The small model: &lt;unk&gt;, &lt;s&gt;, &lt;/s&gt;, the bytes at 3 to 258, then by falling score ▁a 259, ca, cat 261, ▁cat 262, ▁▁ 263, re, red 265, ▁red
/// 266, s&gt; 267, &lt;/ 268, &lt;/s 269, US, ER, ▁USER 272, USER 273, ▁ 274, single letters from a 275, U 301, S 302, E, R 304, ':' 305, '&lt;', '&gt;', '/'.
/// </summary>
public sealed class SentencePairTokenizerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LanguageTokenizer tokenizer = LanguageTokenizer.Load(Fixture.PathOf("tokenizers/vicuna"));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a cat", "259 262")]
    [InlineData("cat", "262")]
    [InlineData("a  red", "259 263 265")] // ▁▁ before ▁red
    [InlineData("aé", "259 198 172")] // C3 A9
    [InlineData("\n", "274 13")]
    [InlineData("</s>", "274 268 267")] // not the end token
    [InlineData("<s>", "274 306 267")] // nor the one that begins
    [InlineData(" cat", "274 262")] // ▁cat before ▁▁
    [InlineData("", "")]
    public void TextsHaveTheirTokens(string text, string expected) => Assert.Equal(expected, Ids(tokenizer.Encode(text)));

    [Fact]
    public void BehindASpecialTokenNoSpaceIsPutUnlessTheTokenizerIsAnOldOne()
    {
        Assert.Equal("273 305", Ids(tokenizer.Encode("USER:", continues: true)));
        File.Copy(Fixture.PathOf("tokenizers/vicuna/tokenizer.model"), folder["tokenizer.model"]);
        Assert.Equal("272 305", Ids(LanguageTokenizer.Load(folder.Path).Encode("USER:", continues: true)));
    }

    [Fact]
    public void SettingsSayWhetherATextIsBegun()
    {
        Assert.Equal(1, tokenizer.Begin);
        File.Copy(Fixture.PathOf("tokenizers/vicuna/tokenizer.model"), folder["tokenizer.model"]);
        File.WriteAllText(folder["tokenizer_config.json"], """{"add_bos_token": false}""");
        Assert.Null(LanguageTokenizer.Load(folder.Path).Begin);
        File.WriteAllText(folder["tokenizer_config.json"], "{");
        Assert.Contains("tokenizer_config.json", Assert.Throws<OpenVisionException>(() => LanguageTokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokensBeginWhereTheirTextDoes() =>
        Assert.Equal([0, 1, 1, 2, 2, 2, 2, 4], tokenizer.Encode("aé😀 cat").Select(token => token.Start));

    [Fact]
    public void EveryTextComesBack() => Gen.String.Sample(text =>
        Assert.Equal(tokenizer.Normalize(text).Replace('▁', ' '), tokenizer.Decode(tokenizer.Encode(text).Select(token => token.Id))), iter: 500);

    [Fact]
    public void WordsMergeAsTheWholeTextDoes()
    {
        // A piece with a space within keeps the text in one: the same tokens must come out where that piece does not apply.
        SentencePieceFile Letters(SentencePieceFile file) =>
            file.Piece("▁a", -1).Piece("ab", -2).Piece("▁ab", -3).Piece("▁▁", -4).Piece("▁", -5).Piece("a", -6).Piece("b", -7);
        LanguageTokenizer apart = Made("apart", file => Letters(file)), whole = Made("whole", file => Letters(file).Piece("x▁x", -8));
        Gen.String[Gen.Char["ab "], 0, 20].Sample(text => Assert.Equal(Ids(apart.Encode(text)), Ids(whole.Encode(text))));
    }

    [Fact]
    public void ALongTextWithoutSpacesIsMergedInTime()
    {
        string text = string.Concat(Enumerable.Repeat("ca", 200_000)) + "t";
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text).Select(token => token.Id)));
    }

    [Theory]
    [InlineData(1, "model_type is 1")]
    [InlineData(3, "model_type is 3")]
    public void AModelOfAnotherKindIsRefused(int kind, string message)
    {
        File.WriteAllBytes(folder["tokenizer.model"], new SentencePieceFile().Specials().Piece("a").Trainer(3, kind).ToArray());
        Assert.Contains(message, Assert.Throws<OpenVisionException>(() => LanguageTokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    private LanguageTokenizer Made(string name, Action<SentencePieceFile> pieces)
    {
        SentencePieceFile file = new SentencePieceFile().Specials();
        for (int value = 0; value < 256; value++)
        {
            file.Piece($"<0x{value:X2}>", 0, SentencePieceFile.Byte);
        }

        pieces(file);
        string path = folder[name];
        File.WriteAllBytes(path, file.Trainer(3, 2).Trainer(35, 1).Normalizer(4, 0).ToArray());
        return LanguageTokenizer.Load(path);
    }

    private static string Ids(IEnumerable<TextToken> tokens) => string.Join(' ', tokens.Select(token => token.Id));
}
