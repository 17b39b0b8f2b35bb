namespace OpenVision;

/// <summary>
/// What a recipe's run has. A stage that does not fit into the memory, or a run that cannot finish in the time, is a compile error
/// that says what would.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>The memory of one device in GiB (2^30 bytes), such as 80. Default 0: no limit.</summary>
    public double MemoryGiB { get; set; }

    /// <summary>The number of devices that share a batch, in equal parts. Default 1.</summary>
    public int Devices { get; set; } = 1;

    /// <summary>The time for all stages in hours; it needs <see cref="PeakTflops"/>. Default 0: no limit.</summary>
    public double Hours { get; set; }

    /// <summary>
    /// The peak of one device in the precision of the step, in 10^12 FLOPs a second: its maker's number for dense products, such as 312
    /// for an A100 in bfloat16. Default 0: no speed, and no time is estimated.
    /// </summary>
    public double PeakTflops { get; set; }

    /// <summary>The share of the peak that a step reaches, from 0 to 1. Default 0.4.</summary>
    public double Utilization { get; set; } = 0.4;
}
