using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV9nnn: the form of a class, to which a second half must fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer() : FamilyAnalyzer(
    Descriptors.NotPartial,
    Descriptors.NestedOrGeneric,
    Descriptors.UnsupportedClass,
    Descriptors.TakesOverFromItself,
    Descriptors.NothingToTakeOver,
    Descriptors.SweepOfNoRecipe);
