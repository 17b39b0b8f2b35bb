using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>The device that a run computes on.</summary>
internal static class RunDevice
{
    /// <summary>Finds a device.</summary>
    /// <param name="name">Its name: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="OpenVisionException">There is none.</exception>
    public static Device Parse(string name)
    {
        if (name == "cpu")
        {
            return CPU;
        }

        string index = name.StartsWith("cuda:", StringComparison.Ordinal) ? name["cuda:".Length..] : name == "cuda" ? "0" : "";
        if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            throw new OpenVisionException($"There is no device '{name}'. Name cpu, cuda or cuda:N.");
        }

        int count = cuda.is_available() ? cuda.device_count() : 0;
        return number < count
            ? new Device(DeviceType.CUDA, number)
            : throw new OpenVisionException($"The device '{name}' is not there: this build of libtorch sees {count} CUDA devices. Use --device cpu, or build with -p:TorchBackend=cuda on a machine with an NVIDIA driver.");
    }
}
