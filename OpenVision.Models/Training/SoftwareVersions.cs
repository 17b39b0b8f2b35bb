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
/// <param name="Threads">How many threads libtorch sums in: another number gives other last bits. 0 where that was not written down.</param>
internal sealed record SoftwareVersions(
    string OpenVision, string TorchSharp, string LibTorch, string DotNet, string OperatingSystem, string Processor, int Threads = 0)
{
    /// <summary>Those of this process.</summary>
    public static SoftwareVersions Current => new(
        VersionOf(typeof(SoftwareVersions).Assembly),
        VersionOf(typeof(torch).Assembly),
        torch.__version__,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores",
        torch.get_num_threads());

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
}
