using System.Text;
using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Evaluation;
using OpenVision.Numerics;
using OpenVision.Training;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenVision.Tests.Training;

/// <summary>A recipe of twenty steps through two resolutions on two shards of real PNG pictures, and what its runs leave behind.</summary>
internal static class TinyRun
{
    public const int Steps = 20;

    private static readonly string[] Colours = ["red", "green", "blue", "white", "black", "grey", "pink", "cyan"];

    public static RecipeSpec Recipe(string data) => new()
    {
        Name = "Tiny",
        Vision = new() { Name = "V", Width = 16, Depth = 1, Heads = 2, MlpDim = 32, EmbedDim = 8, Patch = 4, Resolution = 12 },
        Text = new() { Name = "T", Width = 16, Depth = 1, Heads = 2, MlpDim = 32, EmbedDim = 8, Context = 8, Vocabulary = 32 },
        Seed = 5,
        Precision = Precision.Float32,
        Stages = new([
            new() { Name = "low", Resolution = 8, Samples = 48, BatchSize = 4, BaseLearningRate = 0.1, WarmupSamples = 8 },
            new() { Name = "high", Resolution = 12, Samples = 32, BatchSize = 4, BaseLearningRate = 0.05 }]),
        Data = new([new() { Shards = new([Path.Combine(data, "{00000..00001}.tar")]), Vocabulary = Path.Combine(data, "vocab.txt"), ShuffleWindow = 8 }]),
        CheckpointSamples = 16,
    };

    /// <summary>Writes the shards and the vocabulary.</summary>
    public static void MakeData(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), ["[PAD]", "[bos]", "[eos]", "[UNK]", "[CLS]", "a", "square", ".", "on", "plain", .. Colours]);
        for (int shard = 0; shard < 2; shard++)
        {
            using MemoryStream tar = new();
            for (int i = 0; i < 12; i++)
            {
                int sample = (shard * 12) + i;
                string colour = Colours[sample % Colours.Length];
                tar.Write(Data.TarBytes.Member($"s{sample}.png", Png((ulong)sample)));
                tar.Write(Data.TarBytes.Member($"s{sample}.txt", $"a {colour} square"));
                tar.Write(Data.TarBytes.Member($"s{sample}.llava_caption", $"a {colour} square . a square on plain {colour} ."));
            }

            tar.Write(Data.TarBytes.End);
            File.WriteAllBytes(Path.Combine(folder, $"{shard:D5}.tar"), tar.ToArray());
        }
    }

    public static RunSummary Execute(
        RecipeSpec recipe, TrainOptions options, ITrainObserver? observer = null, Flaw flaw = Flaw.None, CancellationToken cancellation = default) =>
        Execute(new RecipeEntry(recipe, settings => new TinyGraph(recipe, settings, flaw), Make: null), options, observer, cancellation);

    public static RunSummary Execute(
        RecipeEntry recipe, TrainOptions options, ITrainObserver? observer = null, CancellationToken cancellation = default)
    {
        // Set anew for every run: a thread that has used libtorch keeps the number it had then, whatever another thread sets
        // later, and sums in another number of parts differ in their last bits. One, because on a busy machine the threads
        // of so small an operation wait for each other longer than they work.
        TorchSharp.torch.set_num_threads(1);
        return TrainRun.Execute(recipe, options, observer ?? new Quiet(), cancellation);
    }

    /// <summary>What <c>metrics.jsonl</c> says of each step but for how fast it was: equal lines are equal losses, bit for bit.</summary>
    public static IReadOnlyList<string> Losses(string folder) =>
    [
        .. File.ReadLines(Path.Combine(folder, "metrics.jsonl"), Encoding.UTF8).Select(line =>
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return string.Join(' ', json.RootElement.EnumerateObject()
                .Where(field => field.Name is not ("samples_per_second" or "data_wait"))
                .Select(field => $"{field.Name}={field.Value.GetRawText()}"));
        }),
    ];

    private static byte[] Png(ulong sample)
    {
        Draw draw = new(sample);
        using Image<Rgb24> image = new(16, 16);
        for (int y = 0; y < 16; y++)
        {
            for (int x = 0; x < 16; x++)
            {
                image[x, y] = new Rgb24((byte)draw.Below(256), (byte)draw.Below(256), (byte)draw.Below(256));
            }
        }

        using MemoryStream png = new();
        image.SaveAsPng(png);
        return png.ToArray();
    }

    /// <summary>An observer that keeps what it is told.</summary>
    internal class Quiet : ITrainObserver
    {
        public List<string> Notes { get; } = [];

        public List<StepReport> Reports { get; } = [];

        public List<string> Stages { get; } = [];

        public void Preparing(double share)
        {
        }

        public void StageStarted(StageStart stage) => Stages.Add($"{stage.Name} {stage.Steps}");

        public virtual void Stepped(StepReport report) => Reports.Add(report);

        public void Evaluated(long step, EvalResult result)
        {
        }

        public void Note(string message) => Notes.Add(message);
    }

    /// <summary>An observer that does something after a step.</summary>
    internal sealed class After(long step, Action action) : Quiet
    {
        public override void Stepped(StepReport report)
        {
            base.Stepped(report);
            if (report.Step == step)
            {
                action();
            }
        }
    }

    /// <summary>An observer that writes a line a step, for a process that watches this one.</summary>
    internal sealed class Announcing(TextWriter writer) : Quiet
    {
        public override void Stepped(StepReport report)
        {
            writer.WriteLine(FormattableString.Invariant($"step {report.Step}"));
            writer.Flush();
        }
    }
}
