namespace OpenVision;

/// <content>The parts of a multimodal step.</content>
public static partial class Activations
{
    // Norms compute in float32 and keep their input so.
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
        double places = batch * tokens, row = spec.Width, queries = (double)spec.Heads * spec.HeadDim, keys = (double)spec.KeyValueHeads * spec.HeadDim, inner = spec.MlpDim;
        AttentionForm form = AttentionForms.Of((long)tokens, bytes < Single);
        double scores = batch * spec.Heads * tokens * tokens * bytes;
        double chunk = form == AttentionForm.Fused ? 0 : form == AttentionForm.Kept ? scores : Math.Max(scores / spec.Heads / Math.Max(1, batch), Math.Min(scores, ScoresAtOnce));

        // Through an MLP: the gradients of its output, of gate and up and of their product. Through attention: those of queries, keys and
        // values twice, and the scores of a few heads.
        double working = Math.Max(places * ((2 * row) + (3 * inner)) * bytes, (places * ((2 * row) + (3 * queries) + (4 * keys)) * bytes) + (2 * chunk));
        if (state == PartState.Untouched)
        {
            return new(0, working);
        }

        // Queries, keys and values, gate and up and what the non-linearity makes of it; with weights that train what each map was given.
        double maps = queries + (2 * keys) + (3 * inner) + (state == PartState.Trained ? (2 * row) + queries + inner : form == AttentionForm.Fused ? queries : 0);
        double block = (places * ((maps * bytes) + (NormsOfBlock * (row + 1) * Single))) + (form == AttentionForm.Kept ? scores : form == AttentionForm.Fused ? batch * spec.Heads * tokens * Single : 0);
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
