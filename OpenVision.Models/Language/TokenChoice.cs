using OpenVision.Numerics;

namespace OpenVision.Language;

/// <summary>Chooses a token from logits.</summary>
internal static class TokenChoice
{
    // How many times less likely than the likeliest are the tokens that the first look for the nucleus takes in.
    private const double FirstReach = 64, Further = 64;

    /// <summary>The likeliest token; of equals, the first.</summary>
    /// <param name="logits">[vocabulary].</param>
    /// <exception cref="OpenVisionException">A logit is not a number.</exception>
    public static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]))
            {
                throw new OpenVisionException($"The language model's answer for token {i} is not a number: its weights, or the vectors that it was given, are broken.");
            }

            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    /// <summary>
    /// A token drawn from softmax(logits / temperature), of the fewest likeliest whose probabilities reach top-p, the one that reaches
    /// it included.
    /// </summary>
    /// <param name="logits">[vocabulary].</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="topP">Above 0, at most 1.</param>
    /// <param name="draw">The stream of draws.</param>
    /// <exception cref="OpenVisionException">A logit is not a number.</exception>
    public static int Drawn(ReadOnlySpan<float> logits, double temperature, double topP, ref Draw draw)
    {
        float highest = logits[Likeliest(logits)];
        double[] weights = new double[logits.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] = Math.Exp((logits[i] - highest) / temperature);
        }

        if (topP >= 1)
        {
            return At(weights, draw.Unit() * sum);
        }

        int[] nucleus = Nucleus(weights, topP * sum);
        double[] kept = [.. nucleus.Select(token => weights[token])];
        return nucleus[At(kept, draw.Unit() * kept.Sum())];
    }

    // Only candidates are sorted: all that are at least so likely. Where they reach the share, the nucleus is among them.
    private static int[] Nucleus(double[] weights, double share)
    {
        for (double least = 1 / FirstReach; ; least /= Further)
        {
            int[] candidates = [.. Enumerable.Range(0, weights.Length).Where(token => weights[token] >= least)];
            if (candidates.Length < weights.Length && least > double.Epsilon && candidates.Sum(token => weights[token]) < share)
            {
                continue;
            }

            int count = 0;
            int[] sorted = [.. candidates.OrderByDescending(token => weights[token])];
            for (double reached = 0; count < sorted.Length && reached < share; count++)
            {
                reached += weights[sorted[count]];
            }

            return sorted[..count];
        }
    }

    private static int At(double[] weights, double place)
    {
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
            {
                continue;
            }

            last = i;
            place -= weights[i];
            if (place < 0)
            {
                return i;
            }
        }

        return last; // rounding left a little
    }
}
