namespace OpenVision;

/// <summary>A run that makes a multimodal language model of an image encoder and a language model, stage by stage.</summary>
public sealed record MllmRecipeSpec
{
    /// <summary>The class that declares the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>What is trained.</summary>
    public required MultimodalSpec Model { get; init; }

    /// <summary>The seed of sample order and initial weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The number format of the step. Default: the fastest that the processor has.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>AdamW's settings. Default: LLaVA's, betas 0.9 and 0.999, no decay (multimodal.md, section 4).</summary>
    public OptimizerSpec Optimizer { get; init; } = new() { Beta2 = 0.999, WeightDecay = 0 };

    /// <summary>The stages, in the order they run.</summary>
    public required EquatableArray<MllmStageSpec> Stages { get; init; }

    /// <summary>The file of the language model's tokenizer: <c>tokenizer.json</c>, <c>tokenizer.model</c> or a word list.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>The image encoder's weights that the run starts from; empty for random ones.</summary>
    public string VisionWeights { get; init; } = "";

    /// <summary>The language model's weights that the run starts from, a file or a folder of shards; empty for random ones.</summary>
    public string LanguageWeights { get; init; } = "";

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

    /// <summary>The model as a stage trains it: its pictures are fitted as the stage says.</summary>
    /// <param name="stage">The stage.</param>
    public MultimodalSpec ModelOf(MllmStageSpec stage) => stage.Images is { } images ? Model with { Images = images } : Model;
}

/// <summary>One stage of a multimodal run: what trains, on what.</summary>
public sealed record MllmStageSpec
{
    /// <summary>The stage's name, unique in its recipe.</summary>
    public required string Name { get; init; }

    /// <summary>The parts that train; all others are frozen.</summary>
    public required ModelParts Trains { get; init; }

    /// <summary>Low-rank adapters on the language model's linear maps, which train in place of its weights; none without.</summary>
    public LoraSpec? Lora { get; init; }

    /// <summary>The conversations.</summary>
    public required EquatableArray<ConversationSpec> Data { get; init; }

    /// <summary>The number of samples seen; 0 is what <see cref="Epochs"/> passes over the data have. Default 0.</summary>
    public long Samples { get; init; }

    /// <summary>The number of passes over the data. Default 1.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>The number of samples of one optimiser update.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The number of samples whose activations are held at a time; 0 for the whole batch. Default 0.</summary>
    public int MicroBatch { get; init; }

    /// <summary>The peak learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The connector's peak learning rate; 0 for <see cref="LearningRate"/>. Default 0.</summary>
    public double ConnectorLearningRate { get; init; }

    /// <summary>The image encoder's peak learning rate; 0 for <see cref="LearningRate"/>. Default 0.</summary>
    public double VisionLearningRate { get; init; }

    /// <summary>The share of the stage over which learning rates rise from 0; then they fall to 0 along a cosine. Default 0.03.</summary>
    public double Warmup { get; init; } = 0.03;

    /// <summary>The form of a conversation.</summary>
    public required ChatTemplate Template { get; init; }

    /// <summary>The most tokens of a sample, pictures included.</summary>
    public required int MaxLength { get; init; }

    /// <summary>How pictures are fitted in this stage. Default: as the model says.</summary>
    public ImagePolicySpec? Images { get; init; }

    /// <summary>Whether samples of like length, and of a kind (with and without pictures), are batched together. Default: no.</summary>
    public bool GroupByLength { get; init; }
}

/// <summary>Low-rank adapters (arXiv 2106.09685): W x + (alpha / rank) B A x, A from a normal distribution, B from 0.</summary>
public sealed record LoraSpec
{
    /// <summary>The rank of the product. Default 128.</summary>
    public int Rank { get; init; } = 128;

    /// <summary>What the product is scaled by, times the rank. Default 256.</summary>
    public double Alpha { get; init; } = 256;

    /// <summary>The share of an adapter's inputs that a training step sets to 0. Default 0.05.</summary>
    public double Dropout { get; init; } = 0.05;
}

/// <summary>One source of conversations.</summary>
public sealed record ConversationSpec
{
    /// <summary>The files of conversations: <c>.json</c>, <c>.jsonl</c>, or a <c>.yaml</c> mixture of them; <c>{a,b}</c> lists alternatives.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that pictures are named in. Default: the file's own.</summary>
    public string Images { get; init; } = "";

    /// <summary>The folder that videos are named in. Default: the file's own.</summary>
    public string Videos { get; init; } = "";

    /// <summary>Which samples are taken: <c>all</c>, <c>first:N</c>, <c>end:N</c> or <c>random:N</c>, N a number or a percentage. Default: all.</summary>
    public string Sampling { get; init; } = "all";

    /// <summary>How often each is seen in a pass. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The published number of samples, which plans and prices a run whose files are not at hand; 0 where it is not known. Default 0.</summary>
    public long Published { get; init; }
}
