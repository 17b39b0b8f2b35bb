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
internal sealed record SoftwareVersions(
    string OpenVision, string TorchSharp, string LibTorch, string DotNet, string OperatingSystem, string Processor)
{
    /// <summary>Those of this process.</summary>
    public static SoftwareVersions Current { get; } = new(
        VersionOf(typeof(SoftwareVersions).Assembly),
        VersionOf(typeof(torch).Assembly),
        torch.__version__,
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores");

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
}
