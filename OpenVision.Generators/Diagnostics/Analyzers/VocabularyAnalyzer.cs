using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV2nnn: tokens and texts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VocabularyAnalyzer() : FamilyAnalyzer(Descriptors.Vocabulary);
