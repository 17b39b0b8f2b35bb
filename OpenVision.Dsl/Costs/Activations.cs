namespace OpenVision;

/// <summary>
/// What the parts of a training step keep for the backward pass. Every tensor that an operator's derivative reads is counted once,
/// however many operators read it; what nothing reads is gone when its layer is through (docs/costs.md derives the sums).
/// </summary>
public static partial class Activations
{
    private const int Single = 4;
    private const int Channels = 3;

    /// <summary>The bytes of the scores that attention writes out at once, or a head's where these are more.</summary>
    public const int ScoresAtOnce = 4 << 20;

    /// <summary>A stack of transformer blocks: the input of each, and the output of the last.</summary>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="tokens">T, the length of a sequence.</param>
    /// <param name="width">W, the size of a token vector.</param>
    /// <param name="depth">The number of blocks.</param>
    /// <param name="heads">H, the number of attention heads.</param>
    /// <param name="mlpDim">M, the inner width of an MLP.</param>
    /// <param name="bytes">The bytes of an activation: 4, or 2 in bfloat16.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Blocks(double batch, double tokens, double width, int depth, double heads, double mlpDim, int bytes, int rematerialize = 0)
    {
        double row = tokens * width, inner = tokens * mlpDim, scores = heads * tokens * tokens;
        AttentionForm form = AttentionForms.Of((long)tokens, bytes < Single);

        // The input of both norms, queries, keys and values, what attention gives; the probabilities or the fused kernel's result; the
        // MLP's inner vectors before the non-linearity; the norms' means and deviations.
        double kept = (6 * row) + inner + (4 * tokens) + (form == AttentionForm.Kept ? scores : form == AttentionForm.Fused ? row : 0);
        double sums = form == AttentionForm.Fused ? batch * heads * tokens * Single : 0;

        // In an MLP: the gradients of its output and of its inner vectors, the norm's output and the gradient of it. In attention, when
        // the MLP's tensors are gone: the gradients that pass, those of queries, keys and values twice, and the scores of a few heads.
        double throughMlp = (3 * row) + inner;
        double throughAttention = (9 * row) - inner;
        double chunk = form == AttentionForm.Fused ? 0 : Math.Max(scores / heads * bytes, Math.Min(batch * scores * bytes, ScoresAtOnce));
        int again = rematerialize > 0 ? (depth + rematerialize - 1) / rematerialize : 0;
        double block = (batch * kept * bytes) + sums;
        return new(
            ((depth - again) * block) + ((again + 1) * batch * row * bytes),
            (again > 0 ? block : 0) + Math.Max(batch * throughMlp * bytes, (batch * throughAttention * bytes) + (form == AttentionForm.Kept ? chunk : 2 * chunk)));
    }

    /// <summary>An image encoder.</summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="resolution">The side of the images in pixels.</param>
    /// <param name="batch">The number of images.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Vision(VisionSpec spec, int resolution, double batch, int bytes, double maskRatio = 0, int rematerialize = 0) =>
        spec.Trunk == Trunk.ConvNext ? ConvNext(spec, resolution, batch, bytes) : Vit(spec, resolution, batch, bytes, maskRatio, rematerialize);

    /// <summary>A text encoder.</summary>
    /// <param name="spec">The text encoder.</param>
    /// <param name="batch">The number of texts.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Text(TextSpec spec, double batch, int bytes, int rematerialize = 0) =>
        Blocks(batch, spec.Context, spec.Width, spec.Depth, spec.Heads, spec.MlpDim, bytes, rematerialize);

