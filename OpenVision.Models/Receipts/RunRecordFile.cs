using System.Text.Json;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>Reads the record of a run; it may come from anywhere.</summary>
internal static class RunRecordFile
{
    private const int MostBytes = 64 << 20; // 10,000 shards of a source are half a MiB
    private const int MostThreads = 4096;
    private const int MostSamples = 1 << 20; // of a batch: the published runs have 32,768
    private const int LongestName = 1024;

    /// <summary>Reads a record.</summary>
    /// <param name="path">A run folder, or its <c>run.json</c>.</param>
    /// <exception cref="OpenVisionException">It is missing or no record that this version can read.</exception>
    public static RunRecord Read(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "run.json") : path;
        byte[] bytes = BoundedFile.Read(file, MostBytes);
        try
        {
            RunRecord record = JsonSerializer.Deserialize(bytes, TrainingJson.Default.RunRecord) ?? throw new FormatException("it is empty");
            Check(record);
            return record;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new OpenVisionException($"'{file}' is not the record of a run, or that of another version: {e.Message}", e);
        }
    }

    /// <summary>The recipe's text.</summary>
    /// <param name="record">The record.</param>
    public static SpecText Text(this RunRecord record) => SpecText.Parse(record.Spec);

    private static void Check(RunRecord record)
    {
        Refuse(record.Spec.Any(static line => line is null), "a line of its text is none");
        SpecText text = record.Text();
        Refuse(text.Kind is not (SpecKind.Recipe or SpecKind.Mllm), "its text is not that of a recipe");
        Refuse(SpecHash.Of(text) != record.SpecHash, "its hash is not that of its text: one of them was changed");
        Refuse(record.Choices.BatchSize is < 1 or > MostSamples, "its batch size is none");
        Refuse(record.Recipe.Length > LongestName || record.Device.Length > LongestName, "its recipe's or its device's name is longer than any");
        Refuse(record.Choices.Data.Any(static path => path is null), "a path of its data is none");
        Refuse(record.Losses.Any(static row => row is null), "a step of its losses is none");
        Refuse(record.Data.Any(static source => source is null || source.Files.Any(static file => file is null)), "a source of its data is none");
        Refuse(record.EarlierSoftware.Any(static use => use is null), "a version of its software is none");
        Refuse(record.EarlierSoftware.Select(static use => use.Software).Append(record.Software).Any(static software => software.Threads is < 0 or > MostThreads), "its number of threads is none");
    }

    private static void Refuse(bool unsound, string why)
    {
        if (unsound)
        {
            throw new FormatException(why);
        }
    }
}
