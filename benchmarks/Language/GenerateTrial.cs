using OpenVision.Benchmarks.Measuring;
using OpenVision.Language;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Language;

/// <summary>
/// Generation by SmolLM-135M's size in bfloat16, random weights, one text: every token reads all weights once, so that the memory bounds
/// it. The bound is measured between the rounds. The peer is the same model by libtorch's operators. Then its loading, against reading
/// its file.
/// </summary>
internal static class GenerateTrial
{
    private const int Warm = 2, Count = 24, Prompt = 32, Tokens = 8, PeerTokens = 2, Loads = 9;

    /// <summary>The benchmark.</summary>
    public static Trial Trial { get; } = new("generate", "generation by a language model of SmolLM-135M's size, bfloat16, one text, against the memory's bandwidth", Run);

    private static List<Figure> Run()
    {
        LanguageSpec spec = LanguageSizes.Of(LanguageModelSize.SmolLm135M)!;
        GraphSettings settings = GraphSettings.Inference with { Half = true };
        using ParameterStore store = new(ParameterCount.Of(ParameterTable.Language(spec)), settings), other = new(ParameterCount.Of(ParameterTable.Language(spec)), settings);
        HandWritten ours = new(store.Root, spec), peer = new(other.Root, spec, written: false);
        using ReadBandwidth memory = new();
        using Text our = new(ours), their = new(peer);
        List<(double Ours, double Peer, double Memory)> rounds = [];
        for (int i = -Warm; i < Count; i++)
        {
            (double Ours, double Peer, double Memory) round = (our.SecondsOfToken(Tokens), their.SecondsOfToken(PeerTokens), memory.Measure());
            if (i >= 0)
            {
                rounds.Add(round);
            }
        }

        double bytes = 2.0 * store.Sizes.Total; // the head is the table
        return
        [
            Figure.Of("tokens a second", "1/s", rounds.Select(static round => 1 / round.Ours)),
            Figure.Of("share of the read bandwidth", "", rounds.Select(round => bytes / round.Ours / round.Memory), Goal.Least(0.6)),
            Figure.Of("times as fast as by libtorch's operators", "", rounds.Select(static round => round.Peer / round.Ours)),
            Figure.Of("a token by libtorch's operators", "ms", rounds.Select(static round => round.Peer * 1e3)),
            Figure.Of("read bandwidth", "GB/s", rounds.Select(static round => round.Memory / 1e9)),
            .. Loading(spec, store),
        ];
    }

    private static IEnumerable<Figure> Loading(LanguageSpec spec, ParameterStore store)
    {
        string folder = Directory.CreateTempSubdirectory("openvision-generate-").FullName;
        try
        {
            LanguageFolder.Save(spec, store, folder);
            string file = Path.Combine(folder, LanguageFolder.WeightsName);
            Rounds rounds = Rounds.Alternate(Loads, Warm, () => Load(spec, folder), () => Read(file));
            return
            [
                Figure.Of("loading over reading the file", "", rounds.Ratios.Select(static ratio => 1 / ratio), Goal.Most(1.5)),
                Figure.Of("loading", "ms", rounds.Ours.Select(static seconds => seconds * 1e3)),
                Figure.Of("reading the file", "ms", rounds.Peer.Select(static seconds => seconds * 1e3)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Load(LanguageSpec spec, string folder)
    {
        using ParameterStore store = new(ParameterCount.Of(ParameterTable.Language(spec)), GraphSettings.Loading with { Half = true });
        _ = new HandWritten(store.Root, spec);
        LanguageFolder.Load(spec, store, folder);
    }

    // Into fresh memory, by one thread.
    private static void Read(string file)
    {
        using Tensor target = empty(new FileInfo(file).Length, ScalarType.Byte);
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        stream.ReadExactly(target.bytes);
    }

    // A text that goes on and on, its prompt read already.
    private sealed class Text : IDisposable
    {
        private readonly GenerationPrompt prompt;
        private readonly IEnumerator<GeneratedToken> tokens;

        public Text(LanguageModel model)
        {
            prompt = GenerationPrompt.Of(model, [[.. Enumerable.Range(5, Prompt)]]);
            tokens = new TextGenerator(model, static _ => "").Stream(prompt, new() { MaxNewTokens = 1 + ((Warm + Count) * Tokens), EndTokens = [] }).GetEnumerator();
            tokens.MoveNext();
        }

        public double SecondsOfToken(int count) => Rounds.Seconds(() =>
        {
            for (int i = 0; i < count; i++)
            {
                tokens.MoveNext();
            }
        }) / count;

        public void Dispose()
        {
            tokens.Dispose();
            prompt.Dispose();
        }
    }
}
