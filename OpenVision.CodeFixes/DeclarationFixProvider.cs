using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using OpenVision.Generators.Diagnostics;

namespace OpenVision.CodeFixes;

/// <summary>
/// Offers the ways out that a rule knows, one action each, the nearest first. What is offered has been tried: an edit that
/// finds nothing to change, such as one of a class in another assembly, is left out.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarationFixProvider)), Shared]
public sealed class DeclarationFixProvider : CodeFixProvider
{
    /// <summary>The rules that have something to offer, in the order of their ids.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "OV1001", "OV1002", "OV1003", "OV1005", "OV1006", "OV1007", "OV1008", "OV1010", "OV1011", "OV1012", "OV1013", "OV1014", "OV1016",
        "OV2001", "OV2002", "OV2003", "OV2004", "OV2005", "OV2006", "OV2007", "OV2009", "OV2010", "OV2011",
        "OV3001", "OV3004", "OV3005", "OV3006", "OV3007", "OV3008", "OV3009", "OV3010",
        "OV4001", "OV4002", "OV4003", "OV4004", "OV4006", "OV4008", "OV4010", "OV4011", "OV4012", "OV4014", "OV4015", "OV4016",
        "OV4032", "OV4035", "OV4036", "OV4037", "OV4038", "OV4040",
        "OV9001", "OV9003",
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Declaration? declaration = await Declaration.FindAsync(context.Document, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false);
            if (declaration is null)
            {
                continue;
            }

            List<string> keys = [];
            foreach (Edit edit in Edit.Read(diagnostic.Properties))
            {
                keys.Add(FixTitle.Key(edit));
                if (Replacement.Within(solution, Rewriter.Rewrite(declaration, edit, context.CancellationToken)) is { Count: > 0 } replacements)
                {
                    // Not the value but its rank tells actions apart: the nearest resolution is another one in each class.
                    string key = $"{diagnostic.Id}:{keys[keys.Count - 1]}:{keys.Count(key => key == keys[keys.Count - 1])}";
                    context.RegisterCodeFix(
                        CodeAction.Create(FixTitle.Of(edit, declaration), _ => Task.FromResult(Replacement.Apply(solution, replacements)), key),
                        diagnostic);
                }
            }
        }
    }
}
