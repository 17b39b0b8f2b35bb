using OpenVision.Cli;
using OpenVision.Training;

namespace OpenVision.Receipts;

/// <summary>One side of a comparison.</summary>
/// <param name="Typed">It as typed.</param>
/// <param name="Specs">What it holds.</param>
/// <param name="Picked">Whether it names a single recipe or model; otherwise it is a file with all that it declares.</param>
internal sealed record SpecSource(string Typed, IReadOnlyList<DeclaredSpec> Specs, bool Picked)
{
    private const char Mark = '#';

    /// <summary>Finds what an argument means.</summary>
    /// <param name="typed">A name of the program, a file or run folder, or one with <c>#NAME</c>.</param>
    /// <param name="catalogue">What the program declares.</param>
    /// <exception cref="UsageException">There is no such name.</exception>
    /// <exception cref="OpenVisionException">The file is missing or unsound.</exception>
    public static SpecSource Of(string typed, Catalogue catalogue)
    {
        IReadOnlyList<DeclaredSpec> own = DeclaredSpec.Of(catalogue);
        if (Find(own, typed) is { } spec)
        {
            return new(typed, [spec], Picked: true);
        }

        int mark = typed.LastIndexOf(Mark);
        bool picks = mark > 0 && !File.Exists(typed) && !Directory.Exists(typed);
        string path = picks ? typed[..mark] : typed;
        bool isRun = Directory.Exists(path) || Ends(path, ".json");
        if (!isRun && !Ends(path, ".dll") && !Ends(path, ".nupkg"))
        {
            throw File.Exists(path)
                ? new OpenVisionException($"'{path}' is none of the files that can be compared: an assembly (.dll), a package (.nupkg), a run's run.json.")
                : new UsageException($"There is no recipe, no model and no file '{path}'.", typed, NearestName.Hint(path, "recipes and models", catalogue.Names()));
        }

        IReadOnlyList<DeclaredSpec> found = isRun ? [OfRun(path)] : Ends(path, ".dll") ? AssemblySpecs.Read(path) : PackageSpecs.Read(path);
        return found.Count == 0
            ? throw new OpenVisionException($"'{path}' declares no recipe and no model, or was built before declarations were written into assemblies.")
            : picks ? new SpecSource(path, found, Picked: false).Pick(typed[(mark + 1)..], typed)
            : new(typed, found, Picked: isRun);
    }

    /// <summary>What it holds under a name.</summary>
    /// <param name="name">A class's name, with its namespace or without.</param>
    /// <param name="culprit">The argument that asks for it, as typed.</param>
    /// <exception cref="UsageException">It holds nothing of that name, or several.</exception>
    public SpecSource Pick(string name, string culprit) => Find(Specs, name) is { } spec
        ? new($"{Typed}{Mark}{name}", [spec], Picked: true)
        : throw new UsageException(
            Specs.Any(one => one.IsCalled(name, StringComparison.OrdinalIgnoreCase)) ? $"'{Typed}' declares more than one '{name}'." : $"'{Typed}' declares no '{name}'.",
            culprit,
            $"Write {Typed}{Mark}NAME. {Known(name)}");

    private string Known(string name)
    {
        const int Most = 20;
        string[] names = [.. Specs.Take(Most).Select(static one => one.Name)];
        return Specs.Count <= Most ? NearestName.Hint(name, "names", names)
            : NearestName.Of(name, Specs.Select(static one => one.Name)) is { } nearest ? $"Did you mean '{nearest}'?"
            : $"The first of {Specs.Count} names are {Sentence.List(names, "and")}.";
    }

    // A name in another case counts where it is the only one.
    private static DeclaredSpec? Find(IReadOnlyList<DeclaredSpec> specs, string name)
    {
        if (specs.FirstOrDefault(one => one.Name == name) is { } exact)
        {
            return exact;
        }

        DeclaredSpec[] alike = [.. specs.Where(one => one.IsCalled(name, StringComparison.OrdinalIgnoreCase))];
        DeclaredSpec[] same = [.. alike.Where(one => one.IsCalled(name, StringComparison.Ordinal))];
        return same.Length == 1 ? same[0] : same.Length == 0 && alike.Length == 1 ? alike[0] : null;
    }

    private static DeclaredSpec OfRun(string path)
    {
        RunRecord record = RunRecordFile.Read(path);
        return new(record.Recipe, "recipe", record.Software.Generator, record.Text());
    }

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
