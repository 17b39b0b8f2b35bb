using OpenVision.Training;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

public sealed class PlatformTests
{
    [Fact]
    public void PrecisionThatIsNamedIsUsedAndAutoFollowsTheProcessor()
    {
        Assert.False(ComputePrecision.IsHalf(Precision.Float32, CPU));
        Assert.True(ComputePrecision.IsHalf(Precision.BFloat16, CPU));
        Assert.Equal(ComputePrecision.ProcessorHasBFloat16, ComputePrecision.IsHalf(Precision.Auto, CPU));
        Assert.True(ComputePrecision.IsHalf(Precision.Auto, new Device(TorchSharp.DeviceType.CUDA, 0)));
    }

    [Fact]
    public void AutoAgreesWithWhatTheKernelSaysOfTheProcessor()
    {
        if (OperatingSystem.IsLinux())
        {
            string[] flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
            Assert.Equal(flags.Contains("avx512_bf16") || flags.Contains("amx_bf16"), ComputePrecision.ProcessorHasBFloat16);
        }
    }

    [Fact]
    public void GlibcTakesTheAllocatorSettings()
    {
        bool glibc = OperatingSystem.IsLinux() && File.ReadAllText("/proc/self/maps").Contains("/libc.so.6", StringComparison.Ordinal);
        Assert.Equal(glibc, NativeAllocator.KeepFreedMemory());
    }
}
