using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads what a compilation as a whole says.</summary>
internal static class ProgramParser
{
    private const string DslAssembly = "OpenVision.Dsl";

    /// <summary>The project's namespace, whether it needs an entry point, and the catalogues it refers to.</summary>
    public static ProgramSpec Parse(Compilation compilation, CancellationToken cancellation) => new(
        Namespace(compilation),
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication && compilation.GetEntryPoint(cancellation) is null,
        new(Catalogues(compilation).Distinct().OrderBy(static name => name, StringComparer.Ordinal)));

    // Two projects never share an assembly's name, so that their catalogues never clash; but a project may well be
    // called like its only class, and a namespace cannot be.
    private static string Namespace(Compilation compilation)
    {
        string[] parts = [.. (compilation.AssemblyName ?? "Program").Split('.').Select(Identifier)];
        string name = string.Join(".", parts);
        for (int i = 1; i <= parts.Length; i++)
        {
            string prefix = string.Join(".", parts.Take(i)).Replace("@", "");
            if (compilation.Assembly.GetTypeByMetadataName(prefix) is not null)
            {
                return $"{parts[0]}_Catalogue";
            }
        }

        return name;
    }

    private static string Identifier(string part)
    {
        StringBuilder identifier = new();
        foreach (char letter in part)
        {
            identifier.Append(SyntaxFacts.IsIdentifierPartCharacter(letter) ? letter : '_');
        }

        if (identifier.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(identifier[0]))
        {
            identifier.Insert(0, '_');
        }

        return TypeDeclarationParser.Identifier(identifier.ToString());
    }

    private static IEnumerable<string> Catalogues(Compilation compilation) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols

        // Most of a program's references have nothing to do with the DSL; their attributes are not even loaded.
        where assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == DslAssembly))
        from attribute in assembly.GetAttributes()
        where AttributeNames.Of(attribute) == AttributeNames.Catalogue && attribute.ConstructorArguments.Length == 1
        let type = attribute.ConstructorArguments[0].Value as INamedTypeSymbol
        where type is { DeclaredAccessibility: Accessibility.Public }
        select TypeDeclarationParser.FullName(type);
}
