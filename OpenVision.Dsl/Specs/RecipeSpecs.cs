namespace OpenVision;

/// <summary>One stage of a curriculum: a resolution, a number of samples and the learning rate for them.</summary>
public sealed record StageSpec
{
    /// <summary>The stage's name, unique in its recipe.</summary>
    public required string Name { get; init; }

    /// <summary>The side of the training images in pixels.</summary>
    public required int Resolution { get; init; }

    /// <summary>The number of image-text pairs seen.</summary>
    public required long Samples { get; init; }

    /// <summary>The number of pairs of one optimiser update.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The peak learning rate for a batch of 256; the rate used is this × <see cref="BatchSize"/> / 256. 0 where <see cref="LearningRate"/> is given.</summary>
    public double BaseLearningRate { get; init; }

    /// <summary>The peak learning rate itself, whatever the batch; 0 where <see cref="BaseLearningRate"/> is given.</summary>
    public double LearningRate { get; init; }

    /// <summary>The number of pairs over which the learning rate rises linearly from 0. Default 0.</summary>
    public long WarmupSamples { get; init; }

    /// <summary>
    /// The number of pairs whose activations are held at a time; the gradients stay those of the whole batch (GradCache, arXiv
    /// 2101.06983), for which both encoders run forward twice. Default 0: the whole batch.
    /// </summary>
    public int MicroBatch { get; init; }

    /// <summary>The share of an image's patches that a training step leaves out, from 0 to 0.9; evaluations see all. Default 0.</summary>
    public double MaskRatio { get; init; }

    /// <summary>Which patches are left out. Default: any of them.</summary>
    public TokenMask Mask { get; init; }
}

/// <summary>AdamW's settings. Defaults: the reference's (openvision.md, section 7).</summary>
public sealed record OptimizerSpec
{
    /// <summary>The decay of the first moment. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the second moment. Default 0.95.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Added to the root of the second moment. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The decoupled decay of linear and convolution weights. Default 0.2.</summary>
    public double WeightDecay { get; init; } = 0.2;

    /// <summary>The largest gradient norm; larger gradients are scaled down to it. Default 0: no clipping.</summary>
    public double ClipNorm { get; init; }

    /// <summary>
    /// What the learning rate of a layer is of the next one's, in each tower by its own depth: 1 for heads, this to the power of
    /// depth - i for block i, of depth + 1 for embeddings. Default 0: the same rate for all, as with 1.
    /// </summary>
    public double LayerDecay { get; init; }

    /// <summary>The number format that the first moment is kept in. Default: float32.</summary>
    public MomentFormat FirstMoment { get; init; }

    /// <summary>
    /// The decay of the exponential moving average of the parameters, which evaluations and the final weights then are; in update n
    /// of a stage at most (1 + n) / (10 + n), so that it is an average from the start. Default 0: none.
    /// </summary>
    public double Average { get; init; }
}

/// <summary>The weights of the loss's parts. Defaults: the reference's (openvision.md, section 5).</summary>
public sealed record LossSpec
{
    /// <summary>The contrastive loss. Default: CLIP's softmax.</summary>
    public ContrastiveLossKind Kind { get; init; }

    /// <summary>The weight of the contrastive loss. Default 1.</summary>
    public double Contrastive { get; init; } = 1;

    /// <summary>The weight of the caption loss. Default 2.</summary>
    public double Caption { get; init; } = 2;
}

/// <summary>What happens to a training image. Defaults: the reference's (openvision.md, section 6).</summary>
public sealed record AugmentationSpec
{
    /// <summary>The smallest share of the image's area that a random crop keeps. Default 0.4.</summary>
    public double MinArea { get; init; } = 0.4;

    /// <summary>The largest share of the image's area that a random crop keeps. Default 1.</summary>
    public double MaxArea { get; init; } = 1;

    /// <summary>The smallest width:height of a random crop; the largest is its inverse. Default 3/4.</summary>
    public double MinAspect { get; init; } = 0.75;

    /// <summary>The strength of the colour jitter. Default 0.4; 0 turns it off.</summary>
    public double ColorJitter { get; init; } = 0.4;

    /// <summary>The share of images whose colours are jittered. Default 0.8.</summary>
    public double JitterProbability { get; init; } = 0.8;

    /// <summary>The share of images turned grey. Default 0.2.</summary>
    public double GreyscaleProbability { get; init; } = 0.2;
}

/// <summary>One source of image-text pairs: webdataset shards and the members to read from them.</summary>
public sealed record DataSpec
{
    /// <summary>Paths with brace lists, such as <c>shards/{00000..00099}.tar</c>.</summary>
    public required EquatableArray<string> Shards { get; init; }

    /// <summary>The extension of the web caption's member. Default <c>txt</c>.</summary>
    public string WebCaption { get; init; } = "txt";

    /// <summary>The extension of the synthetic caption's member; empty where there is none. Default <c>llava_caption</c>.</summary>
    public string SyntheticCaption { get; init; } = "llava_caption";

