using System.Text;
using OpenVision.Data;
using OpenVision.Data.Packing;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data.Packing;

public sealed class FashionMnistTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public FashionMnistTests()
    {
        Directory.CreateDirectory(temporary["idx"]);
        Put("train", 200);
        Put("t10k", 20);
    }

    private DatasetRequest Request => new(temporary["made"], Samples: 0, Seed: 5);

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void MakesShardsClassesTemplatesAndAVocabularyThatCoversItsTexts()
    {
        Make();
        Assert.Equal(
            ["classes.txt", "fashion-mnist.json", "templates.txt", "test-00000.tar", "train-00000.tar", "vocab.txt"],
            Directory.EnumerateFiles(temporary["made"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(10, File.ReadAllLines(temporary["made/classes.txt"]).Length);
        Assert.All(File.ReadAllLines(temporary["made/templates.txt"]), template => Assert.Contains("{}", template, StringComparison.Ordinal));

        string[] vocabulary = File.ReadAllLines(temporary["made/vocab.txt"]);
        Assert.Equal(["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]"], vocabulary[..5]);
        Assert.Equal(FashionMnist.VocabularySize, vocabulary.Distinct().Count());
        Assert.Equal(FashionMnist.VocabularySize, vocabulary.Length);
        HashSet<string> known = [.. vocabulary];
        List<Sample> train = [.. ShardReader.ReadAll(ShardList.Find(temporary["made/train-*.tar"]), new())];
        Assert.Equal(200, train.Count);
        Assert.All(
            train.SelectMany(sample => Words($"{Text(sample, "txt")} {Text(sample, "llava_caption")}")),
            word => Assert.Contains(word, known));
        Assert.Equal(20, ShardReader.ReadAll([temporary["made/test-00000.tar"]], new()).Count());
    }

    [Fact]
    public void SyntheticCaptionsHaveSeveralSentencesAndVary()
    {
        Make();
        List<Sample> boots = [.. ShardReader.ReadAll([temporary["made/train-00000.tar"]], new()).Where(sample => Text(sample, "cls") == "9")];
        Assert.All(boots, sample => Assert.Contains("ankle boot", Text(sample, "llava_caption"), StringComparison.Ordinal));
        Assert.All(boots, sample => Assert.True(Text(sample, "llava_caption").Count(letter => letter == '.') >= 2));
        Assert.True(boots.Select(sample => Text(sample, "llava_caption")).Distinct().Count() > 5);
    }

    [Fact]
    public void CompleteFolderIsLeftAloneAndAnotherNumberOfSamplesMakesItAnew()
    {
        Make();
        DateTime made = File.GetLastWriteTimeUtc(temporary["made/train-00000.tar"]);
        Make();
        Assert.Equal(made, File.GetLastWriteTimeUtc(temporary["made/train-00000.tar"]));
        FashionMnist.Make(temporary["idx"], Request with { Samples = 50 }, new Progress<double>(), CancellationToken.None);
        Assert.Equal(50, ShardReader.ReadAll([temporary["made/train-00000.tar"]], new()).Count());
    }

    [Fact]
    public void MissingFilesAreAnErrorThatTellsHowToGetThem()
    {
        File.Delete(temporary["idx/t10k-labels-idx1-ubyte"]);
        OpenVisionException error = Assert.Throws<OpenVisionException>(Make);
        Assert.Contains("'t10k-labels-idx1-ubyte.gz' is not in", error.Message, StringComparison.Ordinal);
        Assert.Contains("dataset-fashion-mnist", error.Message, StringComparison.Ordinal);
        Assert.Contains(FashionMnist.SourceVariable, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(temporary["made"]));
    }

    private static string Text(Sample sample, string extension) => Encoding.UTF8.GetString(sample.Members[extension].Span);

    private static string[] Words(string text) =>
        string.Concat(text.ToLowerInvariant().Select(letter => char.IsPunctuation(letter) ? $" {letter} " : $"{letter}"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void Make() => FashionMnist.Make(temporary["idx"], Request, new Progress<double>(), CancellationToken.None);

    private void Put(string name, int count)
    {
        File.WriteAllBytes(temporary[$"idx/{name}-images-idx3-ubyte.gz"], Gzip(IdxBytes.Images(count, 6, 6, i => (byte)(i * 7))));
        File.WriteAllBytes(temporary[$"idx/{name}-labels-idx1-ubyte"], IdxBytes.Labels([.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]));
    }
}
