using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Budgets = "OpenVision.Budgets";

    public static readonly DiagnosticDescriptor DoesNotFit = Describe(
        "OV5001", Budgets, "A stage does not fit into the memory",
        "Stage {0} needs about {1} GiB for {2} on a device ({3}), more than MemoryGiB {4}; {5}");

    public static readonly DiagnosticDescriptor TakesTooLong = Describe(
        "OV5002", Budgets, "The recipe cannot finish in its time",
        "{0} needs about {1} hours for {2}FLOPs at {3} × {4} TFLOPS, more than Hours {5}; use {6}");

    public static readonly DiagnosticDescriptor DevicesDoNotDivide = Describe(
        "OV5003", Budgets, "The devices do not divide a batch",
        "Devices {0} does not divide BatchSize {1} of stage {2}; use BatchSize {3}");

    public static readonly DiagnosticDescriptor BudgetNumber = Describe(
        "OV5004", Budgets, "A number of the budget is impossible",
        "{0} is {1}, but must be {2}");
}