    /// <summary>The vocabulary: WordPiece pieces, one a line; CLIP's merges; or a SentencePiece model.</summary>
    public string Vocabulary { get; init; } = "vocab.txt";

    /// <summary>What of the synthetic caption the text encoder reads. Default: one sentence.</summary>
    public CaptionPick Pick { get; init; } = CaptionPick.Sentence;

    /// <summary>How many samples are shuffled among each other. Default 4096.</summary>
    public int ShuffleWindow { get; init; } = 4096;

    /// <summary>Whether shards are drawn with replacement instead of once an epoch. Default: once.</summary>
    public bool Resampled { get; init; }
}

/// <summary>One evaluation during and after training.</summary>
public sealed record EvalSpec
{
    /// <summary>What is measured.</summary>
    public required Benchmark Benchmark { get; init; }

    /// <summary>The held-out shards: a path, as one of <see cref="DataSpec.Shards"/>.</summary>
    public required string Shards { get; init; }

    /// <summary>The number of training samples between two runs; 0 runs it only at the end of each stage.</summary>
    public long EverySamples { get; init; }

    /// <summary>The most samples read; 0 reads all.</summary>
    public int Limit { get; init; }

    /// <summary>Zero-shot: a file with one class name a line.</summary>
    public string Classes { get; init; } = "";

    /// <summary>Zero-shot: a file with one prompt template a line, <c>{}</c> standing for the class.</summary>
    public string Templates { get; init; } = "";

    /// <summary>Zero-shot: the extension of the member that holds the class's number. Default <c>cls</c>.</summary>
    public string Label { get; init; } = "cls";

    /// <summary>Retrieval and captions: the extension of the member that holds the text. Default <c>llava_caption</c>.</summary>
    public string Caption { get; init; } = "llava_caption";

    /// <summary>
    /// Captions: the extension of the JSON member whose <c>phrases</c> list what a caption should name; empty compares whole
    /// captions only. Default <c>json</c>.
    /// </summary>
    public string Truth { get; init; } = "json";
}

/// <summary>A data set that a recipe makes by itself before its first step.</summary>
public sealed record PrepareSpec
{
    /// <summary>The type that makes it, as C# writes it.</summary>
    public required string Maker { get; init; }

    /// <summary>The folder it is made in.</summary>
    public required string Folder { get; init; }

    /// <summary>The number of training samples to make; 0 leaves it to the maker.</summary>
    public int Samples { get; init; }
}

/// <summary>A whole training run as data: what is trained, on what, how long, and how it is measured.</summary>
public sealed record RecipeSpec
{
    /// <summary>The class that declares the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>The image encoder.</summary>
    public required VisionSpec Vision { get; init; }

    /// <summary>The text encoder.</summary>
    public required TextSpec Text { get; init; }

    /// <summary>The caption decoder, if the recipe has one.</summary>
    public DecoderSpec? Decoder { get; init; }

    /// <summary>The seed of everything random. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The number format of the step. Default: the fastest that the processor has.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>The weights of the loss's parts.</summary>
    public LossSpec Loss { get; init; } = new();

    /// <summary>AdamW's settings.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>What happens to a training image.</summary>
    public AugmentationSpec Augmentation { get; init; } = new();

    /// <summary>The type that makes training images in place of <see cref="Augmentation"/>, as C# writes it; empty where none does.</summary>
    public string Images { get; init; } = "";

    /// <summary>The type that picks training texts in place of <see cref="DataSpec.Pick"/>, as C# writes it; empty where none does.</summary>
    public string Texts { get; init; } = "";

    /// <summary>The stages, in the order they run.</summary>
    public required EquatableArray<StageSpec> Stages { get; init; }

    /// <summary>The training data; sources are mixed in proportion to their number of shards.</summary>
    public required EquatableArray<DataSpec> Data { get; init; }

    /// <summary>The number of captions of an image that the text encoder reads: 1 where no source has a synthetic caption, and nothing picks another text; else 2.</summary>
    public int Captions => Data.Count > 0 && Texts.Length == 0 && Data.All(static source => source.SyntheticCaption.Length == 0) ? 1 : 2;

    /// <summary>The evaluations.</summary>
    public EquatableArray<EvalSpec> Evals { get; init; }

    /// <summary>The data set that the recipe makes for itself, if any.</summary>
    public PrepareSpec? Prepare { get; init; }

    /// <summary>What the run has, if the recipe declares it.</summary>
    public BudgetSpec? Budget { get; init; }

    /// <summary>The number of training samples between two checkpoints; 0 writes ten in each stage, the last at its end. Default 0.</summary>
    public long CheckpointSamples { get; init; }

    /// <summary>Every how many transformer blocks one keeps its input alone and is run again for its derivative; 0 for none. Default 0.</summary>
    public int RematerializeEvery { get; init; }
}
