using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Diagnostics;

internal static partial class Descriptors
{
    /// <summary>The family.</summary>
    public const string Stages = "OpenVision.Stages";

    public static readonly DiagnosticDescriptor NoStage = Describe(
        "OV4001", Stages, "The recipe has no stage",
        "{0} has no stage and would train nothing; add {1}");

    public static readonly DiagnosticDescriptor WarmupTooLong = Describe(
        "OV4002", Stages, "The warm-up is longer than the stage",
        "WarmupSamples {0} is more than the Samples {1} of stage {2}; use {1} or fewer");

    public static readonly DiagnosticDescriptor ResolutionFalls = Describe(
        "OV4003", Stages, "A stage's resolution is lower than the one before",
        "Resolution falls from {0} in stage {1} to {2} in stage {3}; a curriculum goes up, so write the stages in the order of their resolutions");

    public static readonly DiagnosticDescriptor SameStageName = Describe(
        "OV4004", Stages, "Two stages have the same name",
        "Two stages are named {0}; give each its own name");

    public static readonly DiagnosticDescriptor StageNumber = Describe(
        "OV4005", Stages, "A number of a stage is missing or impossible",
        "{0} of stage {1} is {2}, but must be {3}");

    public static readonly DiagnosticDescriptor NoData = Describe(
        "OV4006", Stages, "The recipe has no data",
        "{0} has no data to train on; add [Data(\"shards/{{00000..00099}}.tar\")]");

    public static readonly DiagnosticDescriptor SamplesLeftOver = Describe(
        "OV4008", Stages, "A stage's samples do not fill its last batch",
        "Samples {0} of stage {1} is not a multiple of BatchSize {2}, so that the last {3} are not seen; use Samples {4}",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor SettingOutOfRange = Describe(
        "OV4009", Stages, "A setting of the recipe is impossible",
        "{0} is {1}, but must be {2}");

    public static readonly DiagnosticDescriptor TwoLearningRates = Describe(
        "OV4010", Stages, "A stage gives its learning rate twice",
        "Stage {0} has LearningRate {1}, and BaseLearningRate {2}, which is {3} at BatchSize {4}; remove one of them");

    public static readonly DiagnosticDescriptor WarmupTooShort = Describe(
        "OV4011", Stages, "The warm-up is shorter than a batch",
        "WarmupSamples {0} of stage {1} is less than one batch, so that nothing warms up; use {2} or more");

    public static readonly DiagnosticDescriptor LossWithoutWeight = Describe(
        "OV4012", Stages, "A loss without weight leaves a part untrained",
        "{0} is 0, so that nothing would train {1}; {2}");

    public static readonly DiagnosticDescriptor BatchOfOne = Describe(
        "OV4013", Stages, "A batch of one has nothing to contrast",
        "BatchSize {0} of stage {1} has no image and text that do not belong together, which the contrastive loss tells apart; use 2 or more");

    public static readonly DiagnosticDescriptor SettingWithoutEffect = Describe(
        "OV4014", Stages, "A setting of the recipe has no effect",
        "{0} has no effect {1}; remove it");

    public static readonly DiagnosticDescriptor IntervalTooLong = Describe(
        "OV4015", Stages, "An interval is longer than every stage",
        "{0} {1} is more than the Samples of any stage, at most {2}, so that it comes at the end of a stage only; use fewer, or remove it",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NoTextMember = Describe(
        "OV4016", Stages, "An extension can be no text's",
        "{0} \"{1}\" {2}; use \"{3}\"");

    public static readonly DiagnosticDescriptor LearningRateTooHigh = Describe(
        "OV4017", Stages, "The peak learning rate is above 1",
        "The peak learning rate of stage {0} is {1}, about what AdamW moves every weight by in one step; use less than 1",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NotHeldOut = Describe(
        "OV4018", Stages, "A shard is trained on and evaluated",
        "\"{0}\" is trained on, so that Benchmark.{1} would measure what was seen; name shards that no [Data] has",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor PathUnreadable = Describe(
        "OV4019", Stages, "A path's lists cannot be read",
        "{0}");

    public static readonly DiagnosticDescriptor NotAPipeline = Describe(
        "OV4030", Stages, "The class of [Images] or [Texts] is no data pipeline",
        "{0} makes no training {1}; implement {2} with a public Train, or name a class that does");

    public static readonly DiagnosticDescriptor SettingBesidePipeline = Describe(
        "OV4031", Stages, "A setting has no effect beside a data pipeline",
        "{0} has no effect beside {1}, which decides it alone; remove one of the two");

    public static readonly DiagnosticDescriptor TrainsNothing = Describe(
        "OV4032", Stages, "A stage trains no part of the model",
        "Stage {0} trains no part of {1}; name one or more, such as ModelParts.Connector");

    public static readonly DiagnosticDescriptor AlignmentSkipped = Describe(
        "OV4033", Stages, "The language model trains before the connector is aligned",
        "Stage {0} trains the language model while its pictures come through a connector with random weights, which damages what it knows; put a stage before it that trains ModelParts.Connector alone",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor AdaptersWithoutLanguage = Describe(
        "OV4034", Stages, "Adapters are asked for where the language model does not train",
        "[Lora] trains adapters in place of the language model's weights, and {0}; {1}");

    public static readonly DiagnosticDescriptor RateOfFrozenPart = Describe(
        "OV4035", Stages, "A learning rate is given for a part that does not train",
        "{0} {1} of stage {2} has no effect, since {3} is frozen there; remove it, or train {4}, too");

    public static readonly DiagnosticDescriptor NoConversations = Describe(
        "OV4036", Stages, "A stage has no conversations",
        "Stage {0} has no data to train on; add [Conversations(\"conversations.json\", Stage = \"{0}\")]");

    public static readonly DiagnosticDescriptor StageUnknown = Describe(
        "OV4037", Stages, "There is no stage of that name",
        "There is no stage {0}; use {1}, or leave Stage out for every stage");

    public static readonly DiagnosticDescriptor PlainBeyondAlignment = Describe(
        "OV4038", Stages, "The language model trains on captions without questions",
        "ChatTemplate.Plain of stage {0} drops questions and roles, and the language model, which trains there, would unlearn to answer; use {1}, or train the connector alone",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoConversationFile = Describe(
        "OV4039", Stages, "The file of conversations is of no known kind",
        "\"{0}\" is neither .json nor .jsonl, which hold conversations, nor .yaml, which lists such files; name one of these");

    public static readonly DiagnosticDescriptor SamplingUnreadable = Describe(
        "OV4040", Stages, "Which samples are taken cannot be read",
        "Sampling \"{0}\" {1}; use \"all\", or \"first:\", \"end:\" or \"random:\" with a number or a percentage, such as \"first:10%\"");
}
