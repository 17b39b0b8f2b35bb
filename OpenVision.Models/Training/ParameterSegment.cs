using OpenVision.Layers;

namespace OpenVision.Training;

/// <summary>Neighbouring scalars of a store that an update treats alike.</summary>
/// <param name="Start">The first.</param>
/// <param name="Length">How many.</param>
/// <param name="RateFactor">What the learning rate is multiplied with.</param>
/// <param name="Decays">Whether they decay: matrices do.</param>
internal readonly record struct ParameterSegment(long Start, long Length, double RateFactor, bool Decays)
{
    /// <summary>The scalar after the last.</summary>
    public long End => Start + Length;

    /// <summary>The segments of a store, in order; none lies on both sides of where the exact parameters begin.</summary>
    /// <param name="store">The store, with all its parameters.</param>
    /// <param name="layerDecay">What a layer's rate is of the next one's (<see cref="LayerDecay"/>); 0 or 1 for the same.</param>
    public static IReadOnlyList<ParameterSegment> Of(ParameterStore store, double layerDecay)
    {
        ParameterSizes sizes = store.Sizes;
        if (layerDecay is 0 or 1)
        {
            return
            [
                .. Part(0, sizes.Matrix, decays: true),
                .. Part(sizes.Matrix, sizes.Other, decays: false),
                .. Part(sizes.Matrix + sizes.Other, sizes.Exact, decays: false),
            ];
        }

        IReadOnlyList<double> factors = LayerDecay.Factors([.. store.Parameters.Select(parameter => parameter.Name)], layerDecay);
        List<ParameterSegment> merged = [];
        foreach ((ParameterSegment next, ParameterKind kind) in store.Parameters
            .Select((parameter, i) => (new ParameterSegment(parameter.Start, parameter.Count, factors[i], parameter.Kind == ParameterKind.Matrix), parameter.Kind))
            .OrderBy(pair => pair.Item1.Start))
        {
            bool continues = merged is [.., ParameterSegment last] && (last.RateFactor, last.Decays, last.End) == (next.RateFactor, next.Decays, next.Start);
            if (continues && !(kind == ParameterKind.Exact && next.Start == sizes.Matrix + sizes.Other))
            {
                merged[^1] = merged[^1] with { Length = merged[^1].Length + next.Length };
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    private static IEnumerable<ParameterSegment> Part(long start, long length, bool decays) =>
        length == 0 ? [] : [new(start, length, RateFactor: 1, decays)];
}
