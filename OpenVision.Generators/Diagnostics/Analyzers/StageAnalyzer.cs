using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV4nnn: a recipe's stages, data and settings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StageAnalyzer() : FamilyAnalyzer(Descriptors.Stages);
