using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV3nnn: the parts of a recipe, which have to fit together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JointAnalyzer() : FamilyAnalyzer(Descriptors.Joints);
