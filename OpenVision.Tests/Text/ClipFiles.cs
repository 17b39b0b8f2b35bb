using System.IO.Compression;
using System.Text.Json;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

/// <summary>A small vocabulary in CLIP's formats.</summary>
internal static class ClipFiles
{
    /// <summary>The merges, of which the last is of the bytes of é.</summary>
    public static readonly IReadOnlyList<string> Merges = ["c a", "ca t</w>", "o f</w>", "h e", "l l", "he ll", "hell o</w>", "' s</w>", "a t</w>", "! !</w>", "Ã ©</w>"];

    /// <summary>Every piece in the order of its id.</summary>
    public static readonly IReadOnlyList<string> Pieces =
    [
        .. ByteAlphabet.Order.Select(value => $"{ByteAlphabet.CharacterOf(value)}"),
        .. ByteAlphabet.Order.Select(value => $"{ByteAlphabet.CharacterOf(value)}</w>"),
        .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
        "<start_of_text>",
        "<end_of_text>",
    ];

    /// <summary>Writes OpenAI's list.</summary>
    public static string WriteList(string path, IEnumerable<string>? merges = null)
    {
        File.WriteAllText(path, string.Join('\n', (merges ?? Merges).Prepend("\"bpe_simple_vocab_16e6.txt#version: 0.2")) + "\n");
        return path;
    }

    /// <summary>Writes OpenAI's list, packed.</summary>
    public static string WritePacked(string path)
    {
        using GZipStream packed = new(File.Create(path), CompressionLevel.Fastest);
        packed.Write(File.ReadAllBytes(WriteList($"{path}.plain")));
        return path;
    }

    /// <summary>Writes Hugging Face's pair into a folder.</summary>
    public static string WritePair(string folder, IEnumerable<string>? merges = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(Ids()));
        File.WriteAllLines(Path.Combine(folder, "merges.txt"), (merges ?? Merges).Prepend("#version: 0.2"));
        return folder;
    }

    /// <summary>Writes Hugging Face's single file.</summary>
    public static string WriteTokenizer(string path, bool pairs)
    {
        object merges = pairs ? Merges.Select(merge => merge.Split(' ')) : Merges;
        File.WriteAllText(path, JsonSerializer.Serialize(new { version = "1.0", model = new { type = "BPE", vocab = Ids(), merges } }));
        return path;
    }

    private static Dictionary<string, int> Ids() => Pieces.Select((piece, id) => (piece, id)).ToDictionary(
        entry => entry.piece switch { "<start_of_text>" => "<|startoftext|>", "<end_of_text>" => "<|endoftext|>", _ => entry.piece },
        entry => entry.id);
}
