namespace OpenVision.Training;

/// <summary>The folder of a run, held by one process at a time.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStream held;

    private RunFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
        Checkpoints = new CheckpointFolder(Join("checkpoints"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The checkpoints.</summary>
    public CheckpointFolder Checkpoints { get; }

    /// <summary>One line an update or evaluation.</summary>
    public string Metrics => Join("metrics.jsonl");

    /// <summary>What was trained on what, and what came of it.</summary>
    public string Record => Join("run.json");

    /// <summary>The curves.</summary>
    public string Curves => Join("curves.png");

    /// <summary>Captions beside their pictures, where an evaluation drew them.</summary>
    public string Samples => Join("samples.png");

    /// <summary>The weights after the last finished stage.</summary>
    public string Weights => Join("model.safetensors");

    /// <summary>What the stages of a multimodal run start from: a folder each, with a file for each part.</summary>
    public string Parts => Join("parts");

    /// <summary>TensorBoard's event files.</summary>
    public string Events => Join("events");

    /// <summary>The pictures that lie in the folder, in the order of names.</summary>
    public IReadOnlyList<string> Pictures => [.. Directory.EnumerateFiles(Path, "*.png").Order(StringComparer.Ordinal)];

    /// <summary>Opens a run folder and holds it until it is disposed.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="resume">Whether a run in it is to go on.</param>
    /// <exception cref="OpenVisionException">It holds a run and none is to go on, the reverse, or another process holds it.</exception>
    public static RunFolder Open(string path, bool resume)
    {
        if (resume && !Directory.Exists(path))
        {
            throw new OpenVisionException($"There is no run to resume in '{path}'. Leave --resume out to start one, or name its folder with --out.");
        }

        RunFolder folder = Hold(path);
        if (!resume && folder.HoldsRun)
        {
            folder.Dispose();
            throw new OpenVisionException($"'{path}' holds a run already. Go on with it with --resume, or name another folder with --out.");
        }

        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private bool HoldsRun => Checkpoints.Newest is not null || new FileInfo(Metrics) is { Exists: true, Length: > 0 };

    private static RunFolder Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OpenVisionException($"The run folder '{path}' cannot be made: {e.Message} Name another with --out.", e);
        }

        string file = System.IO.Path.Combine(path, "run.lock");
        try
        {
            // The system frees the lock when the process ends, however it ends.
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The run folder '{path}' cannot be used: {e.Message} Another run may be writing to it; wait for its end or name another folder with --out.", e);
        }
    }

    private string Join(string name) => System.IO.Path.Combine(Path, name);
}
