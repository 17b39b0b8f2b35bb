using OpenVision.Layers;

namespace OpenVision.Language;

/// <summary>
/// Where attention begins to look: in the first block of a model whose queries and keys have biases, head h at the token h + 1 before, for the first two heads. Whoever looks up has to know of every
/// token what stands before it; a model that has to find that out by itself may find it late or never. Measured in docs/decisions/0016-a-first-look-at-the-token-before.md.
/// </summary>
/// <remarks>
/// Turned by their positions (multimodal.md, section 6), a key's bias (s, 0) and a query's (s cos o f, -s sin o f) in the pair of frequency f multiply to s² cos((d - o) f) for a token d before: most at
/// d = o. With s² = sharpness × f × √D the pairs that turn fastest count most, and the scale of attention, 1 / √D, cancels.
/// </remarks>
internal static class FirstLooks
{
    // The neighbours of the token that is looked at lie about 2 nats below it where the fastest pair turns by a radian a token.
    private const double Sharpness = 2.5;

    private const int Looking = 2;

    /// <summary>What the biases of queries and keys begin with; 0 everywhere but in the first block, and in a model with fewer than three heads.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="block">The block's number.</param>
    /// <returns>For queries [H × D] and for keys [K × D].</returns>
    public static (Initial Query, Initial Key) Of(LanguageSpec spec, int block)
    {
        if (!spec.AttentionBias || block > 0 || spec.Heads <= Looking)
        {
            return (Initial.Constant(0), Initial.Constant(0));
        }

        int size = spec.HeadDim, half = size / 2, group = spec.Heads / spec.KeyValueHeads;
        float[] query = new float[spec.Heads * size], key = new float[spec.KeyValueHeads * size];
        ReadOnlySpan<double> frequencies = RotaryPositions.FrequenciesOf(spec);
        for (int head = 0; head < Looking; head++)
        {
            for (int i = 0; i < half; i++)
            {
                double strength = Math.Sqrt(Sharpness * frequencies[i] * Math.Sqrt(size)), angle = (head + 1) * frequencies[i];
                query[(head * size) + i] = (float)(strength * Math.Cos(angle));
                query[(head * size) + half + i] = (float)(-strength * Math.Sin(angle));
                key[(head / group * size) + i] = (float)strength;
            }
        }

        return (Initial.Given(query), Initial.Given(key));
    }
}
