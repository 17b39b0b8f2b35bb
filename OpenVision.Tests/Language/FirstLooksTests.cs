using OpenVision.Language;
using OpenVision.Layers;
using static TorchSharp.torch;

namespace OpenVision.Tests.Language;

/// <summary>Where a language model looks before it has learned anything.</summary>
public sealed class FirstLooksTests
{
    private const int Length = 40;

    [Theory]
    [InlineData(3, 3, 32, 100, 1, 0.6)]
    [InlineData(4, 2, 12, 10_000, 1, 0.1)]
    [InlineData(14, 2, 64, 1_000_000, 1, 0.5)]
    [InlineData(6, 3, 32, 100, 2, 0.25)]
    public void TheFirstBlocksFirstTwoHeadsLookAtTheTokensBefore(int heads, int keyHeads, int size, double theta, double scale, double least)
    {
        LanguageSpec spec = MicroLanguage.Qwen2 with { Heads = heads, KeyValueHeads = keyHeads, HeadDim = size, RopeTheta = theta, RopeScale = scale };
        double[,,] attention = AttentionByBiasesAlone(spec);
        for (int token = 3; token < Length; token++)
        {
            for (int head = 0; head < 2; head++)
            {
                int most = Enumerable.Range(0, token + 1).MaxBy(other => attention[head, token, other]);
                Assert.Equal(token - 1 - head, most);
                Assert.True(attention[head, token, most] > least, $"{head} {token} {attention[head, token, most]}");
            }
        }
    }

    [Fact]
    public void OtherHeadsAndBlocksBeginWithoutBiases()
    {
        LanguageSpec spec = MicroLanguage.Qwen2 with { Heads = 6, KeyValueHeads = 3 };
        using ParameterStore store = Made(spec);
        foreach (Parameter bias in store.Parameters.Where(static parameter => parameter.Name.EndsWith("_proj.bias", StringComparison.Ordinal)))
        {
            float[] values = bias.Master.data<float>().ToArray();
            bool looks = bias.Name is "model.layers.0.self_attn.q_proj.bias" or "model.layers.0.self_attn.k_proj.bias";
            int begun = !looks ? 0 : bias.Name.Contains("q_proj", StringComparison.Ordinal) ? 2 * spec.HeadDim : spec.HeadDim; // both query heads share the first key head
            Assert.All(values.Skip(begun), static value => Assert.Equal(0, value));
            Assert.Equal(looks, values.Any(static value => value != 0));
        }
    }

    [Fact]
    public void AModelOfTwoHeadsBeginsWithoutBiases()
    {
        using ParameterStore store = Made(MicroLanguage.Qwen2 with { Heads = 2, KeyValueHeads = 2 });
        Assert.All(
            store.Parameters.Where(static parameter => parameter.Name.EndsWith("_proj.bias", StringComparison.Ordinal)),
            static bias => Assert.All(bias.Master.data<float>().ToArray(), static value => Assert.Equal(0, value)));
    }

    private static ParameterStore Made(LanguageSpec spec) => MicroLanguage.Fresh(spec, GraphSettings.Inference).Store;

    // softmax(q · k / √D) of queries and keys that are their biases, turned by their positions: [head, token, token].
    private static double[,,] AttentionByBiasesAlone(LanguageSpec spec)
    {
        using ParameterStore store = Made(spec);
        double[] Bias(string map) => [.. store[$"model.layers.0.self_attn.{map}.bias"].Master.data<float>().ToArray().Select(static value => (double)value)];
        (double[] query, double[] key) = (Bias("q_proj"), Bias("k_proj"));
        int size = spec.HeadDim, half = size / 2, group = spec.Heads / spec.KeyValueHeads;
        double[,,] attention = new double[spec.Heads, Length, Length];
        for (int head = 0; head < spec.Heads; head++)
        {
            for (int token = 0; token < Length; token++)
            {
                double[] scores = [.. Enumerable.Range(0, token + 1).Select(other => Enumerable.Range(0, half).Sum(i =>
                {
                    double frequency = Math.Pow(spec.RopeTheta, -2.0 * i / size) / spec.RopeScale;
                    (double a, double b) = Turned(query, head, i, token * frequency);
                    (double c, double d) = Turned(key, head / group, i, other * frequency);
                    return ((a * c) + (b * d)) / Math.Sqrt(size);
                }))];
                double most = scores.Max(), sum = scores.Sum(score => Math.Exp(score - most));
                for (int other = 0; other <= token; other++)
                {
                    attention[head, token, other] = Math.Exp(scores[other] - most) / sum;
                }
            }
        }

        return attention;

        (double First, double Second) Turned(double[] bias, int head, int pair, double angle)
        {
            (double a, double b) = (bias[(head * size) + pair], bias[(head * size) + half + pair]);
            return ((a * Math.Cos(angle)) - (b * Math.Sin(angle)), (b * Math.Cos(angle)) + (a * Math.Sin(angle)));
        }
    }
}
