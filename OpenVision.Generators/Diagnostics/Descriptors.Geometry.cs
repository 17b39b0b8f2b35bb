using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    private const string Geometry = "OpenVision.Geometry";

    public static readonly DiagnosticDescriptor PatchDoesNotDivide = Describe(
        "OV1001", Geometry, "The patch does not divide the resolution",
        "Patch {0} does not divide Resolution {1}; use {2}");

    public static readonly DiagnosticDescriptor HeadsDoNotDivide = Describe(
        "OV1002", Geometry, "The heads do not divide the width",
        "Heads {0} does not divide Width {1}; use {2}");

    public static readonly DiagnosticDescriptor SinCosWidth = Describe(
        "OV1003", Geometry, "Sine-cosine positions need a width divisible by four",
        "Positions.SinCos2d needs a Width divisible by 4, which {0} is not; use Width {1}, or Positions.Learned");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Describe(
        "OV1004", Geometry, "A size is missing or impossible",
        "{0} is {1}, but must be {2}");

    public static readonly DiagnosticDescriptor PatchDoesNotDivideStage = Describe(
        "OV1005", Geometry, "The encoder's patch does not divide a stage's resolution",
        "Patch {0} of {1} does not divide Resolution {2} of stage {3}; use Resolution {4}");

    public static readonly DiagnosticDescriptor UnknownOption = Describe(
        "OV1006", Geometry, "An option is none of its values",
        "{0} {1} does not exist; use {2}");
}
