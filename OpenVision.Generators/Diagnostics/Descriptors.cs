using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

/// <summary>Every rule the compiler checks, one file a family. An id is never reused; its page lies in the repository.</summary>
internal static partial class Descriptors
{
    /// <summary>The rules of a family, in the order of their ids: a rule is known to its analyzer as soon as it is declared.</summary>
    /// <param name="family">The family's category.</param>
    public static ImmutableArray<DiagnosticDescriptor> Of(string family) =>
    [
        .. typeof(Descriptors).GetFields()
            .Select(static field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .Where(rule => rule.Category == family)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    private static DiagnosticDescriptor Describe(
        string id, string category, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
}
