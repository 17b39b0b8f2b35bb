using System.Globalization;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>A run's checkpoints: folders named after the number of updates before them.</summary>
/// <param name="folder">The folder that holds them.</param>
internal sealed class CheckpointFolder(string folder)
{
    private const string Prefix = "step-";

    /// <summary>The checkpoints, oldest first; what a kill left half written or half deleted is not among them.</summary>
    public IReadOnlyList<Checkpoint> All => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Select(Parse).OfType<Checkpoint>().OrderBy(checkpoint => checkpoint.Step)];

    /// <summary>The newest checkpoint, if there is one.</summary>
    public Checkpoint? Newest => All is [.., Checkpoint newest] ? newest : null;

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <param name="step">The number of updates before it.</param>
    /// <param name="write">Writes its files into its folder.</param>
    public Checkpoint Write(long step, Action<Checkpoint> write)
    {
        Checkpoint final = new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D8}")), step);
        Checkpoint partial = final with { Folder = final.Folder + AtomicFile.PartialSuffix };
        Attempt(() =>
        {
            Delete(partial.Folder);
            Directory.CreateDirectory(partial.Folder);
            write(partial);
            Delete(final);
            Directory.Move(partial.Folder, final.Folder);
        });
        return final;
    }

    /// <summary>Deletes all checkpoints but the newest ones, and what kills left behind.</summary>
    /// <param name="keep">How many stay.</param>
    /// <param name="resumed">The one that the run went on from, which stays too.</param>
    public void Prune(int keep, Checkpoint? resumed) => Attempt(() =>
    {
        foreach (Checkpoint checkpoint in All.SkipLast(keep).Where(checkpoint => checkpoint.Step != resumed?.Step))
        {
            Delete(checkpoint);
        }

        foreach (string partial in Directory.EnumerateDirectories(folder, $"{Prefix}*{AtomicFile.PartialSuffix}"))
        {
            Delete(partial);
        }
    });

    /// <inheritdoc cref="Read{T}"/>
    public void Read(Checkpoint checkpoint, Action<Checkpoint> read) => Read(checkpoint, found =>
    {
        read(found);
        return found;
    });

    /// <summary>Reads from the newest checkpoint; where it is damaged, says which one could be tried instead.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="read">Reads.</param>
    public T Read<T>(Checkpoint checkpoint, Func<Checkpoint, T> read)
    {
        try
        {
            return read(checkpoint);
        }
        catch (OpenVisionException e)
        {
            string instead = All.LastOrDefault(older => older.Step < checkpoint.Step) is { } previous
                ? $"delete it to go on from {previous.Folder}"
                : "it is the only one; start a new run with another --out";
            throw new OpenVisionException($"The run cannot go on from {checkpoint.Folder}: {e.Message} If the checkpoint is at fault, {instead}.", e);
        }
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The checkpoints in '{folder}' cannot be changed: {e.Message} Free space or mend the folder's permissions, then go on with --resume.", e);
        }
    }

    // Renamed first: a kill in the middle of the deletion leaves no checkpoint with missing files.
    private static void Delete(Checkpoint checkpoint)
    {
        if (Directory.Exists(checkpoint.Folder))
        {
            string doomed = $"{checkpoint.Folder}.old{AtomicFile.PartialSuffix}";
            Delete(doomed);
            Directory.Move(checkpoint.Folder, doomed);
            Delete(doomed);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static Checkpoint? Parse(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long step)
            ? new Checkpoint(path, step)
            : null;
    }
}
