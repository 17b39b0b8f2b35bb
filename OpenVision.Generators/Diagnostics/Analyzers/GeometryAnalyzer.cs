using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV1nnn: sizes that have to fit into each other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeometryAnalyzer() : FamilyAnalyzer(
    Descriptors.PatchDoesNotDivide,
    Descriptors.HeadsDoNotDivide,
    Descriptors.SinCosWidth,
    Descriptors.SizeOutOfRange,
    Descriptors.PatchDoesNotDivideStage,
    Descriptors.UnknownOption,
    Descriptors.OptionDoesNotApply,
    Descriptors.VariantOfAnotherFamily,
    Descriptors.StagesDoNotFit,
    Descriptors.PoolingNeedsClassToken,
    Descriptors.HeadNeedsWidth);
