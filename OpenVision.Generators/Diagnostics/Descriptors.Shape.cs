using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Shape = "OpenVision.Declaration";

    public static readonly DiagnosticDescriptor NotPartial = Describe(
        "OV9001", Shape, "The class is not partial",
        "{0} is not partial, so nothing can be generated into it; write 'partial class {0}'");

    public static readonly DiagnosticDescriptor NestedOrGeneric = Describe(
        "OV9002", Shape, "The class is nested or generic",
        "{0} is {1}");

    public static readonly DiagnosticDescriptor UnsupportedClass = Describe(
        "OV9003", Shape, "The class has a form that nothing can be generated into",
        "{0} {1}");

    public static readonly DiagnosticDescriptor SameName = Describe(
        "OV9004", Shape, "Two classes have the same name",
        "{0} is the name of {1} too, and the command line knows both by it alone; rename one");
}
