using System.IO.Compression;
using OpenVision.Data;
using OpenVision.Numerics;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>
/// An open numpy archive (<c>.npz</c>), as JAX checkpoints are kept: a zip file with one array a member. A tensor's name is
/// its member's without <c>.npy</c>, such as <c>params/img/embedding/kernel</c>.
/// </summary>
public sealed class NpzFile : WeightSource
{
    private const string Extension = ".npy";
    private const long MostInflation = 1032; // a byte of a deflate stream stands for at most so many

    private readonly ZipArchive archive;
    private readonly Lock reading = new(); // the members share one stream
    private readonly Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ZipArchiveEntry> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> columnMajor = new(StringComparer.Ordinal);

    private NpzFile(string path, ZipArchive archive)
        : base(path) => this.archive = archive;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, TensorEntry> Tensors => tensors;

    /// <summary>Opens an archive and checks the header and the declared sizes of every member; no tensor is allocated.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">The file is missing or breaks a rule of the format; the message names it.</exception>
    public static new NpzFile Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OpenVisionException($"Weights {path} cannot be opened: {e.Message}", e);
        }

        return Open(path, stream);
    }

    /// <summary>Whether a file begins as a zip file does.</summary>
    /// <param name="start">The file's first bytes.</param>
    internal static bool BeginsSo(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Opens an archive.</summary>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="stream">Its bytes; closed with the archive.</param>
    internal static NpzFile Open(string path, Stream stream)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            NpzFile file = new(path, archive);
            file.AddAll(stream.Length);
            return file;
        }
        catch (Exception e)
        {
            archive?.Dispose();
            stream.Dispose();
            if (IsDamage(e))
            {
                throw Broken(path, $"it is no whole zip file ({e.Message.TrimEnd('.')})", e);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => archive.Dispose();

    private protected override void Fill(TensorEntry entry, Tensor target)
    {
        lock (reading)
        {
            ZipArchiveEntry member = members[entry.Name];
            try
            {
                using Stream data = member.Open();
                uint checksum = 0;
                void Next(Span<byte> bytes)
                {
                    data.ReadExactly(bytes);
                    checksum = Crc32.Append(checksum, bytes);
                }

                NpyHeader.Read(Next);
                using Tensor view = columnMajor.Contains(entry.Name) ? Reversed(target) : target.alias();
                TensorReader.Read(Path, entry, view, Next);
                if (checksum != member.Crc32)
                {
                    throw new InvalidDataException("its bytes do not give its checksum");
                }
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw Broken(Path, $"member '{MemberName.Shown(member.FullName)}' cannot be read ({e.Message.TrimEnd('.')})", e);
            }
        }
    }

    private static Tensor Reversed(Tensor tensor) => tensor.permute([.. Enumerable.Range(0, (int)tensor.dim()).Reverse().Select(axis => (long)axis)]);

    // What ZipArchive and DeflateStream throw at bytes that no writer wrote, and what ours do.
    private static bool IsDamage(Exception e) => e is InvalidDataException or IOException or FormatException or NotSupportedException or ArgumentException;

    private static OpenVisionException Broken(string path, string rule, Exception? inner = null) =>
        new($"{path} is not a sound numpy archive: {rule}. Fetch or write it again.", inner);

    private void AddAll(long fileLength)
    {
        Int128 stored = 0;
        foreach (ZipArchiveEntry member in archive.Entries)
        {
            if (member.FullName == "data.pkl" || member.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
            {
                throw PickleFile.Refusal(Path);
            }

            stored += member.CompressedLength;
            Add(member);
        }

        // Members that share bytes are how a small file declares an endless one.
        if (stored > fileLength)
        {
            throw Broken(Path, $"its members take {stored:N0} bytes, more than the file's {fileLength:N0}: they overlap");
        }
    }

    private void Add(ZipArchiveEntry member)
    {
        string shown = MemberName.Shown(member.FullName);
        if (!member.FullName.EndsWith(Extension, StringComparison.Ordinal))
        {
            throw Broken(Path, $"member '{shown}' is no {Extension} file");
        }

        if (member.Length > (Int128)member.CompressedLength * MostInflation)
        {
            throw Broken(Path, $"member '{shown}' declares {member.Length:N0} bytes in {member.CompressedLength:N0}, more than can be packed");
        }

        NpyHeader header = HeaderOf(member, shown);
        if (header.Offset + (Int128)header.Length != member.Length)
        {
            throw Broken(Path, $"member '{shown}', {header.Type} {TensorShape.Shown(header.Shape)}, takes {header.Length:N0} bytes after its header of {header.Offset:N0}, but {member.Length:N0} are declared");
        }

        string name = member.FullName[..^Extension.Length];
        if (!tensors.TryAdd(name, new TensorEntry(name, header.Type, header.Shape, header.Offset, header.Length)))
        {
            throw Broken(Path, $"it has two members '{shown}'");
        }

        members.Add(name, member);
        if (header.ColumnMajor)
        {
            columnMajor.Add(name);
        }
    }

    private NpyHeader HeaderOf(ZipArchiveEntry member, string shown)
    {
        try
        {
            using Stream data = member.Open();
            return NpyHeader.Read(data.ReadExactly);
        }
        catch (FormatException e)
        {
            throw Broken(Path, $"member '{shown}' {e.Message}", e);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Broken(Path, $"member '{shown}' cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }
}
