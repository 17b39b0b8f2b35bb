using System.IO.Compression;
using System.Text;

namespace OpenVision.Text;

/// <summary>What a vocabulary file holds.</summary>
internal enum VocabularyKind
{
    /// <summary>Pieces, one a line.</summary>
    WordPiece,

    /// <summary>CLIP's merges, one a line.</summary>
    Merges,

    /// <summary>A JSON object: pieces with their ids, or a whole tokenizer.</summary>
    Json,

    /// <summary>A SentencePiece model.</summary>
    SentencePiece,
}

/// <summary>A vocabulary file in memory. It may come from strangers: its size is compared with a limit before it is read.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">What it holds, unpacked.</param>
internal sealed record VocabularyFile(string Path, byte[] Bytes)
{
    // The largest in use, a tokenizer.json of 256,000 pieces, has 34 MB.
    private const int MostBytes = 64 << 20;

    private const string Merges = "merges.txt";

    // A folder of a published model holds several: those that say most come first.
    private static readonly string[] usualNames =
        ["spiece.model", "tokenizer.model", "vocab.json", "bpe_simple_vocab_16e6.txt.gz", "bpe_simple_vocab_16e6.txt", "vocab.txt", "tokenizer.json"];

    /// <summary>What it holds, told from its first bytes.</summary>
    public VocabularyKind Kind => Bytes switch
    {
        [(byte)'{', ..] => VocabularyKind.Json,
        [0x0A, _, ..] => VocabularyKind.SentencePiece, // field 1, of a length: the first piece
        _ when FirstLine.IndexOf("#version:"u8) >= 0 => VocabularyKind.Merges,
        _ => VocabularyKind.WordPiece,
    };

    private ReadOnlySpan<byte> FirstLine => Bytes.AsSpan(0, Math.Max(0, Bytes.AsSpan().IndexOf((byte)'\n')));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, or the folder that holds it under a usual name.</param>
    /// <exception cref="OpenVisionException">It is missing, cannot be read or is too large.</exception>
    public static VocabularyFile Open(string path)
    {
        string file = Find(path);
        try
        {
            using Stream stream = OpenStream(file);
            using MemoryStream content = new();
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                if (content.Length + read > MostBytes)
                {
                    throw new OpenVisionException($"{file}: a vocabulary of more than {MostBytes >> 20} MiB is not read; name the vocabulary with --vocab or in [Data(Vocabulary = …)].");
                }

                content.Write(buffer, 0, read);
            }

            return new(file, content.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new OpenVisionException($"{file}: the vocabulary cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The files that a vocabulary is read from, for a fingerprint.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="OpenVisionException">It is missing.</exception>
    public static IReadOnlyList<string> PartsOf(string path)
    {
        string file = Find(path);
        string merges = Beside(file);
        return System.IO.Path.GetFileName(file) == "vocab.json" && File.Exists(merges) ? [file, merges] : [file];
    }

    /// <summary>The list of merges in the same folder.</summary>
    /// <exception cref="OpenVisionException">It is missing, cannot be read or is too large.</exception>
    public VocabularyFile OpenMerges() => File.Exists(Beside(Path))
        ? Open(Beside(Path))
        : throw new OpenVisionException($"{Path}: a vocab.json needs its {Merges} in the same folder; copy it there, or name bpe_simple_vocab_16e6.txt.gz.");

    /// <summary>Its lines, as UTF-8.</summary>
    public IReadOnlyList<string> Lines()
    {
        List<string> lines = [];
        using StreamReader reader = new(new MemoryStream(Bytes), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static string Beside(string file) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", Merges);

    private static string Find(string path)
    {
        string? found = Directory.Exists(path)
            ? usualNames.Select(name => System.IO.Path.Combine(path, name)).FirstOrDefault(File.Exists)
            : File.Exists(path) ? path : null;
        return found ?? throw new OpenVisionException(Directory.Exists(path)
            ? $"There is no vocabulary in {path}: it holds none of {string.Join(", ", usualNames)}. Name the file itself with --vocab or in [Data(Vocabulary = …)]."
            : $"There is no vocabulary at {path}; name one with --vocab or in [Data(Vocabulary = …)].");
    }

    private static Stream OpenStream(string file)
    {
        FileStream stream = File.OpenRead(file);
        bool packed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return packed ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
