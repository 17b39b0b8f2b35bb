using System.Text.Json;
using CsCheck;
using OpenVision.Data;
using static OpenVision.Tests.Data.TarBytes;

namespace OpenVision.Tests.Data;

public sealed class SampleStreamTests : IDisposable
{
    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void SameSeedGivesTheSameOrderAndAnotherSeedAnother()
    {
        SampleStreamOptions options = new(Shards(5, 7), ShuffleWindow: 8, Resampled: false, Seed: 3);
        Assert.Equal(Keys(options, 100), Keys(options, 100));
        Assert.NotEqual(Keys(options, 35), Keys(options with { Seed = 4 }, 35));
    }

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(2, 2, 3)]
    [InlineData(3, 1, 1000)]
    [InlineData(1, 5, 1)]
    public void AnEpochHoldsEverySampleOnceOverAllProcessesAndReaders(int world, int readers, int window)
    {
        List<string> shards = Shards(world * readers * 2, 6);
        int each = 12 * readers;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            IEnumerable<string> all = Enumerable.Range(0, world).SelectMany(rank =>
                Keys(new(shards, window, Resampled: false, Seed: 1, rank, world, readers), each * (epoch + 1)).Skip(each * epoch));
            Assert.Equal(shards.Count * 6, all.Distinct().Count());
        }
    }

    [Fact]
    public void EpochsDifferAndWindowsStayWithinThem()
    {
        List<string> keys = Keys(new(Shards(3, 5), ShuffleWindow: 10, Resampled: false, Seed: 1), 45);
        Assert.All(keys.Chunk(15), epoch => Assert.Equal(15, epoch.Distinct().Count()));
        Assert.Equal(3, keys.Chunk(15).Select(epoch => string.Join(' ', epoch)).Distinct().Count());
    }

    [Fact]
    public void WindowOfOneKeepsAShardsOrder() =>
        Assert.All(
            Keys(new(Shards(4, 6), ShuffleWindow: 1, Resampled: false, Seed: 1), 24).Chunk(6),
            shard => Assert.Equal(shard.Order(StringComparer.Ordinal), shard));

    [Fact]
    public void ReadersAreTakenInTurn()
    {
        List<string> keys = Keys(new(Shards(4, 10), ShuffleWindow: 1, Resampled: false, Seed: 1, Readers: 2), 20);
        Assert.Single(keys.Where((_, i) => i % 2 == 0).Select(ShardOf).Distinct());
        Assert.Single(keys.Where((_, i) => i % 2 == 1).Select(ShardOf).Distinct());
        Assert.NotEqual(ShardOf(keys[0]), ShardOf(keys[1]));
    }

    [Fact]
    public void ResampledShardsAreDrawnWithReplacementByEachReaderForItself()
    {
        List<string> shards = Shards(4, 1);
        SampleStreamOptions options = new(shards, ShuffleWindow: 1, Resampled: true, Seed: 1, World: 8, Readers: 1);
        List<string> first = Keys(options, 400), second = Keys(options with { Rank = 7 }, 400);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Keys(options, 400));
        Assert.All(first.CountBy(key => key), count => Assert.InRange(count.Value, 60, 140));
        Assert.Contains(first.Chunk(4), epoch => epoch.Distinct().Count() < 4);
    }

    [Fact]
    public void ResumedAnywhereAStreamGoesOnAsIfNeverStopped() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 12], Gen.Bool, Gen.Bool, Gen.Int[0, 1000]).Sample(
            (readers, window, resampled, damaged, seed) =>
            {
                using TemporaryFolder folder = new();
                List<string> shards = Shards(4, 5, folder, damaged);
                SampleStreamOptions options = new(shards, window, resampled, seed, Readers: readers);
                const int count = 50;
                SkipLedger whole = new();
                using SampleStream unbroken = new(options, DataPosition.Start, whole);
                List<(string Key, string Position, long Skips)> steps = [];
                for (int i = 0; i < count; i++)
                {
                    string position = JsonSerializer.Serialize(unbroken.Position);
                    long skips = whole.Total;
                    steps.Add((unbroken.Next().Key, position, skips));
                }

                for (int i = 0; i < count; i++)
                {
                    SkipLedger rest = new();
                    using SampleStream resumed = new(options, JsonSerializer.Deserialize<DataPosition>(steps[i].Position)!, rest);
                    for (int j = i; j < Math.Min(count, i + 15); j++)
                    {
                        Assert.Equal(steps[j].Position, JsonSerializer.Serialize(resumed.Position));
                        Assert.Equal(steps[j].Skips, steps[i].Skips + rest.Total);
                        Assert.Equal(steps[j].Key, resumed.Next().Key);
                    }
                }
            },
            iter: 12,
            threads: 1);

    [Fact]
    public void CancelledReadingOfAWindowLosesNothing()
    {
        SampleStreamOptions options = new(Shards(3, 5), ShuffleWindow: 4, Resampled: false, Seed: 1);
        List<string> expected = Keys(options, 20);
        using SampleStream stream = new(options, DataPosition.Start, new());
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        List<string> keys = [];
        while (keys.Count < 20)
        {
            try
            {
                keys.Add(stream.Next(cancelled.Token).Key);
            }
            catch (OperationCanceledException)
            {
                keys.Add(stream.Next().Key);
            }
        }

        Assert.Equal(expected, keys);
    }

    [Fact]
    public void WindowEndsWhereItsBytesAreSpent()
    {
        SampleStreamOptions options = new(Shards(1, 12), 12, Resampled: false, Seed: 1, Limits: new() { WindowBytes = 4 });
        Assert.All(Keys(options, 12).Chunk(4).Index(), window =>
            Assert.Equal(Enumerable.Range(window.Index * 4, 4).Select(i => $"s0-{i:D2}"), window.Item.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void ResumingReadsNoFurtherBackThanTheWindow()
    {
        List<string> shards = Shards(1, 100);
        SampleStreamOptions options = new(shards, ShuffleWindow: 10, Resampled: false, Seed: 1);
        using SampleStream stream = new(options, DataPosition.Start, new());
        for (int i = 0; i < 55; i++)
        {
            stream.Next();
        }

        Assert.Equal(new WindowStart(0, 50), stream.Position.Windows[0]);
        Assert.Equal(5, stream.Position.Taken[0]);
    }

    [Fact]
    public void DamagedShardsAreCountedAndTheStreamGoesOn()
    {
        List<string> shards = [.. Shards(2, 3), temporary["empty.tar"], temporary["garbage.tar"]];
        File.WriteAllBytes(shards[2], []);
        File.WriteAllBytes(shards[3], [.. Enumerable.Repeat((byte)7, 3000)]);
        SkipLedger ledger = new();
        using SampleStream stream = new(new(shards, 2, Resampled: false, Seed: 1, Readers: 4), DataPosition.Start, ledger);
        HashSet<string> keys = [.. Enumerable.Range(0, 100).Select(_ => stream.Next().Key)];
        Assert.Equal(6, keys.Count);
        Assert.Contains(ledger.Named, skip => skip.Shard == shards[2]);
        Assert.Contains(ledger.Named, skip => skip.Shard == shards[3]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoReadableSampleAnywhereIsAnErrorThatNamesTheFirstSkips(bool resampled)
    {
        List<string> shards = [temporary["a.tar"], temporary["b.tar"]];
        shards.ForEach(path => File.WriteAllBytes(path, []));
        using SampleStream stream = new(new(shards, 2, resampled, Seed: 1), DataPosition.Start, new());
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => stream.Next());
        Assert.StartsWith($"None of the 2 shards holds a readable sample. '", error.Message, StringComparison.Ordinal);
        Assert.Contains("a.tar': The shard is damaged: it is empty.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FewerShardsThanReadersIsAnErrorWithBothNumbers()
    {
        OpenVisionException error = Assert.Throws<OpenVisionException>(
            () => new SampleStream(new(Shards(3, 1), 1, Resampled: false, Seed: 1, World: 2, Readers: 2), DataPosition.Start, new()));
        Assert.StartsWith("3 shards cannot be shared out among 4 readers (2 processes of 2)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlaceOfAnotherStreamIsRefused()
    {
        SampleStreamOptions options = new(Shards(2, 3), 2, Resampled: false, Seed: 1);
        foreach (DataPosition position in new DataPosition[]
        {
            new([0, 0], [default, default], [0, 0], 3),
            new([0], [new(3, 0)], [0], 3),
            new([0], [new(-1, 0)], [0], 3),
            new([-1], [new(0, 0)], [0], 3),
            new([0], [new(0, 0)], [3], 3),
            new([0], [new(0, 9)], [0], 3),
        })
        {
            OpenVisionException error = Assert.Throws<OpenVisionException>(() => new SampleStream(options, position, new()).Next());
            Assert.StartsWith("The run cannot be resumed", error.Message, StringComparison.Ordinal);
        }
    }

    private static string ShardOf(string key) => key[..key.IndexOf('-', StringComparison.Ordinal)];

    private static List<string> Keys(SampleStreamOptions options, int count)
    {
        using SampleStream stream = new(options, DataPosition.Start, new());
        return [.. Enumerable.Range(0, count).Select(_ => stream.Next().Key)];
    }

    private List<string> Shards(int count, int samples) => Shards(count, samples, temporary, damaged: false);

    // Where damaged, each shard has a member with an unsafe name, one is gzipped, one cut, and one empty.
    private static List<string> Shards(int count, int samples, TemporaryFolder folder, bool damaged) =>
    [
        .. Enumerable.Range(0, count).Select(shard =>
        {
            byte[] bytes = [.. Enumerable.Range(0, samples).SelectMany(i => Member($"s{shard}-{i:D2}.txt", "1")), .. damaged ? Member("../x", "") : [], .. End];
            string path = folder[$"s{shard}.tar"];
            File.WriteAllBytes(path, !damaged ? bytes : shard switch
            {
                0 => Gzip(bytes),
                1 => bytes[..2000],
                2 => [],
                _ => bytes,
            });
            return path;
        }),
    ];
}
