using System.Reflection;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>
/// Writes the text of a recipe or a model beside its class's other half: a file of its own, so that its lines do not stand
/// between a reader and the graph, and so that an edit of one declaration writes no other's anew.
/// </summary>
internal static class SpecFile
{
    /// <summary>This generator's version, without what identifies the build.</summary>
    public static string GeneratorVersion { get; } =
        typeof(SpecFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

    /// <summary>The file's name.</summary>
    public static string HintName(TypeDeclaration type) => $"{type.HintName}.spec.g.cs";

    /// <summary>The file.</summary>
    /// <param name="type">The class.</param>
    /// <param name="kind">What it declares.</param>
    /// <param name="text">What that means.</param>
    public static string Write(TypeDeclaration type, string kind, SpecText text) => FileWriter.Head()
        .Line("// What the attributes mean, setting by setting: read from the assembly by 'diff', and kept with every run.")
        .Line($"[assembly: global::OpenVision.DeclaredSpec({Literals.Code(type.FullName.Replace("global::", "").Replace("@", ""))}, {Literals.Code(kind)}, {Literals.Code(GeneratorVersion)},")
        .Indented(body => body
            .Line("\"\"\"")
            .Line(string.Join("\n", text.Lines()))
            .Line("\"\"\")]"))
        .ToString();
}