    /// <summary>A caption decoder, without its head: copies of the tokens that it projects, its blocks, the queries' hidden states.</summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="vision">The image encoder that feeds it.</param>
    /// <param name="text">The text encoder that feeds it.</param>
    /// <param name="resolution">The side of the images in pixels.</param>
    /// <param name="batch">The number of captions.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="maskRatio">The share of the patches that a step leaves out. Default: none.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Decoder(
        DecoderSpec spec, VisionSpec vision, TextSpec text, int resolution, double batch, int bytes, double maskRatio = 0, int rematerialize = 0)
    {
        // A class token in front leaves a gap between the images' tokens, and the matrix product wants them without.
        double imageTokens = vision.ClassToken ? (double)Tokens.Kept(vision, resolution, maskRatio) * vision.Width : 0;
        double read = imageTokens + ((text.Context - 1.0) * text.Width);
        double hidden = 2.0 * spec.Queries * spec.Width;
        return Blocks(batch, Tokens.Decoder(spec, vision, text, resolution, maskRatio), spec.Width, spec.Depth, spec.Heads, spec.MlpDim, bytes, rematerialize)
            + new PartMemory(batch * (read + hidden) * bytes, 0);
    }

    /// <summary>
    /// The caption loss, all places of the captions filled: the gradients of the hidden states and, in float32, of the head are kept
    /// from the forward pass, which computes them from a few rows' logits at a time (<see cref="CaptionChunk"/>).
    /// </summary>
    /// <param name="spec">The decoder.</param>
    /// <param name="batch">The number of captions.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    public static PartMemory CaptionLoss(DecoderSpec spec, double batch, int bytes)
    {
        double rows = batch * spec.Queries, head = (double)spec.Vocabulary * spec.Width;
        double logits = Math.Min(rows, CaptionChunk.Rows(spec.Vocabulary, bytes)) * spec.Vocabulary;

        // Of a chunk: its logits, which become their gradients, and in bfloat16 the chunk's gradient of the head before it is added.
        double chunk = (logits + (bytes < Single ? head : 0)) * bytes;
        return new((rows * spec.Width * bytes) + (head * Single), (rows * spec.Width * bytes) + chunk);
    }

    /// <summary>
    /// The contrastive loss of an image's captions, float32: for each caption the gradients of both embeddings, which the forward
    /// pass computes from a block of similarities at a time (<see cref="SimilarityBlock"/>). Of several devices each compares its own
    /// images with all texts and its own texts with all images, and holds every gathered embedding and its gradient.
    /// </summary>
    /// <param name="embedDim">The size of an embedding.</param>
    /// <param name="captions">The number of captions of an image.</param>
    /// <param name="batch">The number of pairs on a device.</param>
    /// <param name="devices">The number of devices.</param>
    public static PartMemory Contrastive(int embedDim, int captions, double batch, int devices)
    {
        double all = batch * devices, block = Math.Min(batch, SimilarityBlock.Rows((long)all)) * all * Single;
        double gathered = devices > 1 ? 2 * (1 + captions) * all * embedDim * Single : 0;
        return new((captions * 2 * batch * embedDim * Single) + gathered, 2 * block);
    }

    private static PartMemory Vit(VisionSpec spec, int resolution, double batch, int bytes, double maskRatio, int rematerialize)
    {
        double patches = Tokens.Kept(spec, resolution, maskRatio), row = Tokens.Vision(spec, resolution, maskRatio) * (double)spec.Width;
        double pixels = patches * Channels * spec.Patch * spec.Patch;

        // A norm of all tokens keeps its input beside its output; so do the norm before the blocks and the one of a pooled token.
        double norms = (spec.PreNorm ? row : 0) + (spec.Pooling != VisionPooling.Mean ? row : 0);
        double pool = spec.Pooling == VisionPooling.Attention ? 2 * row : 0; // keys and values
        return Blocks(batch, Tokens.Vision(spec, resolution, maskRatio), spec.Width, spec.Depth, spec.Heads, spec.MlpDim, bytes, rematerialize)
            + new PartMemory(batch * (pixels + norms + pool) * bytes, 0);
    }

    private static PartMemory ConvNext(VisionSpec spec, int resolution, double batch, int bytes)
    {
        double side = resolution / 4, places = side * side;

        // The images in bfloat16; in float32 they are the batch itself. Then what the stem's norm reads.
        double kept = (bytes < Single ? Channels * (double)resolution * resolution : 0) + (places * spec.StageWidths[0]);
        double working = 0;
        for (int stage = 0; stage < spec.StageWidths.Count; stage++)
        {
            double width = spec.StageWidths[stage];
            if (stage > 0)
            {
                kept += 2 * places * spec.StageWidths[stage - 1]; // a norm's input and output
                places /= 4;
            }

            // Each block: its input, the norm's input and output, the MLP's inner vectors twice, its output before the scale.
            bool quick = spec.Activation == Activation.QuickGelu;
            kept += spec.StageDepths[stage] * places * (4 + (4 * (quick ? 3 : 2))) * width;
            working = Math.Max(working, places * (2 + (4 * (quick ? 2 : 1))) * width);
        }

        kept += places * spec.Width;
        return new(batch * kept * bytes, batch * working * bytes);
    }
}
