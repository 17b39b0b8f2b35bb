using System.Text.Json;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Build;

/// <summary>Which native packages a program of the repository would restore, evaluated without restoring them.</summary>
public sealed class TorchBackendTests
{
    [Fact]
    public void TheDefaultRestoresOnlyThisPlatformsProcessorLibrary()
    {
        string[] packages = Packages();
        Assert.Single(packages, name => name.StartsWith("libtorch-cpu-", StringComparison.Ordinal));
        Assert.DoesNotContain(packages, name => name.Contains("cuda", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void CudaSelectsThisPlatformsCudaPackage()
    {
        string[] packages = Packages("-p:TorchBackend=cuda");
        string expected = OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";
        Assert.Contains(expected, packages);
        Assert.DoesNotContain(packages, name => name.StartsWith("libtorch-cpu-", StringComparison.Ordinal));
    }

    private static string[] Packages(params string[] properties)
    {
        (int exit, string output, string error) = Repository.Dotnet(
            ["msbuild", "OpenVision.Tests/OpenVision.Tests.csproj", "-getItem:PackageReference", .. properties]);
        Assert.True(exit == 0, error + output);
        using JsonDocument items = JsonDocument.Parse(output);
        return [.. items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
