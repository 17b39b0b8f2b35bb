using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>Where and how a graph computes.</summary>
/// <param name="Device">Where its tensors live.</param>
/// <param name="Half">Whether it multiplies in bfloat16.</param>
/// <param name="Trains">Whether it has gradients.</param>
/// <param name="Seed">The seed of its initial weights.</param>
/// <param name="Initialise">
/// Whether its parameters get initial weights. Without, their memory is not touched before weights are loaded into it, which
/// must happen before anything is computed.
/// </param>
/// <param name="RematerializeEvery">Every how many transformer blocks one keeps its input alone and is run again for its derivative; 0 for none.</param>
public sealed record GraphSettings(Device Device, bool Half, bool Trains, int Seed, bool Initialise = true, int RematerializeEvery = 0)
{
    /// <summary>float32 on the processor, without gradients.</summary>
    public static GraphSettings Inference { get; } = new(CPU, Half: false, Trains: false, Seed: 0);

    /// <summary><see cref="Inference"/> for a graph that weights are loaded into next.</summary>
    public static GraphSettings Loading { get; } = Inference with { Initialise = false };

    /// <summary>The number format of activations.</summary>
    public ScalarType ComputeType => Half ? ScalarType.BFloat16 : ScalarType.Float32;
}
