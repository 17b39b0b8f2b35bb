using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace OpenVision.Training;

/// <summary>What a run was made with.</summary>
/// <param name="OpenVision">This library's version.</param>
/// <param name="TorchSharp">TorchSharp's version.</param>
/// <param name="LibTorch">libtorch's version.</param>
/// <param name="DotNet">The runtime.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Processor">The processor's architecture and number of logical cores.</param>
/// <param name="Generator">The version of the generator that wrote the recipe's graph; empty where it is written by hand.</param>
/// <param name="Threads">How many threads libtorch sums in: another number gives other last bits. 0 where that was not written down.</param>
internal sealed record SoftwareVersions(
    string OpenVision, string TorchSharp, string LibTorch, string DotNet, string OperatingSystem, string Processor, string Generator = "", int Threads = 0)
{
    /// <summary>Those of this process.</summary>
    /// <param name="generator">The version of the generator that wrote the recipe.</param>
    public static SoftwareVersions Current(string generator) => new(
        VersionOf(typeof(SoftwareVersions).Assembly),
        VersionOf(typeof(torch).Assembly),
        torch.__version__,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        $"{ProcessorName()}, {Environment.ProcessorCount} cores",
        generator,
        torch.get_num_threads());

    // Processors of one architecture choose other kernels, which sum in another order.
    private static string ProcessorName()
    {
        const string Field = "model name";
        try
        {
            string? line = System.OperatingSystem.IsLinux() ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
            return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : $"{RuntimeInformation.ProcessArchitecture}, {line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{RuntimeInformation.ProcessArchitecture}";
        }
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
}
