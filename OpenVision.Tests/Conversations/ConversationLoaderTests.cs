using System.Collections.Concurrent;
using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Multimodal;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

public sealed class ConversationLoaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LanguageTokenizer tokenizer;
    private readonly Preparer preparer = new();

    public ConversationLoaderTests()
    {
        File.WriteAllLines(folder["words.txt"], ["<pad>", "<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>", "user", "assistant", "a", "b"]);
        tokenizer = LanguageTokenizer.Load(folder.Path);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RowsAreFilledUpAndPicturesAreInOrder()
    {
        using ConversationSet set = Set(Record(["0.jpg", "1.jpg"], "<image> a <image>", "a b a b"), Record([], "a", "b"));
        using ConversationLoader<Picture> loader = Loader(set, batch: 2);
        using ConversationBatch<Picture> batch = loader.Next(CancellationToken.None);
        int text = batch.Rows[0].Text.Pictures == 0 ? 0 : 1, other = 1 - text;
        long[] expected = [4, 6, 8, 5, 4, 7, 9, 5, 0, 0, 0, 0, 0];
        Assert.Equal(13, batch.Length);
        Assert.Equal(expected, batch.Ids[(text * 13)..((text + 1) * 13)]);
        Assert.Equal([.. Enumerable.Repeat(PlaceholderIds.Ignored, 6), 9, 5, .. Enumerable.Repeat(PlaceholderIds.Ignored, 5)], batch.Labels[(text * 13)..((text + 1) * 13)]);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], batch.Mask[(text * 13)..((text + 1) * 13)]);
        Assert.Equal(["0.jpg of several", "1.jpg of several"], batch.Rows[other].Pictures.Select(picture => picture.Name));
        Assert.Equal(["blank"], batch.Rows[text].Pictures.Select(picture => picture.Name));
        Assert.Equal(2, batch.After.Samples);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BatchesAreTheSameWhateverTheThreadsAndFromEveryPosition(bool groups)
    {
        using ConversationSet set = Many();
        string[] single = Batches(set, threads: 1, groups, LoaderPosition.Start, 12, out LoaderPosition[] after);
        Assert.Equal(single, Batches(set, threads: 4, groups, LoaderPosition.Start, 12, out _));
        for (int resumed = 1; resumed < 12; resumed++)
        {
            Assert.Equal(single[resumed..], Batches(set, threads: 3, groups, after[resumed - 1], 12 - resumed, out _));
        }
    }

    [Fact]
    public void NoBatchReachesOverAPass()
    {
        using ConversationSet set = Many();
        using ConversationLoader<Picture> loader = Loader(set, batch: 8);
        Assert.Equal(30, loader.PassLength);
        int[] sizes = [.. Enumerable.Range(0, 8).Select(_ => Taken(loader))];
        Assert.Equal([8, 8, 8, 6, 8, 8, 8, 6], sizes);
    }

    [Fact]
    public void BadSamplesAreSkippedCountedAndNamedAndAnotherOfTheirKindStandsThere()
    {
        using ConversationSet set = Set(
            Record(["0.jpg"], "<image> a", "b"), Record(["gone.jpg"], "<image> a", "b"), Record(["damaged.jpg"], "<image> a", "b"),
            Record(["0.jpg"], "a", "b"), Record([], "a", ""), "{", Record([], "a", "b"));
        SkipLedger ledger = new();
        using ConversationLoader<Picture> loader = Loader(set, batch: 7, ledger: ledger, groups: true);
        Assert.Equal(0, ledger.Total);
        using ConversationBatch<Picture> batch = loader.Next(CancellationToken.None);
        Assert.Equal(7, batch.Rows.Count);
        Assert.Equal(4, batch.Rows.Count(row => row.Text.Pictures == 1));
        foreach (SkipReason reason in (SkipReason[])[SkipReason.MissingPicture, SkipReason.DamagedImage, SkipReason.PictureCount, SkipReason.WrongTurn, SkipReason.DamagedRecord])
        {
            Assert.InRange(ledger.Counts[reason], 1, 100);
        }

        Skip gone = ledger.Named.First(skip => skip.Reason == SkipReason.MissingPicture);
        Assert.Equal("1", gone.Key);
        Assert.Contains("gone.jpg", gone.Detail, StringComparison.Ordinal);
        Assert.Equal(folder["x.jsonl"], gone.Shard);
    }

    [Fact]
    public void ASetOfNothingUsableIsAnErrorThatNamesOne()
    {
        using ConversationSet set = Set(Record(["gone.jpg"], "<image> a", "b"));
        using ConversationLoader<Picture> loader = Loader(set, batch: 1);
        Assert.Contains("gone.jpg", Assert.Throws<OpenVisionException>(() => loader.Next(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingOutlivesBatchesAndLoader()
    {
        using ConversationSet set = Many();
        using (ConversationLoader<Picture> loader = Loader(set, batch: 5))
        {
            loader.Next(CancellationToken.None).Dispose();
        }

        Assert.Equal(preparer.Made.Count, preparer.Made.Count(picture => picture.IsDisposed));
        Assert.NotEmpty(preparer.Made);
    }

    [Fact]
    public void AVideosSentenceStandsBeforeTheQuestion()
    {
        Conversation talk = new() { Turns = new([new(Speaker.System, "s"), new(Speaker.Human, "<image>\nwhat?"), new(Speaker.Assistant, "a")]), Video = "v" };
        Assert.Equal("<image>\nThree frames.\nwhat?", ConversationPreparation<Picture>.Timed(talk, "Three frames.").Turns[1].Text);
    }

    private static int Taken(ConversationLoader<Picture> loader)
    {
        using ConversationBatch<Picture> batch = loader.Next(CancellationToken.None);
        return batch.Rows.Count;
    }

    private string[] Batches(ConversationSet set, int threads, bool groups, LoaderPosition start, int count, out LoaderPosition[] after)
    {
        List<LoaderPosition> positions = [];
        List<string> shown = [];
        using ConversationLoader<Picture> loader = Loader(set, batch: 4, threads, start, null, groups);
        for (int i = 0; i < count; i++)
        {
            using ConversationBatch<Picture> batch = loader.Next(CancellationToken.None);
            positions.Add(batch.After);
            shown.Add($"{string.Join(',', batch.Ids)} {string.Join(',', batch.Labels)} {string.Join(',', batch.Pictures.Select(picture => picture.Name))}");
        }

        after = [.. positions];
        return [.. shown];
    }

    private ConversationLoader<Picture> Loader(
        ConversationSet set, int batch, int threads = 2, LoaderPosition? start = null, SkipLedger? ledger = null, bool groups = false) => new(
            set,
            new(ChatForm.Of(ChatTemplate.ChatMl), tokenizer, 64, preparer),
            new(batch, Padding: 0, Seed: 1, groups, Chunk: groups && batch % 2 == 0 ? 2 : 0, threads),
            start ?? LoaderPosition.Start,
            ledger ?? new());

    // Thirty samples, some with pictures, some unusable.
    private ConversationSet Many() => Set([.. Enumerable.Range(0, 30).Select(number => number % 7 == 3
        ? Record(["gone.jpg"], "<image>", "a")
        : Record(number % 2 == 0 ? [$"{number % 3}.jpg"] : [], $"{(number % 2 == 0 ? "<image>" : "")} {string.Join(' ', Enumerable.Repeat("a", number))}", "b"))]);

    private ConversationSet Set(params string[] records)
    {
        File.WriteAllLines(folder["x.jsonl"], records);
        for (int number = 0; number < 3; number++)
        {
            File.WriteAllText(folder[$"{number}.jpg"], "");
        }

        File.WriteAllText(folder["damaged.jpg"], "");
        return ConversationSet.Open([new() { Path = folder["x.jsonl"] }], seed: 0);
    }

    private static string Record(string[] images, string question, string answer) =>
        $$"""{"image": [{{string.Join(',', images.Select(image => $"\"{image}\""))}}], "conversations": [{"from": "human", "value": "{{question}}"}, {"from": "gpt", "value": "{{answer}}"}]}""";

    private sealed record Picture(string Name) : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Preparer : IPicturePreparer<Picture>
    {
        public ConcurrentBag<Picture> Made { get; } = [];

        Picture IPicturePreparer<Picture>.Picture(string path, bool isOnly) => Path.GetFileName(path) == "damaged.jpg"
            ? throw new SampleFault(SkipReason.DamagedImage, "It is damaged.")
            : Make(Path.GetFileName(path) + (isOnly ? "" : " of several"));

        public VideoPicture<Picture> Video(string path) => new(Make(Path.GetFileName(path)), null);

        public Picture? Blank() => Make("blank");

        private Picture Make(string name)
        {
            Picture made = new(name);
            Made.Add(made);
            return made;
        }
    }
}
