using OpenVision.Clip;
using OpenVision.Text;
using OpenVision.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Evaluation;

/// <summary>Runs the parts of a graph on texts and pictures, without gradients and a batch at a time.</summary>
internal sealed class Inference
{
    // 16 million logits are 64 MB: a caption's queries times the vocabulary would be that large at once for a few samples.
    private const long LogitsAtOnce = 16_000_000;

    private readonly ClipModel graph;
    private readonly TextTokenizer tokenizer;

    /// <summary>Takes a graph and its vocabulary.</summary>
    /// <param name="graph">What is run.</param>
    /// <param name="vocabulary">The vocabulary, as <see cref="TextTokenizer.Load"/> reads it.</param>
    /// <param name="batchSize">How many samples run together.</param>
    /// <exception cref="OpenVisionException">The vocabulary is missing, or not the text encoder's.</exception>
    public Inference(ClipModel graph, string vocabulary, int batchSize)
    {
        this.graph = graph;
        tokenizer = TextTokenizer.For(vocabulary, graph.Text.Spec);
        BatchSize = batchSize;
    }

    /// <summary>How many samples run together.</summary>
    public int BatchSize { get; }

    /// <summary>Encodes texts.</summary>
    /// <param name="texts">N texts, at least one.</param>
    /// <returns>Vectors of length 1, float32 on the processor, [N, E], in the caller's dispose scope.</returns>
    public Tensor Texts(IReadOnlyList<string> texts)
    {
        using DisposeScope scope = NewDisposeScope();
        return cat([.. texts.Chunk(BatchSize).Select(Batch)]).MoveToOuterDisposeScope();

        Tensor Batch(string[] batch)
        {
            using IDisposable noGrad = no_grad();
            using DisposeScope inner = NewDisposeScope();
            Tensor embedding = graph.Text.Forward(Tokens(batch)).Embedding;
            return ContrastiveLoss.Normalize(embedding).cpu().MoveToOuterDisposeScope();
        }
    }

    /// <summary>Encodes pictures.</summary>
    /// <param name="images">Normalised pictures, float32, [B, 3, R, R].</param>
    /// <returns>Vectors of length 1, float32 on the processor, [B, E], in the caller's dispose scope.</returns>
    public Tensor Images(Tensor images)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor embedding = graph.Vision.Forward(images.to(Device)).Embedding;
        return ContrastiveLoss.Normalize(embedding).cpu().MoveToOuterDisposeScope();
    }

    /// <summary>Captions pictures without a web caption: every query takes its likeliest piece, up to the first end.</summary>
    /// <param name="images">Normalised pictures, float32, [B, 3, R, R].</param>
    /// <returns>B captions.</returns>
    /// <exception cref="OpenVisionException">The recipe has no decoder.</exception>
    public IReadOnlyList<string> Captions(Tensor images)
    {
        Captioning.CaptionDecoder decoder = graph.Decoder
            ?? throw new OpenVisionException($"'{graph.Model.Name}' has no caption decoder. Give its recipe one with Decoder, or its [ClipModel] a third class.");
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = graph.Vision.Forward(images.to(Device)).Tokens;                    // [B, N, vision width]
        Tensor words = graph.Text.Forward(Tokens([""])).Tokens;                             // [1, T - 1, text width]
        Tensor hidden = decoder.Forward(patches, words.expand(patches.shape[0], -1, -1));   // [B, Q, W]
        long[] pieces = Likeliest(decoder, hidden.flatten(0, 1));                           // B Q
        int queries = checked((int)hidden.shape[1]);
        return [.. pieces.Chunk(queries).Select(caption => tokenizer.Decode(caption))];
    }

    private Device Device => graph.Parameters.Settings.Device;

    private static long[] Likeliest(Captioning.CaptionDecoder decoder, Tensor hidden)
    {
        List<long> pieces = [];
        long step = Math.Max(1, LogitsAtOnce / decoder.Spec.Vocabulary);
        for (long at = 0; at < hidden.shape[0]; at += step)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = decoder.Logits(hidden.narrow(0, at, Math.Min(step, hidden.shape[0] - at)));
            pieces.AddRange(logits.argmax(-1).cpu().data<long>());
        }

        return [.. pieces];
    }

    private Tensor Tokens(string[] texts)
    {
        int context = graph.Text.Spec.Context;
        long[] tokens = new long[checked(texts.Length * context)];
        for (int i = 0; i < texts.Length; i++)
        {
            tokenizer.EncodeText(texts[i], tokens.AsSpan(i * context, context));
        }

        return tensor(tokens, texts.Length, context).to(Device);
    }
}
