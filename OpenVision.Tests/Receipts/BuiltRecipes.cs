using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Receipts;

/// <summary>Recipes built into assemblies and packages: the repository's quickstart, and versions of it.</summary>
internal static class BuiltRecipes
{
    private static readonly Lazy<byte[]> First = new(static () => Build(Quickstart()));

    /// <summary>The quickstart's text.</summary>
    public static string Quickstart() => File.ReadAllText(Path.Combine(Repository.Root, "recipes", "quickstart.cs"));

    /// <summary>The quickstart's assembly.</summary>
    public static byte[] Assembly => First.Value;

    /// <summary>An assembly with what the generators add to a source.</summary>
    public static byte[] Build(string source)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile([source]);
        GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using MemoryStream assembly = new();
        Assert.Empty(output.Emit(assembly).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return assembly.ToArray();
    }

    /// <summary>The quickstart's assembly with something else in it.</summary>
    public static byte[] Changed(params (string Before, string After)[] edits) => Build(edits.Aggregate(Quickstart(), static (source, edit) =>
    {
        Assert.Contains(edit.Before, source, StringComparison.Ordinal);
        return source.Replace(edit.Before, edit.After, StringComparison.Ordinal);
    }));

    /// <summary>Writes a package.</summary>
    public static void Pack(string path, params (string Name, byte[] Content)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
    }
}
