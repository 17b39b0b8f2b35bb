using System.Text.Json;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>
/// The file <c>metrics.jsonl</c>: one line an update or evaluation, handed to the operating system at once. A kill can
/// tear the last line; what lies past the checkpoint is cut off when the run goes on, so that the file reads as if the
/// run had never been killed.
/// </summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly FileStream file;

    private MetricsFile(FileStream file) => this.file = file;

    /// <summary>Opens the file to append to it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastStep">The last update whose line is kept.</param>
    /// <param name="evaluated">Whether lines of evaluations after that update are kept.</param>
    /// <param name="history">Told of every line that is kept.</param>
    public static MetricsFile Open(string path, long lastStep, bool evaluated, MetricsHistory history)
    {
        if (File.Exists(path))
        {
            AtomicFile.Write(path, kept => CopyKept(path, kept, lastStep, evaluated, history));
        }

        try
        {
            return new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Appends a line.</summary>
    /// <param name="line">The line.</param>
    public void Append(StepRow line) => Append(JsonSerializer.SerializeToUtf8Bytes(line, TrainingJson.Default.StepRow));

    /// <summary>Appends a line.</summary>
    /// <param name="line">The line.</param>
    public void Append(EvaluationRow line) => Append(JsonSerializer.SerializeToUtf8Bytes(line, TrainingJson.Default.EvaluationRow));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static void CopyKept(string path, Stream target, long lastStep, bool evaluated, MetricsHistory history)
    {
        using StreamWriter writer = new(target, leaveOpen: true) { NewLine = "\n" };
        foreach (string line in File.ReadLines(path))
        {
            if (!TryKeep(line, lastStep, evaluated, history))
            {
                return;
            }

            writer.WriteLine(line);
        }
    }

    private static bool TryKeep(string line, long lastStep, bool evaluated, MetricsHistory history)
    {
        try
        {
            if (line.Contains("\"evaluation\":", StringComparison.Ordinal))
            {
                EvaluationRow evaluation = JsonSerializer.Deserialize(line, TrainingJson.Default.EvaluationRow)!;
                if (evaluation.Step > lastStep || (evaluation.Step == lastStep && !evaluated))
                {
                    return false;
                }

                history.Add(evaluation);
                return true;
            }

            StepRow step = JsonSerializer.Deserialize(line, TrainingJson.Default.StepRow)!;
            if (step.Step > lastStep)
            {
                return false;
            }

            history.Add(step);
            return true;
        }
        catch (JsonException)
        {
            return false; // torn by a kill: nothing sound follows
        }
    }

    private void Append(byte[] line)
    {
        file.Write([.. line, (byte)'\n']);
        file.Flush();
    }
}
