using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.Generators.Parsing;

/// <summary>
/// Everything of a project that can mean something to a class elsewhere in it: its sources without the bodies of their members, its
/// references and its options. While that stays the same, so does what every class means whose own file stays the same.
/// </summary>
internal static class Surface
{
    private static readonly ConditionalWeakTable<Compilation, string> Projects = new();
    private static readonly ConditionalWeakTable<SyntaxTree, string> Files = new();
    private static readonly ConditionalWeakTable<object, string> Identities = new();
    private static int identities;

    /// <summary>The surface's hash.</summary>
    /// <param name="compilation">The project.</param>
    public static string Of(Compilation compilation) => Projects.GetValue(compilation, static project => Hash(string.Join("\n",
    [
        project.AssemblyName ?? "",
        Identity(project.Options),
        .. project.References.Select(Identity),
        .. project.SyntaxTrees.Select(static tree => Files.GetValue(tree, static file => Hash(Text(file)))),
    ])));

    // References and options never change: another one is another object.
    private static string Identity(object item) => Identities.GetValue(item, static _ => $"{Interlocked.Increment(ref identities)}");

    private static string Text(SyntaxTree tree)
    {
        StringBuilder text = new();
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens(static node => node is not (BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax)))
        {
            text.Append(token.Text).Append(token.HasStructuredTrivia ? '\u0001' : '\0');
        }

        return text.ToString();
    }

    private static string Hash(string text)
    {
        using SHA256 hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes(text)));
    }
}
