using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OpenVision.Generators.Diagnostics.Analyzers;

/// <summary>OV4nnn: a recipe's stages, data and settings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StageAnalyzer() : FamilyAnalyzer(
    Descriptors.NoStage,
    Descriptors.WarmupTooLong,
    Descriptors.ResolutionFalls,
    Descriptors.SameStageName,
    Descriptors.StageNumber,
    Descriptors.NoData,
    Descriptors.SamplesLeftOver,
    Descriptors.SettingOutOfRange,
    Descriptors.NoSuchStage,
    Descriptors.SweepMember,
    Descriptors.SweepVariesNothing,
    Descriptors.MadeBySweep);
