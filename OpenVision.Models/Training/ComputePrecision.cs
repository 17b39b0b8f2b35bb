using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>Decides the number format of a step's matrix products.</summary>
internal static class ComputePrecision
{
    private const int FeatureLeaf = 7;
    private const int Avx512Bf16Bit = 5; // sub-leaf 1, EAX
    private const int AmxBf16Bit = 22; // sub-leaf 0, EDX

    /// <summary>Whether the processor multiplies bfloat16 natively; elsewhere libtorch emulates it, slower than float32.</summary>
    public static bool ProcessorHasBFloat16 { get; } = Detect();

    /// <summary>Whether a step multiplies in bfloat16.</summary>
    /// <param name="wanted">What the recipe or the command line asks for.</param>
    /// <param name="device">Where the step runs.</param>
    public static bool IsHalf(Precision wanted, Device device) => wanted switch
    {
        Precision.Float32 => false,
        Precision.BFloat16 => true,
        _ => device.type == DeviceType.CUDA || ProcessorHasBFloat16,
    };

    private static bool Detect()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < FeatureLeaf)
        {
            return false;
        }

        (int lastSubLeaf, _, _, int features) = X86Base.CpuId(FeatureLeaf, 0);
        bool amx = (features >> AmxBf16Bit & 1) == 1;
        bool avx512 = lastSubLeaf >= 1 && (X86Base.CpuId(FeatureLeaf, 1).Eax >> Avx512Bf16Bit & 1) == 1;
        return amx || avx512;
    }
}
