using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Packages;

/// <summary>What lies in the packages.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageContentTests(PackedFeed feed) : IDisposable
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("OpenVision")]
    [InlineData("OpenVision.Models", "OpenVision")]
    [InlineData("OpenVision.Recipes", "OpenVision", "OpenVision.Models")]
    [InlineData("OpenVision.Recipes.Clip", "OpenVision", "OpenVision.Models")]
    [InlineData("OpenVision.Recipes.Llava", "OpenVision", "OpenVision.Models", "OpenVision.Recipes.Clip", "OpenVision.Recipes")]
    [InlineData("OpenVision.Templates")]
    public void APackageSaysWhatItIs(string id, params string[] ours)
    {
        using ZipArchive package = Open($"{id}.{PackedFeed.Version}.nupkg");
        XElement metadata = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open()).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal("Apache-2.0", Value("license"));
        Assert.NotEmpty(Value("description"));
        Assert.Contains("openvision", Value("tags"), StringComparison.Ordinal);
        Assert.StartsWith("# OpenVision", new StreamReader(package.GetEntry(Value("readme"))!.Open()).ReadToEnd(), StringComparison.Ordinal);
        Assert.True(package.GetEntry(Value("icon"))!.Length > 0);
        Assert.Equal(ours.Select(name => (name, PackedFeed.Version)), metadata.Descendants()
            .Where(element => element.Name.LocalName == "dependency" && element.Attribute("id")!.Value.StartsWith("OpenVision", StringComparison.Ordinal))
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value)));
    }

    [Fact]
    public void TheGeneratorsComeWithCodeFixesAndThePagesOfTheirRules()
    {
        using ZipArchive package = Open($"OpenVision.{PackedFeed.Version}.nupkg");
        string[] names = [.. package.Entries.Select(entry => entry.FullName)];

        Assert.Equal(
            ["analyzers/dotnet/cs/OpenVision.CodeFixes.dll", "analyzers/dotnet/cs/OpenVision.Generators.dll"],
            names.Where(name => name.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "*.md").Select(page => $"docs/diagnostics/{Path.GetFileName(page)}").Order(StringComparer.Ordinal),
            names.Where(name => name.StartsWith("docs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("OpenVision", "snupkg", "OpenVision.Dsl.pdb")]
    [InlineData("OpenVision.Models", "snupkg", "OpenVision.Models.pdb")]
    [InlineData("OpenVision.Recipes", "nupkg", "OpenVision.Recipes.dll")]
    public void SymbolsNameSourcesFromTheRootOfTheRepositoryAndHoldGeneratedOnes(string id, string extension, string library)
    {
        using ZipArchive package = Open($"{id}.{PackedFeed.Version}.{extension}");
        using Stream entry = package.GetEntry($"lib/net10.0/{library}")!.Open();
        using MemoryStream file = new();
        entry.CopyTo(file);
        file.Position = 0;
        using PEReader? assembly = library.EndsWith(".dll", StringComparison.Ordinal) ? new PEReader(file) : null;
        using MetadataReaderProvider symbols = assembly is null
            ? MetadataReaderProvider.FromPortablePdbStream(file)
            : assembly.ReadEmbeddedPortablePdbDebugDirectoryData(assembly.ReadDebugDirectory().Single(item => item.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        MetadataReader reader = symbols.GetMetadataReader();

        Assert.NotEmpty(reader.Documents);
        Assert.All(reader.Documents, document => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
        string[] held = [.. reader.Documents.Where(document => IsHeld(reader, document)).Select(document => reader.GetString(reader.GetDocument(document).Name))];
        Assert.Contains(held, name => name.EndsWith(".AssemblyInfo.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(held, name => name.StartsWith($"/_/{id}/", StringComparison.Ordinal));
    }

    [Fact]
    public void CompiledAndPackedAgainTheyHaveTheSameBytes()
    {
        PackedFeed.CompileAgain();
        PackedFeed.Pack(folder.Path, "--no-build");

        string[] names = [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file))];
        Assert.Superset(new HashSet<string> { $"OpenVision.{PackedFeed.Version}.nupkg", $"OpenVision.Models.{PackedFeed.Version}.snupkg" }, names.ToHashSet());
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(feed.Folder, name)), File.ReadAllBytes(folder[name])));
    }

    public void Dispose() => folder.Dispose();

    private static bool IsHeld(MetadataReader reader, DocumentHandle document) => reader.GetCustomDebugInformation(document)
        .Any(item => reader.GetGuid(reader.GetCustomDebugInformation(item).Kind) == EmbeddedSource);

    private ZipArchive Open(string name) => ZipFile.OpenRead(Path.Combine(feed.Folder, name));
}
