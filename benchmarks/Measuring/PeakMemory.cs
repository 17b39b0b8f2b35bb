using System.Diagnostics;
using System.Globalization;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>
/// How far a process's resident memory rose above where it stood, from the kernel's high-water mark, which is set back first. A heap
/// that keeps what is freed hides what a second side needs, so that each side is a process of its own.
/// </summary>
internal sealed class PeakMemory
{
    /// <summary>The first argument of a process that measures one side.</summary>
    public const string Argument = "--peak";

    private readonly long start;

    /// <summary>Sets the mark back.</summary>
    public PeakMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        File.WriteAllText("/proc/self/clear_refs", "5");
        start = Status("VmRSS");
    }

    /// <summary>The bytes that the process holds now, garbage collected.</summary>
    public static double Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Status("VmRSS");
    }

    /// <summary>The bytes that it rose by.</summary>
    public double Bytes => Status("VmHWM") - start;

    /// <summary>A side's peak, measured in a process of its own.</summary>
    /// <param name="sides">The benchmark's name and what else names the side.</param>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public static double OfProcess(params string[] sides)
    {
        ProcessStartInfo start = new(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(PeakMemory).Assembly.Location);
        }

        start.ArgumentList.Add(Argument);
        Array.ForEach(sides, start.ArgumentList.Add);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start.");
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(said, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{string.Join(" ", sides)} ended with {process.ExitCode}.");
    }

    private static long Status(string key)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
