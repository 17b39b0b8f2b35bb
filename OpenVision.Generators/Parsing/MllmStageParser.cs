using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads the stages of a multimodal recipe, each with its conversations and its adapters.</summary>
internal sealed class MllmStageParser
{
    private static readonly MllmStageAttribute Defaults = new("");
    private static readonly ConversationsAttribute DataDefaults = new("");
    private static readonly LoraAttribute LoraDefaults = new();

    private readonly StageSources data;
    private readonly StageSources lora;

    /// <summary>Reads them.</summary>
    /// <param name="told">What is said of the recipe.</param>
    /// <param name="model">What it trains.</param>
    public MllmStageParser(RecipeAttributes told, MultimodalSpec model)
    {
        (data, lora) = (new(told.All(AttributeNames.Conversations)), new(told.All(AttributeNames.Lora)));
        Parsed<MllmStageSpec>[] stages = [.. told.Stages.Select((stage, index) => Stage(stage.Arguments, index, model))];
        Stages = new(stages.Select(static stage => stage.Spec));
        Places = new(
            [.. Stages.Select(stage => data.Of(stage.Name))],
            [.. Stages.Select(stage => stage.Lora is null ? -1 : Adapters(stage.Name, stage.Trains))]);
        Findings =
        [
            .. stages.SelectMany(static stage => stage.Findings),
            .. StageNameRules.Check(Part.Conversations, data.Names, told.StageNames),
            .. StageNameRules.Check(Part.Lora, lora.Names, told.StageNames),
            .. Stages.Any(static stage => stage.Trains.HasFlag(ModelParts.Language)) ? [] : MllmPartRules.AdaptersOfNoStage(lora.Names),
        ];
    }

    /// <summary>The stages, in the order they run.</summary>
    public EquatableArray<MllmStageSpec> Stages { get; }

    /// <summary>Where their conversations and adapters are written.</summary>
    public MllmPlaces Places { get; }

    /// <summary>What is wrong with how they are written.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    private Parsed<MllmStageSpec> Stage(AttributeArguments arguments, int index, MultimodalSpec model)
    {
        string name = arguments.At(0, Defaults.Name);
        ModelParts trains = arguments.FirstAt(1, Defaults.Trains);
        Parsed<ImagePolicySpec>? images = ImagePolicyParser.Parse(arguments, index, model.Images);
        int adapters = Adapters(name, trains);
        MllmStageSpec spec = new()
        {
            Name = name,
            Trains = trains,
            Lora = adapters < 0 ? null : Lora(lora[adapters]),
            Data = new(data.Of(name).Select(source => Conversations(data[source]))),
            Samples = arguments.Get(nameof(Defaults.Samples), Defaults.Samples),
            Epochs = arguments.Get(nameof(Defaults.Epochs), Defaults.Epochs),
            BatchSize = arguments.Get(nameof(Defaults.BatchSize), Defaults.BatchSize),
            MicroBatch = arguments.Get(nameof(Defaults.MicroBatch), Defaults.MicroBatch),
            LearningRate = arguments.Get(nameof(Defaults.LearningRate), Defaults.LearningRate),
            ConnectorLearningRate = arguments.Get(nameof(Defaults.ConnectorLearningRate), Defaults.ConnectorLearningRate),
            VisionLearningRate = arguments.Get(nameof(Defaults.VisionLearningRate), Defaults.VisionLearningRate),
            Warmup = arguments.Get(nameof(Defaults.Warmup), Defaults.Warmup),
            Template = arguments.Get(nameof(Defaults.Template), Defaults.Template),
            MaxLength = arguments.Get(nameof(Defaults.MaxLength), Defaults.MaxLength),
            Images = images?.Spec,
            GroupByLength = arguments.Get(nameof(Defaults.GroupByLength), Defaults.GroupByLength),
        };
        return new(spec, images?.Findings ?? []);
    }

    // Adapters of every stage are those of the stages that have something for them; a stage's own come before them.
    private int Adapters(string stage, ModelParts trains) => lora.Of(stage)
        .Where(index => lora.Names[index].Length > 0 || trains.HasFlag(ModelParts.Language))
        .OrderByDescending(index => lora.Names[index].Length)
        .DefaultIfEmpty(-1)
        .First();

    private static LoraSpec Lora(AttributeArguments arguments) => new()
    {
        Rank = arguments.Get(nameof(LoraDefaults.Rank), LoraDefaults.Rank),
        Alpha = arguments.Get(nameof(LoraDefaults.Alpha), LoraDefaults.Alpha),
        Dropout = arguments.Get(nameof(LoraDefaults.Dropout), LoraDefaults.Dropout),
    };

    private static ConversationSpec Conversations(AttributeArguments arguments) => new()
    {
        Path = arguments.At(0, DataDefaults.Path),
        Images = arguments.Get(nameof(DataDefaults.Images), DataDefaults.Images),
        Videos = arguments.Get(nameof(DataDefaults.Videos), DataDefaults.Videos),
        Sampling = arguments.Get(nameof(DataDefaults.Sampling), DataDefaults.Sampling),
        Weight = arguments.Get(nameof(DataDefaults.Weight), DataDefaults.Weight),
        Published = arguments.Get(nameof(DataDefaults.Published), DataDefaults.Published),
    };
}
