namespace OpenVision;

/// <summary>What a run has: devices, their memory and their speed, and time.</summary>
public sealed record BudgetSpec
{
    /// <summary>The memory of one device in GiB; 0 sets no limit.</summary>
    public double MemoryGiB { get; init; }

    /// <summary>The number of devices that share a batch. Default 1.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>The time for all stages in hours; 0 sets no limit.</summary>
    public double Hours { get; init; }

    /// <summary>The peak of one device in 10^12 FLOPs a second; 0 tells no speed.</summary>
    public double PeakTflops { get; init; }

    /// <summary>The share of the peak that a step reaches. Default 0.4.</summary>
    public double Utilization { get; init; } = 0.4;

    /// <summary>The memory of one device in bytes.</summary>
    public double MemoryBytes => MemoryGiB * (1L << 30);

    /// <summary>The FLOPs that all devices reach in an hour.</summary>
    public double FlopsPerHour => PeakTflops * 1e12 * Utilization * Devices * 3600;
}
