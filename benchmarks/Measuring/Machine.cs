using System.Runtime.Intrinsics.X86;
using OpenVision.Training;
using TorchSharp;

namespace OpenVision.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Features">The instructions that matrix products use.</param>
/// <param name="Threads">libtorch's threads.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Torch">The version of libtorch.</param>
internal sealed record Machine(string Processor, string Features, int Threads, string Runtime, string Torch)
{
    /// <summary>This one.</summary>
    public static Machine Here() => new(Name(), string.Join(", ", Instructions()), torch.get_num_threads(), Environment.Version.ToString(), torch.__version__);

    private static string Name()
    {
        const string File = "/proc/cpuinfo", Key = "model name";
        string? line = System.IO.File.Exists(File) ? System.IO.File.ReadLines(File).FirstOrDefault(static line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static IEnumerable<string> Instructions()
    {
        if (Avx2.IsSupported)
        {
            yield return "AVX2";
        }

        if (Avx512F.IsSupported)
        {
            yield return "AVX512";
        }

        yield return ComputePrecision.ProcessorHasBFloat16 ? "bfloat16 (AVX512-BF16 or AMX)" : "no bfloat16";
    }
}
