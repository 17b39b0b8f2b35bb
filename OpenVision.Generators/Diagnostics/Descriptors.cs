using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

/// <summary>Every rule the compiler checks, one file a family. An id is never reused.</summary>
internal static partial class Descriptors
{
    private static DiagnosticDescriptor Describe(
        string id, string category, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink(id));

    // The pages lie in the repository, whatever address it is served from.
    private static string HelpLink(string id) => $"https://openvision-net.github.io/docs/diagnostics/{id}.md";
}
