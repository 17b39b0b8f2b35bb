using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV6nnn: what is published of models and recipes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PublishedAnalyzer() : FamilyAnalyzer(Descriptors.Published);
