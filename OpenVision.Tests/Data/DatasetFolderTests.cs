using OpenVision.Data;

namespace OpenVision.Tests.Data;

public sealed class DatasetFolderTests : IDisposable
{
    private static readonly DatasetOrigin origin = new(1, 7, 100);
    private readonly TemporaryFolder temporary = new();

    private string Place => temporary["world"];

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void CompleteDataSetIsNotMadeAgain()
    {
        Make(origin, "first");
        Make(origin, "second");
        Assert.Equal("first", Content());
    }

    [Theory]
    [InlineData(2, 7, 100)]
    [InlineData(1, 8, 100)]
    [InlineData(1, 7, 101)]
    public void DataSetOfAnotherOriginIsReplaced(int version, int seed, int samples)
    {
        Make(origin, "first");
        Make(new(version, seed, samples), "second");
        Assert.Equal("second", Content());
    }

    [Fact]
    public void DataSetWithAShorterFileIsReplaced()
    {
        Make(origin, "first");
        File.WriteAllText(Path.Combine(Place, "train.tar"), "fi");
        Make(origin, "third");
        Assert.Equal("third", Content());
    }

    [Fact]
    public void FailureLeavesNoDataSetAndTheNextMakingWorks()
    {
        Assert.Throws<OperationCanceledException>(() => DatasetFolder.Make(
            Place,
            origin,
            folder =>
            {
                File.WriteAllText(Path.Combine(folder, "left-over.tar"), "half");
                throw new OperationCanceledException();
            },
            CancellationToken.None));
        Assert.False(Directory.Exists(Place));

        Make(origin, "whole");
        Assert.Equal(["scene-world.json", "train.tar"], Directory.EnumerateFiles(Place).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void FolderWithAnythingElseInItIsNotTouched()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "thesis.txt"), "years of work");
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => Make(origin, "first"));
        Assert.Equal(
            $"The data set cannot be made in '{Place}': 'thesis.txt' lies there and is not part of it. Move it away, or name another folder.",
            error.Message);
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(Place, "thesis.txt")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":1,\"seed\":7,\"samples\":100,\"files\":7}")]
    [InlineData("{\"version\":1,\"seed\":7,\"samples\":100,\"files\":{\"train.tar\":\"x\"}}")]
    [InlineData("{\"version\":1,\"seed\":7,\"samples\":100,\"files\":{\"missing.tar\":1}}")]
    public void DamagedManifestMeansNoDataSet(string manifest)
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "scene-world.json"), manifest);
        Make(origin, "made");
        Assert.Equal("made", Content());
    }

    [Fact]
    public async Task TwoMakersAtOnceMakeItOnce()
    {
        int made = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DatasetFolder.Make(
            Place,
            origin,
            folder =>
            {
                Interlocked.Increment(ref made);
                File.WriteAllText(Path.Combine(folder, "train.tar"), "once");
            },
            CancellationToken.None))));
        Assert.Equal(1, made);
    }

    [Fact]
    public void DataSetThatIsReadIsNotReplaced()
    {
        Make(origin, "first");
        using (IDisposable? first = DatasetFolder.Use(Place, CancellationToken.None), second = DatasetFolder.Use(Place + "/", CancellationToken.None))
        {
            Assert.NotNull(first);
            Assert.NotNull(second);
            Make(origin, "again");
            OpenVisionException error = Assert.Throws<OpenVisionException>(() => Make(new(1, 8, 100), "second"));
            Assert.Equal(
                $"The data set in '{Place}' is not the one wanted, by its seed, number of samples, version or files, and a run reads it. "
                + "Wait for that run's end, or name another folder.",
                error.Message);
            Assert.Equal("first", Content());
        }

        Make(new(1, 8, 100), "second");
        Assert.Equal("second", Content());
    }

    [Fact]
    public async Task ReaderWaitsForAMakerToEnd()
    {
        using ManualResetEventSlim filling = new(), goOn = new();
        Task maker = Task.Run(() => DatasetFolder.Make(
            Place,
            origin,
            folder =>
            {
                filling.Set();
                goOn.Wait();
                File.WriteAllText(Path.Combine(folder, "train.tar"), "whole");
            },
            CancellationToken.None));
        filling.Wait();
        Task<IDisposable?> reader = Task.Run(() => DatasetFolder.Use(Place, CancellationToken.None));
        Assert.NotSame(reader, await Task.WhenAny(reader, Task.Delay(250)));
        goOn.Set();
        await maker;
        using IDisposable? held = await reader;
        Assert.NotNull(held);
        Assert.Equal("whole", Content());
    }

    [Fact]
    public void FolderThatWasNotMadeHereNeedsNoHolding() => Assert.Null(DatasetFolder.Use(Place, CancellationToken.None));

    private string Content() => File.ReadAllText(Path.Combine(Place, "train.tar"));

    private void Make(DatasetOrigin from, string content) =>
        DatasetFolder.Make(Place, from, folder => File.WriteAllText(Path.Combine(folder, "train.tar"), content), CancellationToken.None);
}
