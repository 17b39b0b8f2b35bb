using System.Text.Json;

namespace OpenVision.Data;

/// <summary>What a data set was made from: the same four make the same files.</summary>
/// <param name="Version">The version of its maker.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Samples">The number of training samples.</param>
/// <param name="Maker">The maker's name, which names the manifest.</param>
internal sealed record DatasetOrigin(int Version, int Seed, int Samples, string Maker = "scene-world")
{
    /// <summary>The file, beside the data set's own, that says what it was made from.</summary>
    public string ManifestName => $"{Maker}.json";
}

/// <summary>
/// Makes a data set in one piece: beside its place, under a lock, then moved there. A kill at any moment leaves either no
/// data set or a whole one, and none is replaced while it is read.
/// </summary>
internal static class DatasetFolder
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes a data set where none of that origin lies complete.</summary>
    /// <param name="folder">Its place.</param>
    /// <param name="origin">What it is made from.</param>
    /// <param name="fill">Writes its files into a folder.</param>
    /// <param name="cancellation">Stops the waiting for another process that makes it.</param>
    /// <exception cref="OpenVisionException">The place holds files that are not a data set's, or a data set of another origin that is being read.</exception>
    public static void Make(string folder, DatasetOrigin origin, Action<string> fill, CancellationToken cancellation)
    {
        string place = PlaceOf(folder);
        if (IsComplete(place, origin))
        {
            return;
        }

        string partial = place + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            using FileStream? held = Lock(place, origin, cancellation);
            if (held is null || IsComplete(place, origin))
            {
                return;
            }

            RefuseForeign(place, origin.ManifestName);
            Clear(partial);
            Directory.CreateDirectory(partial);
            fill(partial);
            WriteManifest(partial, origin);
            Clear(place);
            Directory.Move(partial, place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException(
                $"The data set in '{place}' could not be made: {error.Message} Free or unlock that place, or name another folder.",
                error);
        }
    }

    /// <summary>Keeps a data set that was made from being replaced by another, in whatever process.</summary>
    /// <param name="folder">Its place.</param>
    /// <param name="cancellation">Stops the waiting for a process that makes it.</param>
    /// <returns>To be disposed of when it has been read; none where it was not made here, or cannot be locked.</returns>
    public static IDisposable? Use(string folder, CancellationToken cancellation)
    {
        string path = LockOf(PlaceOf(folder));
        while (File.Exists(path))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return Share(path);
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
            catch (IOException)
            {
                cancellation.WaitHandle.WaitOne(pause);
            }
        }

        return null;
    }

    private static bool IsComplete(string place, DatasetOrigin origin)
    {
        Manifest? manifest = ReadManifest(place, origin.ManifestName);
        return manifest is not null
            && origin == origin with { Version = manifest.Version, Seed = manifest.Seed, Samples = manifest.Samples }
            && manifest.Files.All(file =>
                new FileInfo(Path.Combine(place, file.Key)) is { Exists: true } found && found.Length == file.Value);
    }

    // Only what a maker wrote is ever deleted: a folder with anything else in it is its user's.
    private static void RefuseForeign(string place, string manifestName)
    {
        if (!Directory.Exists(place))
        {
            return;
        }

        IEnumerable<string> known = [manifestName, .. ReadManifest(place, manifestName)?.Files.Keys ?? []];
        HashSet<string> folders = [.. known.Select(Path.GetDirectoryName).OfType<string>()];
        string? foreign = Directory.EnumerateFileSystemEntries(place, "*", SearchOption.AllDirectories)
            .Where(entry => File.Exists(entry) || !folders.Contains(Path.GetRelativePath(place, entry)))
            .Select(entry => NameOf(place, entry)).Except(known).FirstOrDefault();
        if (foreign is not null)
        {
            throw new OpenVisionException(
                $"The data set cannot be made in '{place}': '{foreign}' lies there and is not part of it. "
                + "Move it away, or name another folder.");
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The lock's file stays: were it deleted, a process could hold the deleted one while another makes and holds a new one.
    // None is returned where another process made meanwhile what is wanted.
    private static FileStream? Lock(string place, DatasetOrigin origin, CancellationToken cancellation)
    {
        int read = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new(LockOf(place), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(LockOf(place)))
            {
                if (IsComplete(place, origin))
                {
                    return null;
                }

                // Once may be another process that asks the same.
                read = IsRead(LockOf(place)) ? read + 1 : 0;
                if (read == 3)
                {
                    throw new OpenVisionException(
                        $"The data set in '{place}' is not the one wanted, by its seed, number of samples, version or files, and a run reads it. "
                        + "Wait for that run's end, or name another folder.");
                }

                cancellation.WaitHandle.WaitOne(pause);
            }
        }
    }

    private static bool IsRead(string path)
    {
        try
        {
            using FileStream shared = Share(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static FileStream Share(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static string PlaceOf(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static string LockOf(string place) => place + ".lock";

    private static void WriteManifest(string folder, DatasetOrigin origin)
    {
        using FileStream file = File.Create(Path.Combine(folder, origin.ManifestName));
        using Utf8JsonWriter json = new(file, new() { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", origin.Version);
        json.WriteNumber("seed", origin.Seed);
        json.WriteNumber("samples", origin.Samples);
        json.WriteStartObject("files");
        foreach (FileInfo member in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(member => member.Name != origin.ManifestName).OrderBy(member => NameOf(folder, member.FullName), StringComparer.Ordinal))
        {
            json.WriteNumber(NameOf(folder, member.FullName), member.Length);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string NameOf(string folder, string member) => Path.GetRelativePath(folder, member).Replace('\\', '/');

    private static Manifest? ReadManifest(string place, string name)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(place, name)));
            JsonElement root = json.RootElement;
            return new(
                root.GetProperty("version").GetInt32(),
                root.GetProperty("seed").GetInt32(),
                root.GetProperty("samples").GetInt32(),
                root.GetProperty("files").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetInt64()));
        }
        catch (Exception error) when (
            error is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private sealed record Manifest(int Version, int Seed, int Samples, IReadOnlyDictionary<string, long> Files);
}
