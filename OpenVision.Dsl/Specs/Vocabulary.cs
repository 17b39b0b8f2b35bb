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
}

/// <summary>How an image encoder marks where a patch is.</summary>
public enum Positions
{
    /// <summary>Fixed two-dimensional sines and cosines, rebuilt for every resolution.</summary>
    SinCos2d,

    /// <summary>Learned, one vector a token: they belong to one resolution.</summary>
    Learned,
}

/// <summary>Which token of a text becomes the text vector.</summary>
public enum TextPooling
{
    /// <summary>The last position, where the tokenizer puts the class token.</summary>
    Last,

    /// <summary>The position of the largest id, the end-of-text token of CLIP's vocabulary.</summary>
    EndOfText,
}

/// <summary>The number format of a step's matrix products; parameters and optimiser state are always float32.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the processor multiplies it natively, float32 elsewhere.</summary>
    Auto,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>bfloat16 products from float32 master weights.</summary>
    BFloat16,
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

/// <summary>What an evaluation measures.</summary>
public enum Benchmark
{
    /// <summary>Top-1 and top-5 accuracy of classes named by prompts.</summary>
    ZeroShot,

    /// <summary>Recall at 1, 5 and 10, image to text and text to image.</summary>
    Retrieval,

    /// <summary>Captions decoded with an empty web caption, compared with the sample's ground truth.</summary>
    Captions,
}
