using System.IO.Compression;
using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class TextTokenizerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TextTokenizer[] tokenizers;

    public TextTokenizerTests()
    {
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "a", "b", "##b", "cat"]);
        File.WriteAllBytes(
            folder["spiece.model"],
            new SentencePieceFile().Specials().Piece("▁", -1).Piece("▁cat", -2).Piece("a", -3).Piece("b", -3).Characters(SentencePieceFile.MapOf(("①", "1"))).ToArray());
        tokenizers =
        [
            TextTokenizer.Load(folder["vocab.txt"]), TextTokenizer.Load(ClipFiles.WriteList(folder["merges.txt"])), TextTokenizer.Load(folder["spiece.model"]),
        ];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatTheFileHoldsSaysWhichTokenizerItIs()
    {
        Assert.IsType<WordPieceTokenizer>(tokenizers[0]);
        Assert.IsType<ClipBpeTokenizer>(tokenizers[1]);
        Assert.IsType<SentencePieceTokenizer>(tokenizers[2]);
        foreach ((string from, string to) in new[] { ("vocab.txt", "a"), ("merges.txt", "b"), ("spiece.model", "c") })
        {
            File.Copy(folder[from], folder[to]);
        }

        Assert.Equal(tokenizers.Select(tokenizer => tokenizer.GetType()), new[] { "a", "b", "c" }.Select(name => TextTokenizer.Load(folder[name]).GetType()));
    }

    [Theory]
    [InlineData("vocab.txt", typeof(WordPieceTokenizer))]
    [InlineData("spiece.model", typeof(SentencePieceTokenizer))]
    [InlineData("bpe_simple_vocab_16e6.txt.gz", typeof(ClipBpeTokenizer))]
    [InlineData("vocab.json", typeof(ClipBpeTokenizer))]
    [InlineData("tokenizer.json", typeof(ClipBpeTokenizer))]
    public void AFolderIsSearchedForTheUsualNames(string name, Type expected)
    {
        ClipFiles.WritePair(folder["model"]);
        ClipFiles.WriteTokenizer(folder["tokenizer.json"], pairs: true);
        ClipFiles.WritePacked(folder["bpe_simple_vocab_16e6.txt.gz"]);
        string found = Directory.CreateDirectory(folder["found"]).FullName;
        string source = name == "vocab.json" ? folder["model/vocab.json"] : folder[name];
        File.Copy(source, Path.Combine(found, name));
        if (name == "vocab.json")
        {
            File.Copy(folder["model/merges.txt"], Path.Combine(found, "merges.txt"));
        }

        Assert.IsType(expected, TextTokenizer.Load(found));
    }

    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal($"There is no vocabulary at {folder["none"]}; name one with --vocab or in [Data(Vocabulary = …)].", Failure(folder["none"]));
        Assert.StartsWith($"There is no vocabulary in {folder["empty"]}: it holds none of spiece.model, ", Failure(folder["empty"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AVocabularyThatUnpacksToTooMuchIsRefused()
    {
        using (GZipStream packed = new(File.Create(folder["bomb.gz"]), CompressionLevel.Fastest))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 65; i++)
            {
                packed.Write(zeros);
            }
        }

        Assert.Contains("a vocabulary of more than 64 MiB is not read", Failure(folder["bomb.gz"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x1F, 0x8B, 1, 2, 3 }, "the vocabulary cannot be read")]
    [InlineData(new byte[] { 0x0A, 200, 1 }, "The message of 3 bytes ends within a field of 200 bytes, at its byte 3.")]
    [InlineData(new byte[] { 0x0A, 0x80 }, "ends within a field of 1 bytes")]
    [InlineData(new byte[] { }, "the vocabulary lacks [bos]")]
    public void ADamagedFileIsRefused(byte[] bytes, string why)
    {
        File.WriteAllBytes(folder["damaged"], bytes);
        Assert.Contains(why, Failure(folder["damaged"]), StringComparison.Ordinal);
    }

    [Fact]
    public void APairOfFilesIsFingerprintedWhole()
    {
        ClipFiles.WritePair(folder["model"]);
        Assert.Equal([folder["model/vocab.json"], folder["model/merges.txt"]], VocabularyFile.PartsOf(folder["model"]));
        Assert.Equal([folder["vocab.txt"]], VocabularyFile.PartsOf(folder["vocab.txt"]));
    }

    [Fact]
    public void AnyTextFillsEveryPlaceWithTheSameIdsInRange() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.String[Gen.Char["ab cat'<&#;①é東\ud83d\ude00\0\u00a0"], 0, 60]), Gen.Int[3, 20]).Sample((text, length) =>
        {
            foreach (TextTokenizer tokenizer in tokenizers)
            {
                long[] first = new long[length], second = new long[length];
                Array.Fill(first, -1);
                tokenizer.EncodeText(text, first);
                tokenizer.EncodeText(text, second);
                Assert.Equal(first, second);
                Assert.All(first, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
                Array.Fill(first, -1);
                tokenizer.EncodeCaption(text, first);
                Assert.All(first, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
                tokenizer.Decode(first);
            }
        });

    [Fact]
    public void SimpleWordsSurviveEncodingAndDecoding() =>
        Gen.OneOfConst("a", "b", "cat").List[0, 8].Sample(words =>
        {
            string text = string.Join(' ', words);
            long[] ids = new long[40];
            foreach (TextTokenizer tokenizer in tokenizers)
            {
                tokenizer.EncodeText(text, ids);
                Assert.Equal(text, tokenizer.Decode(ids));
            }
        });

    private static string Failure(string path) => Assert.Throws<OpenVisionException>(() => TextTokenizer.Load(path)).Message;
}
