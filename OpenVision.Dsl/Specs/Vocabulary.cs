namespace OpenVision;

/// <summary>The papers' letters for a size; <see cref="Custom"/> when width, depth, heads and MLP width are given instead.</summary>
public enum Variant
{
    /// <summary>No preset: every size is given by hand.</summary>
    Custom,

    /// <summary>Tiny: vision width 192, depth 12.</summary>
    Ti,

    /// <summary>Small: vision width 384, depth 12.</summary>
    S,

    /// <summary>Base: vision width 768, depth 12.</summary>
    B,

    /// <summary>Large: vision width 1024, depth 24.</summary>
    L,

    /// <summary>Shape-optimised 400M: vision width 1152, depth 27.</summary>
    So400m,

    /// <summary>Huge: vision width 1280, depth 32.</summary>
    H,

    /// <summary>ConvNeXt of stage widths 128 to 1024; as a text encoder, width 640, depth 12 of open_clip's <c>convnext_base_w</c>.</summary>
    ConvNextBase,

    /// <summary>ConvNeXt of stage widths 192 to 1536; as a text encoder, width 768, depth 16 of open_clip's <c>convnext_large_d</c>.</summary>
    ConvNextLarge,

    /// <summary>ConvNeXt of stage widths 384 to 3072; as a text encoder, width 1024, depth 24 of open_clip's <c>convnext_xxlarge</c>.</summary>
    ConvNextXXLarge,

    /// <summary>The papers' g: vision width 1408, depth 40; as a text encoder, width 1024, depth 24 of open_clip's <c>ViT-g-14</c>.</summary>
    Giant,

    /// <summary>The papers' G, open_clip's <c>ViT-bigG-14</c>: vision width 1664, depth 48; as a text encoder, width 1280, depth 32.</summary>
    Gigantic,
}

/// <summary>
/// Whose models a declaration follows: it decides what the attribute leaves open. An option set by hand replaces the family's.
/// </summary>
public enum Family
{
    /// <summary>OpenVision: fixed positions, the mean over patches, a text read both ways and pooled at its last token.</summary>
    OpenVision,

    /// <summary>OpenAI's CLIP and its successors in open_clip: learned positions, a norm before the blocks, the class token, a causal text.</summary>
    Clip,

    /// <summary>SigLIP: no class token, attention pooling, a text read both ways, projected with a bias.</summary>
    SigLip,

    /// <summary>open_clip's ConvNeXt models: a convolutional image encoder beside CLIP's text encoder.</summary>
    ConvNext,
}

/// <summary>What an image encoder is made of.</summary>
public enum Trunk
{
    /// <summary>A vision transformer over patches.</summary>
    Vit,

    /// <summary>Four stages of convolution blocks, each at half the side of the one before (ConvNeXt, arXiv 2201.03545).</summary>
    ConvNext,
}

/// <summary>The map from an image encoder's pooled vector to the joint embedding.</summary>
public enum Head
{
    /// <summary>A bias-free matrix, stored as [width, embedding].</summary>
    Matrix,

    /// <summary>A bias-free linear map, stored as [embedding, width] (timm's <c>linear</c>).</summary>
    Linear,

    /// <summary>Two linear maps, twice the embedding wide between them, with a GELU; only the first has a bias (timm's <c>mlp</c>).</summary>
    Mlp,

    /// <summary>None: the pooled vector is the embedding.</summary>
    None,
}

/// <summary>Which vocabulary a text encoder reads.</summary>
public enum Tokenization
{
    /// <summary>Lower-casing BERT WordPiece: bos, pieces, eos, padding, class token.</summary>
    WordPiece,

    /// <summary>CLIP's lower-casing byte-pair encoding: start of text, pieces, end of text, padding.</summary>
    ClipBpe,

    /// <summary>A SentencePiece unigram model, as SigLIP's: pieces, end of sentence, padding.</summary>
    SentencePiece,
}

/// <summary>The non-linearity between the two linear maps of an MLP.</summary>
public enum Activation
{
    /// <summary>Exact GELU, <c>x · Φ(x)</c>.</summary>
    Gelu,

    /// <summary>The tanh approximation of GELU.</summary>
    GeluTanh,

    /// <summary><c>x · sigmoid(1.702 x)</c>, as in the original CLIP.</summary>
    QuickGelu,
}

/// <summary>How patch tokens become one image vector.</summary>
public enum VisionPooling
{
    /// <summary>The mean over patch tokens, without the class token; the final norm comes after it.</summary>
    Mean,

    /// <summary>The class token after the final norm.</summary>
    ClassToken,

    /// <summary>A learned query that attends to the patch tokens after the final norm, and an MLP: SigLIP's head.</summary>
    Attention,
}

/// <summary>How an image encoder marks where a patch is.</summary>
public enum Positions
{
    /// <summary>Fixed two-dimensional sines and cosines, rebuilt for every resolution.</summary>
    SinCos2d,

    /// <summary>Learned, one vector a token, for one resolution; resampled for others.</summary>
    Learned,

    /// <summary>None: the tokens know where they are from convolutions, or not at all.</summary>
    None,
}

/// <summary>Which token of a text becomes the text vector.</summary>
public enum TextPooling
{
    /// <summary>The last position, where the tokenizer puts the class token.</summary>
    Last,

    /// <summary>The position of the largest id, the end-of-text token of CLIP's vocabulary.</summary>
    EndOfText,
}

/// <summary>The number format of a step's matrix products; parameters are always float32.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the processor multiplies it natively, float32 elsewhere.</summary>
    Auto,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>bfloat16 products from float32 master weights.</summary>
    BFloat16,
}

/// <summary>The number format that a moment of the optimiser is kept in; it is computed with in float32.</summary>
public enum MomentFormat
{
    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>bfloat16, rounded to the nearest: half of the memory, three digits.</summary>
    BFloat16,
}

/// <summary>How images and texts that belong together are told from those that do not.</summary>
public enum ContrastiveLossKind
{
    /// <summary>CLIP's: cross entropy over the batch in both directions, with a learned scale.</summary>
    Softmax,

    /// <summary>SigLIP's: every pair of the batch on its own, with a learned scale and bias (arXiv 2303.15343).</summary>
    Sigmoid,
}

/// <summary>What of the synthetic caption the text encoder reads.</summary>
public enum CaptionPick
{
    /// <summary>One sentence drawn at random (the reference's choice).</summary>
    Sentence,

    /// <summary>A run of consecutive sentences of random length, from one to all of them.</summary>
    Passage,

    /// <summary>The whole caption.</summary>
    Whole,
}

/// <summary>Which of an image's patches a training step leaves out.</summary>
public enum TokenMask
{
    /// <summary>Any of them (FLIP, arXiv 2212.00794).</summary>
    Random,

    /// <summary>Those of one block, as square as their number allows (CLIPA's block masking, arXiv 2305.07017).</summary>
    Block,
}

/// <summary>What an evaluation measures.</summary>
public enum Benchmark
{
    /// <summary>Top-1 and top-5 accuracy of classes named by prompts.</summary>
    ZeroShot,

    /// <summary>Recall at 1, 5 and 10, image to text and text to image.</summary>
    Retrieval,

    /// <summary>Captions decoded with an empty web caption, compared with the sample's ground truth.</summary>
    Captions,

    /// <summary>A multimodal model's answers to held-out questions, compared with the right ones; of each kind of question for itself.</summary>
    Questions,
}
