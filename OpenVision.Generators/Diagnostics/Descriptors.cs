using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

/// <summary>Every rule the compiler checks, one file a family. An id is never reused; its page lies in the repository.</summary>
internal static partial class Descriptors
{
    private static DiagnosticDescriptor Describe(
        string id, string category, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
}
