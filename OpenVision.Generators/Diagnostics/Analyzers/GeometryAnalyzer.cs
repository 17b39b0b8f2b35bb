using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV1nnn: sizes that have to fit into each other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeometryAnalyzer() : FamilyAnalyzer(Descriptors.Geometry);
