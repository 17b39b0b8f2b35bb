using OpenVision.Benchmarks.Measuring;
using OpenVision.Layers;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Benchmarks;

/// <summary>
/// The caption loss of 64 captions of 128 tokens, width 512, 32,000 words, forward and backward, against the same loss of all logits
/// at once. Times alternate in this process; peaks are of a process each.
/// </summary>
internal static class CaptionLossTrial
{
    private const int Batch = 64, Queries = 128, Width = 512, Vocabulary = 32000, Warm = 1, Rounds = 5;

    /// <summary>The benchmark.</summary>
    public static Trial Trial { get; } = new("caption-loss", "the caption loss in chunks, against all logits at once (B 64, T 128, V 32000, width 512)", Run, Peak);

    // The side and its number format.
    private static double Peak(string[] sides)
    {
        bool half = sides[1] == nameof(ScalarType.BFloat16);
        using (Side small = new(half, vocabulary: 64))
        {
            small.Step(chunks: true); // so that what libtorch allocates once is not counted
        }

        using Side side = new(half);
        PeakMemory peak = new();
        side.Step(chunks: sides[0] == "ours");
        return peak.Bytes;
    }

    private static List<Figure> Run()
    {
        List<Figure> figures = [];
        foreach (ScalarType type in (ScalarType[])[ScalarType.BFloat16, ScalarType.Float32])
        {
            string name = type == ScalarType.BFloat16 ? "bfloat16" : "float32";
            using Side side = new(type == ScalarType.BFloat16);
            Rounds rounds = Measuring.Rounds.Alternate(Rounds, Warm, () => side.Step(chunks: true), () => side.Step(chunks: false));
            double ours = PeakMemory.OfProcess(Trial.Name, "ours", $"{type}"), peer = PeakMemory.OfProcess(Trial.Name, "peer", $"{type}");
            figures.Add(Figure.Of($"{name}, time in chunks", "ms", rounds.Ours.Select(static seconds => seconds * 1e3)));
            figures.Add(Figure.Of($"{name}, time at once", "ms", rounds.Peer.Select(static seconds => seconds * 1e3)));
            figures.Add(Figure.Of($"{name}, time in chunks / at once", "", rounds.Ratios.Select(static ratio => 1 / ratio), Goal.Most(1.05)));
            figures.Add(Figure.Of($"{name}, peak in chunks", "MiB", [ours / (1 << 20)]));
            figures.Add(Figure.Of($"{name}, peak at once", "MiB", [peer / (1 << 20)]));
            figures.Add(Figure.Of($"{name}, peak in chunks / at once", "", [ours / peer], Goal.Most(1.0 / 8)));
        }

        return figures;
    }

    private sealed class Side : IDisposable
    {
        private readonly ParameterStore store;
        private readonly Linear head;
        private readonly Tensor hidden;
        private readonly Tensor captions;

        public Side(bool half, int vocabulary = Vocabulary)
        {
            store = new(new ParameterSizes((long)vocabulary * Width, 0, 0), new GraphSettings(CPU, half, Trains: true, Seed: 0));
            head = new Linear(store.Root, Width, vocabulary, bias: false);
            hidden = randn(Batch, Queries, Width).to_type(store.Settings.ComputeType);
            hidden.requires_grad = true;
            captions = randint(1, vocabulary, [Batch, Queries + 1], ScalarType.Int64);
        }

        public void Step(bool chunks)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor loss = chunks
                ? CaptionLoss.Mean(head, hidden, captions, 0, CaptionChunk.Rows(head.Weight.shape[0], (int)head.Weight.dtype.ElementSize()))
                : AtOnce();
            loss.backward();
        }

        public void Dispose()
        {
            store.Dispose();
            hidden.Dispose();
            captions.Dispose();
        }

        // What CaptionLoss.Mean was before: the logits of all real tokens.
        private Tensor AtOnce()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor labels = captions.narrow(1, 1, Queries).reshape(-1);
            Tensor logits = head.Forward(hidden.view(-1, Width)).to_type(ScalarType.Float32);
            return functional.cross_entropy(logits, labels).MoveToOuterDisposeScope();
        }
    }
}
