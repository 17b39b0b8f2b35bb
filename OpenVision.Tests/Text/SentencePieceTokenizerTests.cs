using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class SentencePieceTokenizerTests : IDisposable
{
    private const long End = 1;

    private static readonly (string Text, float Score)[] pieces =
    [
        ("▁", -2), ("▁a", -3), ("▁cat", -5), ("▁c", -4), ("at", -3), ("a", -4), ("t", -4.5f), ("s", -3.5f), ("▁cats", -8.4f), ("é", -6),
        ("ab", -2), ("abc", -9), ("b", -7), ("c", -6),
    ];

    private readonly TemporaryFolder folder = new();
    private readonly TextTokenizer tokenizer;

    public SentencePieceTokenizerTests() => tokenizer = Load(T5());

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a cat", "▁a ▁cat")]
    [InlineData("A, CAT!", "▁a ▁cat")]
    [InlineData("a_cat \n\t a\u00a0cat", "▁a ▁cat ▁a ▁cat")]
    [InlineData("c-at's", "▁cats")] // -8.4 against -8.5 of ▁cat s
    [InlineData("catss", "▁cats s")]
    [InlineData("cab", "▁c ab")] // -6, and -9 of ▁ c ab
    [InlineData("abc", "▁ ab c")] // -10, and -11 of ▁ abc
    [InlineData("cé", "▁c é")]
    [InlineData("xyz a", "▁ <unk> ▁a")] // one for three
    [InlineData("xaz", "▁ <unk> a <unk>")]
    [InlineData("😀", "▁ <unk>")]
    [InlineData("</s> <pad>", "▁ s ▁ <unk> a <unk>")]
    [InlineData("a▁cat", "▁a ▁cat")]
    [InlineData("", "")]
    [InlineData(" .?! ", "")]
    public void PiecesAreTheLikeliest(string text, string expected)
    {
        long[] ids = new long[16];
        tokenizer.EncodeText(text, ids);
        Assert.Equal([.. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IdOf), .. Enumerable.Repeat(End, 16 - Count(expected))], ids);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(5000)]
    public void ATextOfAnyLengthKeepsItsEnd(int words)
    {
        long[] ids = new long[64];
        Array.Fill(ids, 99);
        tokenizer.EncodeText(string.Join(' ', Enumerable.Repeat("cat", words)), ids);
        int kept = Math.Min(words, 63);
        Assert.Equal([.. Enumerable.Repeat(IdOf("▁cat"), kept), .. Enumerable.Repeat(End, 64 - kept)], ids);
    }

    [Fact]
    public void ACaptionBeginsAndIsFilledWithZeros()
    {
        long[] ids = new long[6], cut = new long[4];
        tokenizer.EncodeCaption("a cat", ids);
        tokenizer.EncodeCaption("a cat a cat", cut);
        Assert.Equal([0, IdOf("▁a"), IdOf("▁cat"), End, 0, 0], ids);
        Assert.Equal([0, IdOf("▁a"), IdOf("▁cat"), End], cut);
        Assert.Equal("a cat", tokenizer.Decode(ids));
    }

    [Theory]
    [InlineData("A cat's cats.", "a cats cats")]
    [InlineData("", "")]
    public void DecodingGivesTheCleanedTextBack(string text, string decoded)
    {
        long[] ids = new long[30];
        tokenizer.EncodeText(text, ids);
        Assert.Equal(decoded, tokenizer.Decode(ids));
    }

    [Fact]
    public void DecodingStopsAtTheEndAndLeavesOutUnknownIds() =>
        Assert.Equal("cat", tokenizer.Decode([0, 2, -1, 1000, IdOf("▁cat"), End, IdOf("▁a")]));

    [Fact]
    public void TheModelsCharacterMapIsAppliedToItsLongestEntries()
    {
        TextTokenizer mapped = Load(T5().Characters(SentencePieceFile.MapOf(("①", "a"), ("①①", "cat"), ("x", " "), ("q", ""))));
        long[] ids = new long[8];
        mapped.EncodeText("①① ① ①x①xx①① 東q", ids);
        Assert.Equal([IdOf("▁cat"), IdOf("▁a"), IdOf("▁a"), IdOf("▁a"), IdOf("▁cat"), IdOf("▁"), 2, End], ids);
    }

    [Fact]
    public void BytesSpellWhatNoPieceCoversWhereTheModelSaysSo()
    {
        SentencePieceFile file = T5();
        for (int value = 0; value < 256; value++)
        {
            file.Piece($"<0x{value:X2}>", 0, SentencePieceFile.Byte);
        }

        TextTokenizer spelled = Load(file.Trainer(35, 1));
        long[] ids = new long[8];
        spelled.EncodeText("a東", ids);
        int first = 3 + pieces.Length;
        Assert.Equal([IdOf("▁a"), first + 0xE6, first + 0x9D, first + 0xB1, End, End, End, End], ids);
        Assert.Equal("a東", spelled.Decode(ids));
    }

    [Fact]
    public void OnlyOrdinaryPiecesAreChosen()
    {
        SentencePieceFile file = T5().Piece("▁ab", 0, SentencePieceFile.Unused).Piece("▁ac", 0, SentencePieceFile.UserDefined).Piece("▁at", 0, SentencePieceFile.Control);
        long[] ids = new long[8];
        Load(file).EncodeText("ab ac at", ids);
        Assert.Equal([IdOf("▁"), IdOf("ab"), IdOf("▁a"), IdOf("c"), IdOf("▁"), IdOf("at"), End, End], ids);
    }

    [Fact]
    public void TheSearchFindsTheBestOfAllSegmentations() =>
        Gen.Select(
            Gen.Select(Gen.String[Gen.Char["abc"], 1, 3], Gen.Int[1, 40]).Array[0, 8],
            Gen.String[Gen.Char["abc"], 1, 8]).Sample((drawn, word) =>
            {
                (string Text, float Score)[] model = [("▁", -1), .. drawn.DistinctBy(piece => piece.Item1).Select(piece => (piece.Item1, piece.Item2 / -4f))];
                SentencePieceFile file = new SentencePieceFile().Specials();
                foreach ((string text, float score) in model)
                {
                    file.Piece(text, score);
                }

                long[] ids = new long[10];
                SentencePieceTokenizer found = SentencePieceTokenizer.Read(new("drawn", file.ToArray()));
                found.EncodeText(word, ids);
                double unknown = model.Min(piece => piece.Score) - 10;
                Assert.Equal(Best(word, 0), Score(ids, model, word, unknown), 1e-6);

                double Best(string text, int from) => from == text.Length
                    ? 0
                    : Enumerable.Range(1, Math.Min(3, text.Length - from)).Max(length =>
                        Cost(text.Substring(from, length)) + Best(text, from + length));

                double Cost(string piece) => Array.FindIndex(model, entry => entry.Text == piece) is var at and >= 0
                    ? model[at].Score
                    : piece.Length == 1 ? unknown : double.NegativeInfinity;
            });

    [Theory]
    [InlineData("bpe", "Its model_type is 2; only unigram models (1), as SigLIP's, are read.")]
    [InlineData("suffix", "It does not mark the space before a word")]
    [InlineData("no prefix", "It does not mark the space before a word")]
    [InlineData("no end", "Its 2 pieces lack </s>, the unknown piece or every ordinary one.")]
    [InlineData("empty piece", "Its piece 3 is empty.")]
    [InlineData("long piece", "Its piece 3 has 300 bytes; 256 are read.")]
    [InlineData("no number", "The score of its piece 3 is no number.")]
    [InlineData("byte", "Its byte piece '<0xG0>' is not written as <0x00>.")]
    [InlineData("map", "Its precompiled_charsmap of 5 bytes names a trie of 67305985.")]
    [InlineData("long text", "A replacement in its precompiled_charsmap has 300 bytes; 256 are read.")]
    public void AModelThatCannotWorkIsRefused(string fault, string why)
    {
        SentencePieceFile file = fault switch
        {
            "bpe" => T5().Trainer(3, 2),
            "suffix" => T5().Trainer(24, 1),
            "no prefix" => T5().Normalizer(3, 0),
            "no end" => new SentencePieceFile().Piece("<unk>", 0, SentencePieceFile.Unknown).Piece("a"),
            "empty piece" => new SentencePieceFile().Specials().Piece(""),
            "long piece" => new SentencePieceFile().Specials().Piece(new string('a', 300)),
            "no number" => new SentencePieceFile().Specials().Piece("a", float.NaN),
            "byte" => T5().Piece("<0xG0>", 0, SentencePieceFile.Byte).Trainer(35, 1),
            "map" => T5().Characters([1, 2, 3, 4, 5]),
            _ => T5().Characters(SentencePieceFile.MapOf(("x", new string('y', 300)))),
        };
        string message = Assert.Throws<OpenVisionException>(() => Load(file)).Message;
        Assert.StartsWith(folder["spiece.model"], message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedModelIsRefusedOrHarmless()
    {
        byte[] whole = T5().Characters(SentencePieceFile.MapOf(("①", "a"), ("x", " "))).ToArray();
        Gen.Select(Gen.Int[0, whole.Length], Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[0, 6]).Sample((length, changes) =>
        {
            byte[] bytes = [.. whole];
            foreach ((int at, byte value) in changes)
            {
                bytes[at] = value;
            }

            try
            {
                SentencePieceTokenizer read = SentencePieceTokenizer.Read(new("damaged", bytes[..(changes.Length == 0 ? length : whole.Length)]));
                long[] ids = new long[12];
                read.EncodeText("a cat① xx①東", ids);
                Assert.All(ids, id => Assert.InRange(id, 0, read.VocabularySize - 1));
            }
            catch (OpenVisionException refusal)
            {
                Assert.StartsWith("damaged", refusal.Message, StringComparison.Ordinal);
            }
        });
    }

    private static double Score(long[] ids, (string Text, float Score)[] model, string word, double unknown)
    {
        double score = 1; // takes the mark's -1 away
        int covered = 0;
        foreach (long id in ids.TakeWhile(id => id != End))
        {
            score += id == 2 ? 0 : model[id - 3].Score;
            covered += id == 2 ? 0 : model[id - 3].Text.Length;
        }

        return score + (unknown * (word.Length + 1 - covered)); // one id stands for several characters
    }

    private static SentencePieceFile T5()
    {
        SentencePieceFile file = new SentencePieceFile().Specials();
        foreach ((string text, float score) in pieces)
        {
            file.Piece(text, score);
        }

        return file;
    }

    private static long IdOf(string piece) => piece == "<unk>" ? 2 : 3 + Array.FindIndex(pieces, entry => entry.Text == piece);

    private static int Count(string expected) => expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private TextTokenizer Load(SentencePieceFile file)
    {
        File.WriteAllBytes(folder["spiece.model"], file.ToArray());
        return TextTokenizer.Load(folder["spiece.model"]);
    }
}
