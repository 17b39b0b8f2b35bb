namespace OpenVision.Data.Packing;

/// <summary>
/// The Fashion-MNIST data set (Xiao, Rasul and Vollgraf, 2017) as image-text shards: 60,000 training and 10,000 test
/// pictures of garments, captioned from their classes' names and from what can be measured in the picture.
/// </summary>
/// <remarks>
/// It makes <c>train-00000.tar</c> to <c>train-00005.tar</c> and <c>test-00000.tar</c>, <c>classes.txt</c>,
/// <c>templates.txt</c> for zero-shot classification and a <c>vocab.txt</c> that covers all its texts.
/// </remarks>
public sealed class FashionMnist : IDatasetMaker
{
    /// <summary>The environment variable that names the folder of the four idx files.</summary>
    public const string SourceVariable = "OPENVISION_FASHION_MNIST";

    /// <summary>The number of entries of its vocabulary.</summary>
    public const int VocabularySize = 256;

    /// <summary>Where Debian's package <c>dataset-fashion-mnist</c> puts them.</summary>
    public const string DebianFolder = "/usr/share/datasets/fashion-mnist";

    // To be raised whenever other bytes come out of the same files, so that older folders are made anew.
    private const int Version = 1;
    private const int Most = 60_000;
    private const int SamplesPerShard = 10_000;
    private const double TrainShare = 6.0 / 7;

    private FashionMnist()
    {
    }

    /// <summary>Makes the data set from the folder that <see cref="SourceVariable"/> names, or from
    /// <see cref="DebianFolder"/>.</summary>
    /// <inheritdoc/>
    /// <exception cref="OpenVisionException">The idx files are missing or malformed, or the folder cannot be written.</exception>
    public static void Make(DatasetRequest request, IProgress<double> progress, CancellationToken cancellation) =>
        Make(
            Environment.GetEnvironmentVariable(SourceVariable) is { Length: > 0 } named ? named : DebianFolder,
            request,
            progress,
            cancellation);

    /// <summary>Makes the data set from the four idx files in a folder.</summary>
    /// <param name="source">The folder of <c>train-images-idx3-ubyte</c> and the three others, plain or with <c>.gz</c>.</param>
    /// <param name="request">What to make and where.</param>
    /// <param name="progress">Told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the making.</param>
    /// <exception cref="OpenVisionException">The idx files are missing or malformed, or the folder cannot be written.</exception>
    public static void Make(string source, DatasetRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Samples);
        int samples = request.Samples == 0 ? Most : request.Samples;
        DatasetFolder.Make(
            request.Folder,
            new DatasetOrigin(Version, request.Seed, samples, "fashion-mnist"),
            folder => Fill(source, folder, samples, request.Seed, progress, cancellation),
            cancellation);
        progress.Report(1);
    }

    private static void Fill(
        string source, string folder, int samples, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        IdxImportOptions train = Options("train", "train") with { Most = samples };
        IdxImportOptions test = Options("t10k", "test");
        IdxImporter.Import(train, new PartOfProgress(progress, 0, TrainShare), cancellation);
        IdxImporter.Import(test, new PartOfProgress(progress, TrainShare, 1), cancellation);

        WriteLines("classes.txt", FashionMnistTexts.Classes);
        WriteLines("templates.txt", FashionMnistTexts.Prompts);
        WriteLines("vocab.txt", WordVocabulary.Of([.. new CaptionTemplates(train).Parts(), .. FashionMnistTexts.Prompts], VocabularySize));

        IdxImportOptions Options(string file, string name) => new()
        {
            Images = Find(source, $"{file}-images-idx3-ubyte"),
            Labels = Find(source, $"{file}-labels-idx1-ubyte"),
            Output = folder,
            Name = name,
            Classes = FashionMnistTexts.Classes,
            WebTemplates = FashionMnistTexts.Web,
            SyntheticTemplates = FashionMnistTexts.Synthetic,
            Details = FashionMnistTexts.Details,
            SamplesPerShard = SamplesPerShard,
            Seed = seed,
        };

        void WriteLines(string name, IEnumerable<string> lines) =>
            File.WriteAllText(Path.Combine(folder, name), string.Concat(lines.Select(line => $"{line}\n")));
    }

    private static string Find(string source, string name) =>
        new[] { $"{name}.gz", name }.Select(file => Path.Combine(source, file)).FirstOrDefault(File.Exists)
        ?? throw new OpenVisionException(
            $"Fashion-MNIST's file '{name}.gz' is not in '{source}'. "
                + "Install Debian's package dataset-fashion-mnist (apt install dataset-fashion-mnist), "
            + $"or fetch the four idx files of github.com/zalandoresearch/fashion-mnist and set {SourceVariable} to their folder.");

    private sealed class PartOfProgress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + ((to - from) * value));
    }
}
