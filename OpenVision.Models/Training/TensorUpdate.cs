using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>AdamW as operations on tensors, for devices without <see cref="FusedUpdate"/>. Chunks bound what they need in passing.</summary>
/// <param name="store">The parameters.</param>
/// <param name="state">The moments and the average.</param>
/// <param name="segments">What is treated alike.</param>
internal sealed class TensorUpdate(ParameterStore store, AdamWState state, IReadOnlyList<ParameterSegment> segments) : IParameterUpdate
{
    private const long ChunkLength = 1 << 24;

    private readonly Chunk[] chunks = [.. segments.SelectMany(Chunks)];

    /// <inheritdoc/>
    public double GradientNorm()
    {
        using IDisposable noGrad = no_grad();
        double sum = 0;
        foreach (Chunk chunk in chunks)
        {
            using DisposeScope scope = NewDisposeScope();
            double norm = Gradient(chunk).norm().item<float>();
            sum += norm * norm;
        }

        return Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    public void Apply(UpdateSettings settings)
    {
        using IDisposable noGrad = no_grad();
        foreach (Chunk chunk in chunks)
        {
            using DisposeScope scope = NewDisposeScope();
            Apply(settings, chunk);
        }

        store.ZeroGradients();
    }

    private void Apply(UpdateSettings settings, Chunk chunk)
    {
        Tensor gradient = Gradient(chunk).clone(), stored = Part(state.FirstMoment, chunk), first = stored.to_type(ScalarType.Float32);
        Tensor second = Part(state.SecondMoment, chunk), values = Part(store.Values, chunk);
        gradient.Scale(settings.Clip);
        first.Scale(settings.Beta1);
        first.Add(gradient, 1 - settings.Beta1);
        if (stored.dtype != ScalarType.Float32)
        {
            stored.copy_(first);
        }

        second.Scale(settings.Beta2);
        second.AddProduct(gradient, gradient, 1 - settings.Beta2);
        Tensor divisor = second.clone();
        divisor.Divide(settings.Correction2);
        divisor.sqrt_();
        divisor.Add(settings.Epsilon);
        double rate = settings.LearningRate * chunk.Segment.RateFactor;
        if (chunk.Segment.Decays)
        {
            values.Scale(1 - (rate * settings.WeightDecay));
        }

        values.AddQuotient(first, divisor, -rate / settings.Correction1);
        if (store.HalfValues is { } half && !IsExact(chunk))
        {
            Part(half, chunk).copy_(values);
        }

        if (state.Average is { } average)
        {
            Tensor part = Part(average, chunk);
            part.Scale(settings.AverageDecay);
            part.Add(values, 1 - settings.AverageDecay);
        }
    }

    private static IEnumerable<Chunk> Chunks(ParameterSegment segment)
    {
        for (long at = segment.Start; at < segment.End; at += ChunkLength)
        {
            yield return new(at, Math.Min(ChunkLength, segment.End - at), segment);
        }
    }

    private static Tensor Part(Tensor buffer, Chunk chunk) => buffer.narrow(0, chunk.Start, chunk.Length);

    private bool IsExact(Chunk chunk) => chunk.Start >= store.Sizes.Matrix + store.Sizes.Other;

    private Tensor Gradient(Chunk chunk)
    {
        Tensor? collected = store.AllGradients is { } all ? Part(all, chunk) : null;
        if (store.HalfGradients is not { } half)
        {
            return collected!;
        }

        if (IsExact(chunk))
        {
            return collected ?? store.ExactGradients!.narrow(0, chunk.Start - (store.Sizes.Matrix + store.Sizes.Other), chunk.Length);
        }

        Tensor gradient = Part(half, chunk).to_type(ScalarType.Float32);
        if (collected is not null)
        {
            gradient.Add(collected);
        }

        return gradient;
    }

    private readonly record struct Chunk(long Start, long Length, ParameterSegment Segment);
}
