namespace OpenVision;

internal static partial class SpecWalk
{
    /// <summary>What a multimodal recipe is where its text says nothing else.</summary>
    public static MllmRecipeSpec BlankMllm => new() { Name = "", Model = BlankMultimodal, Stages = default, Tokenizer = "" };

    private static ConversationSpec BlankConversations => new() { Path = "" };

    /// <summary>A multimodal recipe; its model's settings stand where the model's own text has them.</summary>
    public static MllmRecipeSpec Mllm(SpecCursor at, MllmRecipeSpec recipe) => recipe with
    {
        Name = at.Class(recipe.Name),
        Model = Parts(at, recipe.Model with { Name = at["model"].Class(recipe.Model.Name) }),
        Stages = at.Named("stages", recipe.Stages, static stage => stage.Name, BlankMllmStage, MllmStage),
        Tokenizer = at.Text("tokenizer", recipe.Tokenizer),
        VisionWeights = at["weights"].Text("vision", recipe.VisionWeights),
        LanguageWeights = at["weights"].Text("language", recipe.LanguageWeights),
        Prepare = at.Part("prepare", recipe.Prepare, BlankPrepare, Prepare),
        Budget = at.Part("budget", recipe.Budget, new(), Budget),
        Optimizer = Optimizer(at["optimizer"], recipe.Optimizer),
        Evals = at.List("evals", recipe.Evals, BlankEval, static (all, one, eval) => Eval(all[one], eval)),
        Seed = at.Whole("seed", recipe.Seed),
        Precision = at.Word("precision", recipe.Precision),
        CheckpointSamples = at.Whole("checkpointSamples", recipe.CheckpointSamples),
        RematerializeEvery = at.Whole("rematerializeEvery", recipe.RematerializeEvery),
    };

    private static MllmStageSpec BlankMllmStage(string name) => new()
    {
        Name = name,
        Trains = default,
        Data = default,
        BatchSize = 0,
        LearningRate = 0,
        Template = default,
        MaxLength = 0,
    };

    private static MllmStageSpec MllmStage(SpecCursor at, MllmStageSpec spec) => spec with
    {
        Trains = at.Word("trains", spec.Trains),
        Lora = at.Part("lora", spec.Lora, new(), Lora),
        Data = at.List("data", spec.Data, BlankConversations, static (all, one, data) => Conversations(all[one], data)),
        Samples = at.Whole("samples", spec.Samples),
        Epochs = at.Real("epochs", spec.Epochs),
        BatchSize = at.Whole("batchSize", spec.BatchSize),
        MicroBatch = at.Whole("microBatch", spec.MicroBatch),
        LearningRate = at.Real("learningRate", spec.LearningRate),
        ConnectorLearningRate = at.Real("connectorLearningRate", spec.ConnectorLearningRate),
        VisionLearningRate = at.Real("visionLearningRate", spec.VisionLearningRate),
        Warmup = at.Real("warmup", spec.Warmup),
        Template = at.Word("template", spec.Template),
        MaxLength = at.Whole("maxLength", spec.MaxLength),
        Images = at.Part("pictures", spec.Images, new(), Pictures),
        GroupByLength = at.Truth("groupByLength", spec.GroupByLength),
    };

    private static LoraSpec Lora(SpecCursor at, LoraSpec spec) => spec with
    {
        Rank = at.Whole("rank", spec.Rank),
        Alpha = at.Real("alpha", spec.Alpha),
        Dropout = at.Real("dropout", spec.Dropout),
    };

    private static ConversationSpec Conversations(SpecCursor at, ConversationSpec spec) => spec with
    {
        Path = at.Text("path", spec.Path),
        Images = at.Text("images", spec.Images),
        Videos = at.Text("videos", spec.Videos),
        Sampling = at.Text("sampling", spec.Sampling),
        Weight = at.Real("weight", spec.Weight),
        Published = at.Whole("published", spec.Published),
    };
}
