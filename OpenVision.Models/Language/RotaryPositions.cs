using OpenVision.Kernels;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// Rotary positions, half-split as Hugging Face's files have them: pair (i, i + d/2) of a head of size d turns by position / scale ×
/// theta^(-2i/d), i &lt; d/2 (multimodal.md, section 6).
/// </summary>
internal sealed class RotaryPositions
{
    private readonly double[] frequencies;
    private readonly Tensor tensor;

    /// <summary>Computes the pairs' frequencies.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="spec">The language model.</param>
    public RotaryPositions(ParameterStore store, LanguageSpec spec)
    {
        frequencies = FrequenciesOf(spec);
        using DisposeScope scope = NewDisposeScope();
        tensor = store.Own(torch.tensor(frequencies, ScalarType.Float64).to(store.Settings.Device));
    }

    /// <summary>By how much a pair turns from one position to the next.</summary>
    public ReadOnlySpan<double> Frequencies => frequencies;

    /// <summary>By how much a pair of a language model's heads turns from one position to the next, [D/2].</summary>
    /// <param name="spec">The language model.</param>
    public static double[] FrequenciesOf(LanguageSpec spec) =>
        [.. Enumerable.Range(0, spec.HeadDim / 2).Select(i => Math.Pow(spec.RopeTheta, -2.0 * i / spec.HeadDim) / spec.RopeScale)];

    /// <summary>The rotation at some positions.</summary>
    /// <param name="positions">int64, [B, T], or [1, T] for rows that are alike.</param>
    /// <param name="type">The number format of what is turned.</param>
    /// <returns>In the caller's dispose scope.</returns>
    public Rotation At(Tensor positions, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor angles = positions.to_type(ScalarType.Float64).unsqueeze(-1) * tensor;                      // [B, T, D/2]
        Tensor cosine = angles.cos().to_type(type), sine = angles.sin().to_type(type);
        return new(
            cat([cosine, cosine], -1).unsqueeze(1).MoveToOuterDisposeScope(),                               // [B, 1, T, D]
            cat([sine.neg(), sine], -1).unsqueeze(1).MoveToOuterDisposeScope());
    }
}

/// <summary>A rotation of heads.</summary>
/// <param name="Cosine">The cosines of both halves, [B, 1, T, D].</param>
/// <param name="Sine">The sines, those of the first half negated, [B, 1, T, D].</param>
internal sealed record Rotation(Tensor Cosine, Tensor Sine)
{
    /// <summary>Splits tokens into heads and turns these: first half a cos - b sin, second b cos + a sin.</summary>
    /// <param name="x">[B, T, H × D].</param>
    /// <param name="count">H.</param>
    /// <returns>[B, H, T, D], in the caller's dispose scope.</returns>
    public Tensor Turn(Tensor x, int count) => TokenKernels.Fit(x) && x.dtype == Cosine.dtype ? RotaryFunction.Apply(x, this, count) : ByOperators(x, count);

    private Tensor ByOperators(Tensor x, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor heads = x.view(x.shape[0], x.shape[1], count, x.shape[2] / count).transpose(1, 2);
        long half = heads.shape[3] / 2;
        Tensor swapped = cat([heads.narrow(3, half, half), heads.narrow(3, 0, half)], 3);
        return (heads * Cosine).Plus(swapped * Sine).MoveToOuterDisposeScope();
    }
}
