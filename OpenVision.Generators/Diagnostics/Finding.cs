using System.Globalization;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

/// <summary>A broken rule: which, where, and what its sentence says.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">The argument that breaks it.</param>
/// <param name="Values">What fills the rule's sentence.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, Place Place, params object[] Values)
{
    /// <summary>The ways out that a code fix offers, the nearest first.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>Whether nothing can be emitted while it stands.</summary>
    public bool Blocks => Rule.DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>The id and the sentence.</summary>
    public override string ToString() =>
        $"{Rule.Id}: {string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), Values)}";

    /// <summary>The first of some findings that keeps anything from being emitted, as id and sentence.</summary>
    public static string? FirstFailure(IEnumerable<Finding> findings) =>
        findings.FirstOrDefault(static finding => finding.Blocks)?.ToString();
}
