using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenVision.Generators.Parsing;

/// <summary>
/// Everything of a project that can mean something to a class elsewhere in it: its sources without the bodies of their members and without
/// members that nothing can name, its references and its options. While that stays the same, so does what every class means whose own file
/// stays the same.
/// </summary>
internal static class Surface
{
    private static readonly ConditionalWeakTable<Compilation, string> Projects = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Face> Files = new();
    private static readonly ConditionalWeakTable<object, string> Identities = new();
    private static int identities;

    /// <summary>The surface's hash.</summary>
    /// <param name="compilation">The project.</param>
    public static string Of(Compilation compilation) => Projects.GetValue(compilation, static project =>
    {
        Face[] faces = [.. project.SyntaxTrees.Select(static tree => Files.GetValue(tree, static file => new(file)))];
        bool whole = faces.Any(static face => face.NamesMembers);
        return Hash(string.Join("\n",
        [
            project.AssemblyName ?? "",
            Identity(project.Options),
            .. project.References.Select(Identity),
            .. faces.Select(face => whole ? face.Whole : face.Narrow),
        ]));
    });

    // References and options never change: another one is another object.
    private static string Identity(object item) => Identities.GetValue(item, static _ => $"{Interlocked.Increment(ref identities)}");

    private static string Hash(string text)
    {
        using SHA256 hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes(text)));
    }

    /// <summary>What a file shows to others.</summary>
    private sealed class Face
    {
        private readonly Lazy<string> whole;

        public Face(SyntaxTree tree)
        {
            whole = new(() => Hash(Text(tree.GetRoot(), IsBody)));
            string narrow = Text(tree.GetRoot(), static node => IsBody(node) || IsUnnamed(node));
            Narrow = Hash(narrow);
            NamesMembers = narrow.Contains("nameof") || narrow.Contains("using\0static");
        }

        /// <summary>The hash of everything but bodies.</summary>
        public string Whole => whole.Value;

        /// <summary>The hash without the members that only <c>nameof</c> and <c>using static</c> can bring into an attribute.</summary>
        public string Narrow { get; }

        /// <summary>Whether the file may bring such a member into an attribute.</summary>
        public bool NamesMembers { get; }
    }

    private static string Text(SyntaxNode root, Func<SyntaxNode, bool> leftOut)
    {
        StringBuilder text = new();
        foreach (SyntaxToken token in root.DescendantTokens(node => !leftOut(node)))
        {
            text.Append(token.Text).Append(token.HasStructuredTrivia ? '\u0001' : '\0');
        }

        return text.ToString();
    }

    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax;

    // No constant, no type, nothing that a pipeline or a maker of data is asked for, and not of a class that may be one of ours in another part.
    private static bool IsUnnamed(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax
        && node is MemberDeclarationSyntax { Parent: TypeDeclarationSyntax type } member
        && !member.Modifiers.Any(SyntaxKind.ConstKeyword)
        && !type.Modifiers.Any(SyntaxKind.PartialKeyword)
        && node is not MethodDeclarationSyntax { Identifier.ValueText: PipelineParser.Train or RecipePartsParser.Make };
}
