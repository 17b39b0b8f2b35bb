namespace OpenVision;

/// <summary>The settings of a run that makes a multimodal language model, whatever it trains.</summary>
public abstract class MllmRecipeAttribute : Attribute
{
    private protected MllmRecipeAttribute()
    {
    }

    /// <summary>The file of the language model's tokenizer: <c>tokenizer.json</c>, <c>tokenizer.model</c> or a word list. Default <c>tokenizer.json</c>.</summary>
    public string Tokenizer { get; set; } = "tokenizer.json";

    /// <summary>The image encoder's weights that the run starts from. Default: random ones.</summary>
    public string VisionWeights { get; set; } = "";

    /// <summary>The language model's weights that the run starts from, a file or a folder of shards. Default: random ones.</summary>
    public string LanguageWeights { get; set; } = "";

    /// <summary>The seed of sample order and initial weights. Default 0.</summary>
    public int Seed { get; set; }

    /// <summary>The number format of the step. Default: the fastest that the processor has.</summary>
    public Precision Precision { get; set; } = Precision.Auto;

    /// <summary>AdamW's decay of the first moment. Default 0.9.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>AdamW's decay of the second moment. Default 0.999.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>What AdamW adds to the root of the second moment. Default 1e-8.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The decoupled decay of linear and convolution weights. Default 0.</summary>
    public double WeightDecay { get; set; }

    /// <summary>The largest gradient norm; larger gradients are scaled down to it. Default 0: no clipping.</summary>
    public double ClipNorm { get; set; }

    /// <summary>The number format that AdamW's first moment is kept in. Default: float32.</summary>
    public MomentFormat FirstMoment { get; set; }

    /// <summary>The number of training samples between two checkpoints. Default 0: ten in each stage, the last at its end.</summary>
    public long CheckpointSamples { get; set; }

    /// <summary>
    /// Saves memory for time: every n-th transformer block of the image encoder and the language model keeps its input alone, and is run
    /// again for its derivative. Default 0: every block keeps what its derivative needs.
    /// </summary>
    public int RematerializeEvery { get; set; }
}

/// <summary>
/// Declares a run that makes a multimodal language model, stage by stage (<see cref="MllmStageAttribute"/>), of conversations
/// (<see cref="ConversationsAttribute"/>).
/// </summary>
/// <typeparam name="TModel">The class with <see cref="MultimodalAttribute{TVision, TLanguage}"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MllmRecipeAttribute<TModel> : MllmRecipeAttribute
    where TModel : class;

/// <summary>
/// The settings of multimodal recipes that take them over with <see cref="FromAttribute{TRecipe}"/>, on a class that trains nothing by
/// itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MllmDefaultsAttribute : MllmRecipeAttribute;
