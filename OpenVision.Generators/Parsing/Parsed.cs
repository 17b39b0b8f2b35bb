using OpenVision.Generators.Diagnostics;

namespace OpenVision.Generators.Parsing;

/// <summary>What attributes mean, and the rules they break.</summary>
/// <typeparam name="TSpec">What they declare.</typeparam>
/// <param name="Spec">What they declare, be it wrong.</param>
/// <param name="Findings">The broken rules, in the order they are checked.</param>
internal sealed record Parsed<TSpec>(TSpec Spec, IReadOnlyList<Finding> Findings);
