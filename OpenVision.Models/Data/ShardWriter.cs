using System.Formats.Tar;
using System.Globalization;

namespace OpenVision.Data;

/// <summary>
/// Writes samples into numbered shards, <c>NAME-00000.tar</c> and so on: ustar archives whose bytes depend on the samples
/// only. A shard is written beside its place and moved there when it is full, so that no reader ever sees half of one.
/// </summary>
public sealed class ShardWriter : IDisposable
{
    private const string PartialSuffix = ".partial";

    private readonly string folder;
    private readonly string name;
    private readonly int samplesPerShard;
    private readonly List<string> finished = [];
    private TarWriter? open;
    private int inShard;

    /// <summary>Prepares a folder to be written to.</summary>
    /// <param name="folder">The folder; it is made where it is not there.</param>
    /// <param name="name">What the shards' names begin with; empty for the numbers alone.</param>
    /// <param name="samplesPerShard">The most samples of a shard, at least 1.</param>
    /// <exception cref="OpenVisionException">The folder cannot be made or holds shards of that name already.</exception>
    public ShardWriter(string folder, string name, int samplesPerShard)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerShard, 1);
        (this.folder, this.name, this.samplesPerShard) = (folder, name, samplesPerShard);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }

        // A shorter list over a longer one would leave the longer one's tail behind, to be trained on unnoticed.
        if (File.Exists(PathOf(0)))
        {
            throw new OpenVisionException($"'{folder}' holds shards already ('{Path.GetFileName(PathOf(0))}'). "
                + "Delete them, or name another folder.");
        }
    }

    /// <summary>The samples written.</summary>
    public long Samples { get; private set; }

    /// <summary>The bytes of their members.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a sample.</summary>
    /// <param name="key">Its key: a relative path whose file name has no dot.</param>
    /// <param name="members">Its members' extensions, in lower case, and bytes; in the order in which they are written.</param>
    /// <exception cref="ArgumentException">Key or extension could not be read back as they are.</exception>
    /// <exception cref="OpenVisionException">The disk is full or the key too long for a tar header.</exception>
    public void Write(string key, IEnumerable<(string Extension, byte[] Bytes)> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        try
        {
            open ??= new TarWriter(File.Create(PathOf(finished.Count) + PartialSuffix), TarEntryFormat.Ustar, leaveOpen: false);
            foreach ((string extension, byte[] bytes) in members)
            {
                Write(key, extension, bytes);
            }

            Samples++;
            if (++inShard == samplesPerShard)
            {
                Finish();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>Finishes the last shard.</summary>
    /// <returns>The paths of all shards.</returns>
    /// <exception cref="OpenVisionException">The disk is full.</exception>
    public IReadOnlyList<string> Complete()
    {
        try
        {
            Finish();
            return finished;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>Deletes the shard in hand where <see cref="Complete"/> was not reached; finished shards stay.</summary>
    public void Dispose()
    {
        if (open is not null)
        {
            open.Dispose();
            open = null;
            File.Delete(PathOf(finished.Count) + PartialSuffix);
        }
    }

    private void Write(string key, string extension, byte[] bytes)
    {
        string member = $"{key}.{extension}";
        if (!MemberName.IsSafe(member) || MemberName.Parse(member) != new MemberName(key, extension))
        {
            throw new ArgumentException($"'{MemberName.Shown(member)}' could not be read back as key "
                + $"'{MemberName.Shown(key)}' and extension '{MemberName.Shown(extension)}'.", nameof(key));
        }

        using MemoryStream content = new(bytes);
        UstarTarEntry entry;
        try
        {
            entry = new(TarEntryType.RegularFile, member) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch };
            open!.WriteEntry(entry);
        }
        catch (ArgumentException error)
        {
            throw new OpenVisionException($"The name '{member}' is too long for a tar header (100 bytes, and 155 for "
                + "its folders). Shorten it.", error);
        }

        Bytes += bytes.Length;
    }

    private void Finish()
    {
        if (open is null)
        {
            return;
        }

        open.Dispose();
        open = null;
        inShard = 0;
        string path = PathOf(finished.Count);
        File.Move(path + PartialSuffix, path, overwrite: false);
        finished.Add(path);
    }

    private string PathOf(int shard) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"{name}{(name.Length > 0 ? "-" : "")}{shard:D5}.tar"));

    private OpenVisionException Unwritable(Exception error) =>
        new($"Shards cannot be written to '{folder}': {error.Message} Free the disk or mend the permissions, or name another folder.", error);
}
