namespace OpenVision;

internal static partial class SpecWalk
{
    /// <summary>What a recipe is where its text says nothing else.</summary>
    public static RecipeSpec BlankRecipe => new() { Name = "", Vision = BlankVision, Text = BlankText, Stages = default, Data = default };

    private static DataSpec BlankData => new() { Shards = default };

    private static EvalSpec BlankEval => new() { Benchmark = default, Shards = "" };

    private static PrepareSpec BlankPrepare => new() { Maker = "", Folder = "" };

    /// <summary>A recipe.</summary>
    public static RecipeSpec Recipe(SpecCursor at, RecipeSpec recipe) => recipe with
    {
        Name = at.Class(recipe.Name),
        Vision = Vision(at["vision"], recipe.Vision),
        Text = Text(at["text"], recipe.Text),
        Decoder = at.Part("decoder", recipe.Decoder, BlankDecoder, Decoder),
        Stages = at.Named("stages", recipe.Stages, static stage => stage.Name, BlankStage, Stage),
        Data = at.List("data", recipe.Data, BlankData, static (all, one, data) => Data(all[one], data)),
        Augmentation = Augmentation(at["augmentation"], recipe.Augmentation),
        Images = at.Text("images", recipe.Images),
        Texts = at.Text("texts", recipe.Texts),
        Prepare = at.Part("prepare", recipe.Prepare, BlankPrepare, Prepare),
        Budget = at.Part("budget", recipe.Budget, new(), Budget),
        Loss = Loss(at["loss"], recipe.Loss),
        Optimizer = Optimizer(at["optimizer"], recipe.Optimizer),
        Evals = at.List("evals", recipe.Evals, BlankEval, static (all, one, eval) => Eval(all[one], eval)),
        Seed = at.Whole("seed", recipe.Seed),
        Precision = at.Word("precision", recipe.Precision),
        CheckpointSamples = at.Whole("checkpointSamples", recipe.CheckpointSamples),
        RematerializeEvery = at.Whole("rematerializeEvery", recipe.RematerializeEvery),
    };

    private static StageSpec BlankStage(string name) => new() { Name = name, Resolution = 0, Samples = 0, BatchSize = 0, BaseLearningRate = 0 };

    private static StageSpec Stage(SpecCursor at, StageSpec spec) => spec with
    {
        Resolution = at.Whole("resolution", spec.Resolution),
        Samples = at.Whole("samples", spec.Samples),
        BatchSize = at.Whole("batchSize", spec.BatchSize),
        BaseLearningRate = at.Real("baseLearningRate", spec.BaseLearningRate),
        LearningRate = at.Real("learningRate", spec.LearningRate),
        WarmupSamples = at.Whole("warmupSamples", spec.WarmupSamples),
        MicroBatch = at.Whole("microBatch", spec.MicroBatch),
        MaskRatio = at.Real("maskRatio", spec.MaskRatio),
        Mask = at.Word("mask", spec.Mask),
    };

    private static DataSpec Data(SpecCursor at, DataSpec spec) => spec with
    {
        Shards = at.List("shards", spec.Shards, "", static (all, one, shard) => all.Text(one, shard)),
        WebCaption = at.Text("webCaption", spec.WebCaption),
        SyntheticCaption = at.Text("syntheticCaption", spec.SyntheticCaption),
        Vocabulary = at.Text("vocabulary", spec.Vocabulary),
        Pick = at.Word("pick", spec.Pick),
        ShuffleWindow = at.Whole("shuffleWindow", spec.ShuffleWindow),
        Resampled = at.Truth("resampled", spec.Resampled),
    };

    private static AugmentationSpec Augmentation(SpecCursor at, AugmentationSpec spec) => spec with
    {
        MinArea = at.Real("minArea", spec.MinArea),
        MaxArea = at.Real("maxArea", spec.MaxArea),
        MinAspect = at.Real("minAspect", spec.MinAspect),
        ColorJitter = at.Real("colorJitter", spec.ColorJitter),
        JitterProbability = at.Real("jitterProbability", spec.JitterProbability),
        GreyscaleProbability = at.Real("greyscaleProbability", spec.GreyscaleProbability),
    };

    private static PrepareSpec Prepare(SpecCursor at, PrepareSpec spec) => spec with
    {
        Maker = at.Text("maker", spec.Maker),
        Folder = at.Text("folder", spec.Folder),
        Samples = at.Whole("samples", spec.Samples),
    };

    private static BudgetSpec Budget(SpecCursor at, BudgetSpec spec) => spec with
    {
        MemoryGiB = at.Real("memoryGiB", spec.MemoryGiB),
        Devices = at.Whole("devices", spec.Devices),
        Hours = at.Real("hours", spec.Hours),
        PeakTflops = at.Real("peakTflops", spec.PeakTflops),
        Utilization = at.Real("utilization", spec.Utilization),
    };

    private static LossSpec Loss(SpecCursor at, LossSpec spec) => spec with
    {
        Kind = at.Word("kind", spec.Kind),
        Contrastive = at.Real("contrastive", spec.Contrastive),
        Caption = at.Real("caption", spec.Caption),
    };

    private static OptimizerSpec Optimizer(SpecCursor at, OptimizerSpec spec) => spec with
    {
        Beta1 = at.Real("beta1", spec.Beta1),
        Beta2 = at.Real("beta2", spec.Beta2),
        Epsilon = at.Real("epsilon", spec.Epsilon),
        WeightDecay = at.Real("weightDecay", spec.WeightDecay),
        ClipNorm = at.Real("clipNorm", spec.ClipNorm),
        LayerDecay = at.Real("layerDecay", spec.LayerDecay),
        FirstMoment = at.Word("firstMoment", spec.FirstMoment),
        Average = at.Real("average", spec.Average),
    };

    private static EvalSpec Eval(SpecCursor at, EvalSpec spec) => spec with
    {
        Benchmark = at.Word("benchmark", spec.Benchmark),
        Shards = at.Text("shards", spec.Shards),
        EverySamples = at.Whole("everySamples", spec.EverySamples),
        Limit = at.Whole("limit", spec.Limit),
        Classes = at.Text("classes", spec.Classes),
        Templates = at.Text("templates", spec.Templates),
        Label = at.Text("label", spec.Label),
        Caption = at.Text("caption", spec.Caption),
        Truth = at.Text("truth", spec.Truth),
    };
}
