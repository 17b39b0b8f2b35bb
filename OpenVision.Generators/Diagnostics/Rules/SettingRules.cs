namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on a recipe's single settings: each has a range of its own.</summary>
internal static class SettingRules
{
    private const string NotNegative = "at least 0";
    private const string Share = "from 0 to 1";

    /// <summary>Checks a recipe's settings.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe) =>
    [
        .. Training(recipe),
        .. Augmentation(recipe.Augmentation),
        .. recipe.Stages.SelectMany(static (stage, i) => Text(new(Part.Stage, i, "name"), "name", stage.Name, "some name")),
        .. recipe.Data.SelectMany(Data),
        .. recipe.Evals.SelectMany(Eval),
        .. recipe.Prepare is { } prepare ? Prepare(prepare) : [],
    ];

    /// <summary>Checks a multimodal recipe's settings, its stages' aside.</summary>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe) =>
    [
        .. SizeRules.Option(Place.Declaring(nameof(recipe.Precision)), recipe.Precision),
        .. Text(Place.Declaring(nameof(recipe.Tokenizer)), nameof(recipe.Tokenizer), recipe.Tokenizer, "a path to a tokenizer"),
        .. Optimizer(recipe.Optimizer),
        .. Number(Place.Declaring("CheckpointSamples"), recipe.CheckpointSamples, recipe.CheckpointSamples >= 0, NotNegative),
        .. Number(Place.Declaring("RematerializeEvery"), recipe.RematerializeEvery, recipe.RematerializeEvery >= 0, NotNegative),
        .. recipe.Evals.SelectMany(Eval),
        .. recipe.Prepare is { } prepare ? Prepare(prepare) : [],
    ];

    private static IEnumerable<Finding> Training(RecipeSpec recipe) =>
    [
        .. SizeRules.Option(Place.Declaring(nameof(recipe.Precision)), recipe.Precision),
        .. SizeRules.Option(Place.Declaring("Contrastive"), recipe.Loss.Kind),
        .. Number(Place.Declaring("ContrastiveWeight"), recipe.Loss.Contrastive, IsCount(recipe.Loss.Contrastive), NotNegative),
        .. Number(Place.Declaring("CaptionWeight"), recipe.Loss.Caption, IsCount(recipe.Loss.Caption), NotNegative),
        .. Optimizer(recipe.Optimizer),
        .. Number(Place.Declaring("CheckpointSamples"), recipe.CheckpointSamples, recipe.CheckpointSamples >= 0, NotNegative),
        .. Number(Place.Declaring("RematerializeEvery"), recipe.RematerializeEvery, recipe.RematerializeEvery >= 0, NotNegative),
    ];

    private static IEnumerable<Finding> Optimizer(OptimizerSpec spec) =>
    [
        .. Number(Place.Declaring("Beta1"), spec.Beta1, spec.Beta1 is >= 0 and < 1, "at least 0 and less than 1"),
        .. Number(Place.Declaring("Beta2"), spec.Beta2, spec.Beta2 is >= 0 and < 1, "at least 0 and less than 1"),
        .. Number(Place.Declaring("Epsilon"), spec.Epsilon, spec.Epsilon is > 0 and < 1, "more than 0 and less than 1"),
        .. Number(Place.Declaring("WeightDecay"), spec.WeightDecay, IsCount(spec.WeightDecay), NotNegative),
        .. Number(Place.Declaring("ClipNorm"), spec.ClipNorm, IsCount(spec.ClipNorm), NotNegative),
        .. Number(Place.Declaring("LayerDecay"), spec.LayerDecay, spec.LayerDecay is >= 0 and <= 1, Share),
        .. SizeRules.Option(Place.Declaring("FirstMoment"), spec.FirstMoment),
        .. Number(Place.Declaring("Average"), spec.Average, spec.Average is >= 0 and < 1, "at least 0 and less than 1"),
    ];

    private static IEnumerable<Finding> Augmentation(AugmentationSpec spec) =>
    [
        .. Number(Augment(nameof(spec.MaxArea)), spec.MaxArea, spec.MaxArea is > 0 and <= 1, "more than 0 and at most 1"),
        .. Number(Augment(nameof(spec.MinArea)), spec.MinArea, spec.MinArea > 0 && spec.MinArea <= spec.MaxArea, "more than 0 and at most MaxArea"),
        .. Number(Augment(nameof(spec.MinAspect)), spec.MinAspect, spec.MinAspect is > 0 and <= 1, "more than 0 and at most 1"),
        .. Number(Augment(nameof(spec.ColorJitter)), spec.ColorJitter, spec.ColorJitter is >= 0 and <= 1, Share),
        .. Number(Augment(nameof(spec.JitterProbability)), spec.JitterProbability, spec.JitterProbability is >= 0 and <= 1, Share),
        .. Number(Augment(nameof(spec.GreyscaleProbability)), spec.GreyscaleProbability, spec.GreyscaleProbability is >= 0 and <= 1, Share),
    ];

    private static IEnumerable<Finding> Data(DataSpec data, int index) =>
    [
        .. data.Shards.SelectMany((path, i) => Text(DataRules.Shards(index, i), "shards", path, "a path to shards")),
        .. Text(new(Part.Data, index, nameof(data.WebCaption)), nameof(data.WebCaption), data.WebCaption, "the extension of a member"),
        .. Text(new(Part.Data, index, nameof(data.Vocabulary)), nameof(data.Vocabulary), data.Vocabulary, "a path to a vocabulary"),
        .. SizeRules.Option(new(Part.Data, index, nameof(data.Pick)), data.Pick),
        .. Number(new(Part.Data, index, nameof(data.ShuffleWindow)), data.ShuffleWindow, data.ShuffleWindow >= 1, "at least 1"),
    ];

    private static IEnumerable<Finding> Eval(EvalSpec eval, int index) =>
    [
        .. SizeRules.Option(new(Part.Eval, index, "benchmark"), eval.Benchmark),
        .. Text(new(Part.Eval, index, "shards"), "shards", eval.Shards, "a path to shards"),
        .. Number(new(Part.Eval, index, nameof(eval.EverySamples)), eval.EverySamples, eval.EverySamples >= 0, NotNegative),
        .. Number(new(Part.Eval, index, nameof(eval.Limit)), eval.Limit, eval.Limit >= 0, NotNegative),
        .. eval.Benchmark == Benchmark.ZeroShot
            ? Text(new(Part.Eval, index, nameof(eval.Classes)), nameof(eval.Classes), eval.Classes, "a file with one class name a line")
            : [],
    ];

    private static IEnumerable<Finding> Prepare(PrepareSpec prepare) =>
    [
        .. Text(new(Part.Prepare, 0, "folder"), "folder", prepare.Folder, "a path to a folder"),
        .. Number(new(Part.Prepare, 0, nameof(prepare.Samples)), prepare.Samples, prepare.Samples >= 0, NotNegative),
    ];

    private static Place Augment(string argument) => new(Part.Augment, 0, argument);

    private static bool IsCount(double value) => value >= 0 && !double.IsInfinity(value);

    private static IEnumerable<Finding> Number(Place place, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.SettingOutOfRange, place, place.Arguments[0], SizeRules.Value(value), range)];

    private static IEnumerable<Finding> Text(Place place, string name, string value, string expected) =>
        string.IsNullOrWhiteSpace(value) ? [new(Descriptors.SettingOutOfRange, place, name, "empty", expected)] : [];
}
