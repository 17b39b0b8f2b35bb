using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace OpenVision.Cli;

/// <summary>A file that a generator wrote.</summary>
/// <param name="Name">Its name, such as <c>Demo.TinyEncoder.g.cs</c>.</param>
/// <param name="Text">What is in it.</param>
internal sealed record GeneratedSource(string Name, string Text);

/// <summary>
/// Reads generated sources back from an assembly's symbols. The compiler embeds the text of every generated file in the
/// portable PDB, be it a file beside the assembly or a part of it.
/// </summary>
internal static class GeneratedSources
{
    private const string Generators = "OpenVision.Generators";
    private const int LongestText = 16 << 20;

    // EmbeddedSource of the portable PDB format.
    private static readonly Guid embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The generated files of the classes of a name, in the order of names.</summary>
    /// <param name="assembly">The assembly that declares the class.</param>
    /// <param name="name">The class, without its namespace.</param>
    /// <exception cref="OpenVisionException">The assembly has no symbols, or they have no such file.</exception>
    public static IReadOnlyList<GeneratedSource> Of(Assembly assembly, string name)
    {
        string library = assembly.GetName().Name ?? "";
        if (assembly.Location.Length == 0)
        {
            throw new OpenVisionException(
                $"The generated code of '{name}' cannot be read: {library} is part of a single-file program, which has no symbols. Run it where it is built, with dotnet run.");
        }

        using FileStream image = File.OpenRead(assembly.Location);
        using PEReader reader = new(image);
        if (!reader.TryOpenAssociatedPortablePdb(assembly.Location, Open, out MetadataReaderProvider? symbols, out _))
        {
            throw new OpenVisionException(
                $"The generated code of '{name}' cannot be read: {assembly.Location} has no symbols in it and no {library}.pdb beside it. Build {library} with DebugType set to embedded or portable.");
        }

        using (symbols)
        {
            GeneratedSource[] sources = [.. Read(symbols!.GetMetadataReader(), name).OrderBy(static source => source.Name, StringComparer.Ordinal)];
            return sources.Length > 0
                ? sources
                : throw new OpenVisionException($"The symbols of {assembly.Location} hold no generated code of '{name}': OpenVision's generators did not write its class.");
        }
    }

    private static FileStream? Open(string path) => File.Exists(path) ? File.OpenRead(path) : null;

    private static IEnumerable<GeneratedSource> Read(MetadataReader symbols, string name)
    {
        foreach (DocumentHandle handle in symbols.Documents)
        {
            // The path is that of the compiling machine: …/OpenVision.Generators/GENERATOR/Namespace.Class.g.cs.
            string[] path = symbols.GetString(symbols.GetDocument(handle).Name).Split('/', '\\');
            string file = path[^1];
            if ((file == $"{name}.g.cs" || file.EndsWith($".{name}.g.cs", StringComparison.Ordinal))
                && path.Contains(Generators) && Text(symbols, handle) is { } text)
            {
                yield return new(file, text);
            }
        }
    }

    private static string? Text(MetadataReader symbols, DocumentHandle document)
    {
        foreach (CustomDebugInformationHandle handle in symbols.GetCustomDebugInformation(document))
        {
            CustomDebugInformation information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == embeddedSource)
            {
                return Text(symbols.GetBlobContent(information.Value));
            }
        }

        return null;
    }

    // The length of a deflated text, or 0 before a text that is stored as it is.
    private static string Text(ImmutableArray<byte> blob)
    {
        byte[] bytes = [.. blob];
        int length = bytes.Length >= 4 ? BitConverter.ToInt32(bytes, 0) : -1;
        if (length is < 0 or > LongestText)
        {
            throw new OpenVisionException($"A generated file in the symbols claims a length of {length} bytes; build the program again.");
        }

        byte[] content = bytes[4..];
        if (length > 0)
        {
            using DeflateStream deflated = new(new MemoryStream(content), CompressionMode.Decompress);
            content = new byte[length];
            deflated.ReadExactly(content);
        }

        using StreamReader text = new(new MemoryStream(content), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
