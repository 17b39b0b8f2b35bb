namespace OpenVision;

/// <content>The parts of a multimodal step.</content>
public static partial class Activations
{
    private const int NormsOfBlock = 2;

    /// <summary>A language model's blocks, and the sequence before them.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="tokens">The length of a sequence.</param>
    /// <param name="bytes">The bytes of an activation: 4, or 2 in bfloat16.</param>
    /// <param name="state">How the step stands to it: frozen weights need not what they were multiplied with, and an untouched model nothing.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Language(LanguageSpec spec, double batch, double tokens, int bytes, PartState state, int rematerialize = 0)
    {
        double places = batch * tokens, row = spec.Width, queries = (double)spec.Heads * spec.HeadDim, inner = spec.MlpDim;
        // Long rows go through libtorch's fused kernel, which skips what a token does not see.
        bool kept = AttentionForms.Of((long)tokens, bytes < Single) == AttentionForm.Kept;
        double scores = kept ? batch * spec.Heads * tokens * tokens * bytes : 0;

        // Through an MLP: the gradients of its output, of gate and up and of their product. Through attention: those of queries, keys and
        // values twice, keys and values for every query head, and those of a few heads' scores.
        double working = Math.Max(places * ((2 * row) + (3 * inner)) * bytes, (places * ((2 * row) + (6 * queries)) * bytes) + Math.Min(scores, ScoresAtOnce));
        if (state == PartState.Untouched)
        {
            return new(0, working);
        }

        // Norms' inputs, queries, keys and values for every query head, gate and up; with weights that train what each map was given.
        double maps = (NormsOfBlock * row) + (3 * queries) + (2 * inner) + (state == PartState.Trained ? (2 * row) + queries + inner : kept ? 0 : queries);
        double block = (places * maps * bytes) + (kept ? scores : batch * spec.Heads * tokens * Single);
        int again = rematerialize > 0 ? (spec.Depth + rematerialize - 1) / rematerialize : 0;
        return new(((spec.Depth - again) * block) + ((again + 2) * places * row * bytes), working + (again > 0 ? block : 0));
    }

    /// <summary>
    /// A language model's loss, every place of the sequences learnt: the gradients of the hidden states and, where the head trains, its
    /// own in float32 are kept from the forward pass, which computes them from a few rows' logits at a time.
    /// </summary>
    /// <param name="spec">The language model.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="tokens">The length of a sequence.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="trains">Whether the head trains.</param>
    public static PartMemory LanguageLoss(LanguageSpec spec, double batch, double tokens, int bytes, bool trains)
    {
        double rows = batch * tokens, head = trains ? (double)spec.Vocabulary * spec.Width : 0;
        double logits = Math.Min(rows, CaptionChunk.Rows(spec.Vocabulary, bytes)) * spec.Vocabulary;
        return new((rows * spec.Width * bytes) + (head * Single), (rows * spec.Width * bytes) + ((logits + (bytes < Single ? head : 0)) * bytes));
    }

    /// <summary>An image encoder up to the block that a connector reads.</summary>
    /// <param name="vision">The image encoder.</param>
    /// <param name="featureLayer">The block, counted from the end: -1 is the last.</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="trains">Whether it trains; otherwise nothing is kept.</param>
    /// <param name="rematerialize">Every how many blocks one keeps its input alone; 0 for none.</param>
    public static PartMemory Features(VisionSpec vision, int featureLayer, double tiles, int bytes, bool trains, int rematerialize = 0)
    {
        VisionSpec read = vision.Trunk == Trunk.ConvNext ? vision : vision with { Depth = vision.Depth + 1 + featureLayer, Pooling = VisionPooling.Mean };
        PartMemory training = Vision(read, vision.Resolution, tiles, bytes, rematerialize: rematerialize);
        return trains ? training : new(0, Vision(read, vision.Resolution, Math.Min(tiles, TilesAtOnce), bytes).Working);
    }

    /// <summary>The connector: what it reads, and of each further map the sums before and behind the non-linearity.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="bytes">The bytes of an activation.</param>
    /// <param name="state">How the step stands to it.</param>
    public static PartMemory Connector(MultimodalSpec spec, double tiles, int bytes, PartState state)
    {
        double places = tiles * spec.TileTokens, width = spec.Language.Width, inner = 2 * (spec.ConnectorLayers - 1) * width;
        double kept = state == PartState.Untouched ? 0 : places * (spec.Vision.Width + inner + width) * bytes;
        return new(kept, 2 * places * width * bytes);
    }

    // As many as a frozen encoder is given together.
    private const int TilesAtOnce = 32;
}
