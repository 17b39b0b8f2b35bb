using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads the attributes around a recipe: <c>[Stage]</c>, <c>[Data]</c>, <c>[Augment]</c>, <c>[Prepare]</c>, <c>[Eval]</c>, <c>[Budget]</c>.</summary>
internal static class RecipePartsParser
{
    /// <summary>The method by which a maker of data sets is known.</summary>
    internal const string Make = nameof(Make);

    private static readonly StageAttribute StageDefaults = new("");
    private static readonly DataAttribute DataDefaults = new("");
    private static readonly AugmentAttribute AugmentDefaults = new();
    private static readonly EvalAttribute EvalDefaults = new(default, "");
    private static readonly BudgetAttribute BudgetDefaults = new();
    private static readonly PrepareAttribute<object> PrepareDefaults = new("");

    /// <summary>A stage; its resolution is the encoder's where none is given.</summary>
    public static StageSpec Stage(AttributeArguments arguments, VisionSpec vision)
    {
        return new StageSpec
        {
            Name = arguments.At(0, StageDefaults.Name),
            Resolution = TowerParser.Given(arguments.Get(nameof(StageDefaults.Resolution), 0), vision.Resolution),
            Samples = arguments.Get(nameof(StageDefaults.Samples), StageDefaults.Samples),
            BatchSize = arguments.Get(nameof(StageDefaults.BatchSize), StageDefaults.BatchSize),
            BaseLearningRate = arguments.Get(nameof(StageDefaults.BaseLearningRate), StageDefaults.BaseLearningRate),
            LearningRate = arguments.Get(nameof(StageDefaults.LearningRate), StageDefaults.LearningRate),
            WarmupSamples = arguments.Get(nameof(StageDefaults.WarmupSamples), StageDefaults.WarmupSamples),
            MicroBatch = arguments.Get(nameof(StageDefaults.MicroBatch), StageDefaults.MicroBatch),
            MaskRatio = arguments.Get(nameof(StageDefaults.MaskRatio), StageDefaults.MaskRatio),
            Mask = arguments.Get(nameof(StageDefaults.Mask), StageDefaults.Mask),
        };
    }

    /// <summary>A source of training data.</summary>
    public static DataSpec Data(AttributeArguments arguments)
    {
        return new DataSpec
        {
            Shards = new([arguments.At(0, ""), .. arguments.ListAt(1, "")]),
            WebCaption = arguments.Get(nameof(DataDefaults.WebCaption), DataDefaults.WebCaption),
            SyntheticCaption = arguments.Get(nameof(DataDefaults.SyntheticCaption), DataDefaults.SyntheticCaption),
            Vocabulary = arguments.Get(nameof(DataDefaults.Vocabulary), DataDefaults.Vocabulary),
            Pick = arguments.Get(nameof(DataDefaults.Pick), DataDefaults.Pick),
            ShuffleWindow = arguments.Get(nameof(DataDefaults.ShuffleWindow), DataDefaults.ShuffleWindow),
            Resampled = arguments.Get(nameof(DataDefaults.Resampled), DataDefaults.Resampled),
        };
    }

    /// <summary>The augmentation; the reference's where nothing is written.</summary>
    public static AugmentationSpec Augmentation(AttributeArguments arguments)
    {
        return new AugmentationSpec
        {
            MinArea = arguments.Get(nameof(AugmentDefaults.MinArea), AugmentDefaults.MinArea),
            MaxArea = arguments.Get(nameof(AugmentDefaults.MaxArea), AugmentDefaults.MaxArea),
            MinAspect = arguments.Get(nameof(AugmentDefaults.MinAspect), AugmentDefaults.MinAspect),
            ColorJitter = arguments.Get(nameof(AugmentDefaults.ColorJitter), AugmentDefaults.ColorJitter),
            JitterProbability = arguments.Get(nameof(AugmentDefaults.JitterProbability), AugmentDefaults.JitterProbability),
            GreyscaleProbability = arguments.Get(nameof(AugmentDefaults.GreyscaleProbability), AugmentDefaults.GreyscaleProbability),
        };
    }

    /// <summary>An evaluation.</summary>
    public static EvalSpec Eval(AttributeArguments arguments)
    {
        return new EvalSpec
        {
            Benchmark = arguments.At(0, EvalDefaults.Benchmark),
            Shards = arguments.At(1, EvalDefaults.Shards),
            EverySamples = arguments.Get(nameof(EvalDefaults.EverySamples), EvalDefaults.EverySamples),
            Limit = arguments.Get(nameof(EvalDefaults.Limit), EvalDefaults.Limit),
            Classes = arguments.Get(nameof(EvalDefaults.Classes), EvalDefaults.Classes),
            Templates = arguments.Get(nameof(EvalDefaults.Templates), EvalDefaults.Templates),
            Label = arguments.Get(nameof(EvalDefaults.Label), EvalDefaults.Label),
            Caption = arguments.Get(nameof(EvalDefaults.Caption), EvalDefaults.Caption),
            Truth = arguments.Get(nameof(EvalDefaults.Truth), EvalDefaults.Truth),
        };
    }

    /// <summary>What the run has.</summary>
    public static BudgetSpec Budget(AttributeArguments arguments) => new()
    {
        MemoryGiB = arguments.Get(nameof(BudgetDefaults.MemoryGiB), BudgetDefaults.MemoryGiB),
        Devices = arguments.Get(nameof(BudgetDefaults.Devices), BudgetDefaults.Devices),
        Hours = arguments.Get(nameof(BudgetDefaults.Hours), BudgetDefaults.Hours),
        PeakTflops = arguments.Get(nameof(BudgetDefaults.PeakTflops), BudgetDefaults.PeakTflops),
        Utilization = arguments.Get(nameof(BudgetDefaults.Utilization), BudgetDefaults.Utilization),
    };

    /// <summary>The data set that the recipe makes for itself.</summary>
    public static PrepareSpec Prepare(AttributeData attribute)
    {
        AttributeArguments arguments = new(attribute);
        return new PrepareSpec
        {
            Maker = TypeDeclarationParser.FullName(attribute.AttributeClass!.TypeArguments[0]).Replace("global::", ""),
            Folder = arguments.At(0, PrepareDefaults.Folder),
            Samples = arguments.Get(nameof(PrepareDefaults.Samples), PrepareDefaults.Samples),
        };
    }

    /// <summary>Checks that the class of <c>[Prepare]</c> makes data sets; the compiler itself reports one that does not exist.</summary>
    public static IEnumerable<Finding> CheckMaker(AttributeData attribute)
    {
        ITypeSymbol maker = attribute.AttributeClass!.TypeArguments[0];
        bool makes = maker.TypeKind == TypeKind.Error
            || (maker.AllInterfaces.Any(static type => type.ToDisplayString() == "OpenVision.Data.IDatasetMaker")
                && maker.GetMembers(Make).Any(static member => member is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }));
        return JointRules.Maker(maker.Name, makes);
    }
}
