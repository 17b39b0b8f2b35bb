using System.IO.Compression;

namespace OpenVision.Receipts;

/// <summary>Reads what the assemblies of a NuGet package declare: nothing is unpacked to disk, loaded or run.</summary>
internal static class PackageSpecs
{
    private const int MostBytes = 64 << 20; // of the package: those of recipes are below a MiB
    private const int MostAssemblies = 64;
    private const int MostBytesOfAll = 256 << 20;

    /// <summary>Reads a package.</summary>
    /// <param name="path">The <c>.nupkg</c>.</param>
    /// <returns>What its <c>lib</c> folder declares, each declaration once.</returns>
    /// <exception cref="OpenVisionException">It is missing, larger than any, or no sound package.</exception>
    public static IReadOnlyList<DeclaredSpec> Read(string path)
    {
        byte[] bytes = BoundedFile.Read(path, MostBytes);
        try
        {
            using MemoryStream stream = new(bytes);
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            ZipArchiveEntry[] assemblies = [.. archive.Entries.Where(static entry => IsAssembly(entry.FullName)).OrderBy(static entry => entry.FullName, StringComparer.Ordinal)];
            return assemblies.Length <= MostAssemblies
                ? Read(path, assemblies)
                : throw new OpenVisionException($"'{path}' has {assemblies.Length} assemblies, and packages of recipes have {MostAssemblies} at most. Name one of them with its .dll.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new OpenVisionException($"'{path}' is not a sound package: {e.Message}", e);
        }
    }

    private static IReadOnlyList<DeclaredSpec> Read(string path, ZipArchiveEntry[] assemblies)
    {
        Dictionary<string, (DeclaredSpec Spec, string Entry)> found = new(StringComparer.Ordinal);
        int left = MostBytesOfAll;
        foreach (ZipArchiveEntry entry in assemblies)
        {
            string what = $"{path}!{entry.FullName}";
            using Stream content = entry.Open();
            byte[] image = BoundedFile.Read(content, what, Math.Min(left, AssemblySpecs.MostBytes));
            left -= image.Length;
            foreach (DeclaredSpec spec in AssemblySpecs.Read(image, what) ?? [])
            {
                // A package may hold a build for each of several frameworks.
                if (!found.TryAdd(spec.Name, (spec, entry.FullName)) && found[spec.Name].Spec != spec)
                {
                    throw new OpenVisionException($"'{path}' declares {spec.Name} in '{found[spec.Name].Entry}' otherwise than in '{entry.FullName}'. Compare one of these .dll files.");
                }
            }
        }

        return [.. found.Values.Select(static one => one.Spec)];
    }

    private static bool IsAssembly(string name) =>
        name.StartsWith("lib/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
