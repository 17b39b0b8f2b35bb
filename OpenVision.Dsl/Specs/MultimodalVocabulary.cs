namespace OpenVision;

/// <summary>Whose published layout a language model has.</summary>
public enum LanguageFamily
{
    /// <summary><c>llama</c>: Llama, Vicuna, SmolLM.</summary>
    Llama,

    /// <summary><c>qwen2</c>: biases on queries, keys and values.</summary>
    Qwen2,
}

/// <summary>A published size of language model; <see cref="Custom"/> when sizes are given instead.</summary>
public enum LanguageModelSize
{
    /// <summary>No preset: every size is given by hand.</summary>
    Custom,

    /// <summary>SmolLM-135M: width 576, depth 30.</summary>
    SmolLm135M,

    /// <summary>Qwen2-0.5B: width 896, depth 24.</summary>
    Qwen2Half,

    /// <summary>Qwen2-7B: width 3584, depth 28.</summary>
    Qwen2Seven,

    /// <summary>Vicuna-7B v1.5: width 4096, depth 32.</summary>
    Vicuna7B,

    /// <summary>Llama-3-8B: width 4096, depth 32, 8 key heads.</summary>
    Llama3Eight,
}

/// <summary>The parts of a multimodal model.</summary>
[Flags]
public enum ModelParts
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>The image encoder.</summary>
    Vision = 1,

    /// <summary>The connector.</summary>
    Connector = 2,

    /// <summary>The language model, and with it the newline vector.</summary>
    Language = 4,

    /// <summary>Every part.</summary>
    All = Vision | Connector | Language,
}

/// <summary>How a picture is fitted to the encoder's tile (multimodal.md, sections 2.1 and 2.2).</summary>
public enum ImageAspect
{
    /// <summary>Padded to a square with the encoder's mean colour, then prepared as by the encoder.</summary>
    Pad,

    /// <summary>As the encoder prepares it: the ends of a long picture may be cut off.</summary>
    Plain,

    /// <summary>Laid on the grid of tiles that keeps most of it.</summary>
    AnyRes,
}

/// <summary>How the tokens of a picture's tiles are joined.</summary>
public enum TileMerge
{
    /// <summary>Tile after tile.</summary>
    Flat,

    /// <summary>As one grid, read row by row across tiles.</summary>
    Spatial,

    /// <summary>As one grid without the padding's rows or columns, a newline after each row; a picture of one tile has one at its end.</summary>
    SpatialUnpad,

    /// <summary>As one grid, the largest of each 2 × 2 tokens.</summary>
    SpatialMaxPool,
}

/// <summary>Whose rule chooses between equally good grids.</summary>
public enum TileRule
{
    /// <summary>LLaVA-NeXT's code: the earlier grid; products are cut to whole numbers as they are.</summary>
    Original,

    /// <summary>The Hugging Face port: grids are read as height × width; products are rounded to 7 decimals before they are cut.</summary>
    HuggingFace,
}

/// <summary>How a frame's grid of tokens is made smaller.</summary>
public enum TokenPooling
{
    /// <summary>Bilinear, to ⌈side / stride⌉.</summary>
    Bilinear,

    /// <summary>The mean of stride × stride tokens, to ⌊side / stride⌋.</summary>
    Average,

    /// <summary>The largest of stride × stride tokens, to ⌊side / stride⌋.</summary>
    Max,
}

/// <summary>Where newlines stand among a video's tokens.</summary>
public enum NewlinePlace
{
    /// <summary>One after the whole video.</summary>
    Video,

    /// <summary>One after each frame.</summary>
    Frame,

    /// <summary>One after each row of each frame.</summary>
    Row,

    /// <summary>None.</summary>
    None,
}

/// <summary>The form of a conversation (multimodal.md, section 3).</summary>
public enum ChatTemplate
{
    /// <summary>LLaVA's first stage: the picture and its caption, without roles.</summary>
    Plain,

    /// <summary>Vicuna's: <c>USER:</c> and <c>ASSISTANT:</c>.</summary>
    VicunaV1,

    /// <summary>Llama 3's headers; labels as LLaVA-NeXT's code has them.</summary>
    Llama3,

    /// <summary>Llama 3's headers; labels as Open-LLaVA-NeXT's code has them: answers and their ends alone.</summary>
    Llama3Answers,

    /// <summary>ChatML with Qwen 1.5's and 2's system text; labels as LLaVA-NeXT's code has them.</summary>
    Qwen,

    /// <summary>ChatML without a system turn, SmolLM's own form; labels are answers and their ends.</summary>
    ChatMl,
}
