namespace OpenVision;

/// <summary>The settings of a training recipe, whatever it trains.</summary>
public abstract class TrainRecipeAttribute : Attribute
{
    private protected TrainRecipeAttribute()
    {
    }

    /// <summary>The seed of sample order, augmentation and initial weights. Default 0.</summary>
    public int Seed { get; set; }

    /// <summary>The number format of the step. Default: the fastest that the processor has.</summary>
    public Precision Precision { get; set; } = Precision.Auto;

    /// <summary>The contrastive loss. Default: CLIP's softmax.</summary>
    public ContrastiveLossKind Contrastive { get; set; }

    /// <summary>The weight of the contrastive loss. Default 1.</summary>
    public double ContrastiveWeight { get; set; } = 1;

    /// <summary>The weight of the caption loss. Default 2.</summary>
    public double CaptionWeight { get; set; } = 2;

    /// <summary>AdamW's decay of the first moment. Default 0.9.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>AdamW's decay of the second moment. Default 0.95.</summary>
    public double Beta2 { get; set; } = 0.95;

    /// <summary>What AdamW adds to the root of the second moment. Default 1e-8.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The decoupled decay of linear and convolution weights. Default 0.2.</summary>
    public double WeightDecay { get; set; } = 0.2;

    /// <summary>The largest gradient norm; larger gradients are scaled down to it. Default 0: no clipping.</summary>
    public double ClipNorm { get; set; }

    /// <summary>
    /// What the learning rate of a layer is of the next one's, for fine-tuning: in each tower by its own depth, heads have the whole
    /// rate and embeddings the lowest. 0.75 is usual. Default 0: the same rate for all.
    /// </summary>
    public double LayerDecay { get; set; }

    /// <summary>The number format that AdamW's first moment is kept in. Default: float32.</summary>
    public MomentFormat FirstMoment { get; set; }

    /// <summary>
    /// The decay of an exponential moving average of the parameters, which evaluations and the final weights then are; checkpoints
    /// hold both. 0.9999 averages over some ten thousand updates. Default 0: none, and the parameters themselves.
    /// </summary>
    public double Average { get; set; }

    /// <summary>The number of training samples between two checkpoints. Default 0: ten in each stage, the last at its end.</summary>
    public long CheckpointSamples { get; set; }

    /// <summary>
    /// Saves memory for time: every n-th transformer block of each tower keeps its input alone, and is run again for its derivative. 1 is
    /// every block. Gradients are the same to the last bit. Default 0: every block keeps what its derivative needs.
    /// </summary>
    public int RematerializeEvery { get; set; }
}

/// <summary>Declares a run that trains an image and a text encoder, with a preset caption decoder where one is named.</summary>
/// <typeparam name="TVision">The class with <see cref="VisionModelAttribute"/>.</typeparam>
/// <typeparam name="TText">The class with <see cref="TextModelAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TrainRecipeAttribute<TVision, TText> : TrainRecipeAttribute
    where TVision : class
    where TText : class
{
    /// <summary>The preset of the caption decoder. Default: no decoder, and no caption loss.</summary>
    public Variant Decoder { get; set; }
}

/// <summary>Declares a run that trains an image encoder, a text encoder and a caption decoder of its own class.</summary>
/// <typeparam name="TVision">The class with <see cref="VisionModelAttribute"/>.</typeparam>
/// <typeparam name="TText">The class with <see cref="TextModelAttribute"/>.</typeparam>
/// <typeparam name="TDecoder">The class with <see cref="CaptionDecoderAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TrainRecipeAttribute<TVision, TText, TDecoder> : TrainRecipeAttribute
    where TVision : class
    where TText : class
    where TDecoder : class;
