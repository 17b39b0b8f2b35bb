using System.Formats.Tar;
using System.Globalization;
using OpenVision.Data;

namespace OpenVision.Scenes;

/// <summary>Makes the quickstart's data set: rendered scenes with noisy web captions and full synthetic ones.</summary>
/// <remarks>
/// <para>
/// A scene holds one to three objects (8 shapes, 8 colours, 2 sizes) on a board of two by two places, in front of a plain, shaded, striped or checked
/// background, under a light from one side, now and then blurred or grainy, now and then with a short word on a sign.
/// The folder then holds:
/// </para>
/// <list type="bullet">
/// <item><c>train-00000.tar … train-00007.tar</c>: the training samples, four in ten of them with one object;</item>
/// <item><c>heldout-single.tar</c>: 640 held-out samples of one object, ten of each of 64 classes, with the class's number as <c>cls</c>;</item>
/// <item><c>heldout-multi.tar</c>: 500 held-out samples of two or three objects, each with a full caption of its own;</item>
/// <item><c>classes.txt</c>, <c>templates.txt</c>: names of the classes and prompts for zero-shot classification;</item>
/// <item><c>vocab.txt</c>: 512 WordPiece pieces that cover every text;</item>
/// <item><c>scene-world.json</c>: version, seed and count that it was made from, and the files' lengths.</item>
/// </list>
/// <para>
/// Every sample has a picture of 96 x 96 pixels (<c>jpg</c>), a web caption (<c>txt</c>; a third are wrong, useless or
/// empty), a full caption (<c>llava_caption</c>; at most 32 pieces) and the truth (<c>json</c>: objects with shape, color,
/// size and box, phrases, relations, background, light, finish and word).
/// </para>
/// </remarks>
public sealed class SceneWorld : IDatasetMaker
{
    /// <summary>The number of training shards, whatever the number of samples, so that a recipe can list them.</summary>
    public const int Shards = 8;

    /// <summary>The number of training samples where the request leaves it open.</summary>
    public const int DefaultSamples = 16_000;

    // To be raised whenever other bytes come out for the same seed, so that older folders are made anew.
    private const int Version = 5;

    private SceneWorld()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="OpenVisionException">The folder holds something else or cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is negative.</exception>
    public static void Make(DatasetRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Samples);
        int samples = request.Samples == 0 ? DefaultSamples : request.Samples;
        DatasetFolder.Make(
            request.Folder,
            new(Version, request.Seed, samples),
            folder => Fill(folder, request.Seed, samples, progress, cancellation),
            cancellation);
        progress.Report(1);
    }

    private static void Fill(string folder, int seed, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        SceneSamples samples = new(seed);
        List<(string File, IEnumerable<SceneSample> Samples, bool Labelled)> shards =
        [
            .. Enumerable.Range(0, Shards).Select(shard => (
                string.Create(CultureInfo.InvariantCulture, $"train-{shard:D5}.tar"),
                Enumerable.Range(0, count).Where(index => index % Shards == shard).Select(samples.Train),
                false)),
            ("heldout-single.tar", samples.Singles, true),
            ("heldout-multi.tar", samples.Multiples, false),
        ];
        int total = count + samples.Singles.Count + samples.Multiples.Count, done = 0;
        Parallel.ForEach(
            shards,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            shard =>
            {
                using SceneRenderer renderer = new();
                using FileStream file = File.Create(Path.Combine(folder, shard.File));
                using TarWriter tar = new(file, TarEntryFormat.Ustar);
                foreach (SceneSample sample in shard.Samples)
                {
                    cancellation.ThrowIfCancellationRequested();
                    foreach ((string extension, byte[] bytes) in sample.Members(renderer, shard.Labelled))
                    {
                        using MemoryStream content = new(bytes);
                        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{sample.Key}.{extension}")
                        {
                            DataStream = content,
                            ModificationTime = DateTimeOffset.UnixEpoch,
                        });
                    }

                    int finished = Interlocked.Increment(ref done);
                    if (finished % 100 == 0)
                    {
                        progress.Report((double)finished / total);
                    }
                }
            });
        File.WriteAllLines(Path.Combine(folder, "classes.txt"), Enumerable.Range(0, SceneWords.Classes).Select(SceneWords.Phrase));
        File.WriteAllLines(Path.Combine(folder, "templates.txt"), SceneVocabulary.Templates);
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), SceneVocabulary.Pieces());
    }
}
