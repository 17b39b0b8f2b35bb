namespace OpenVision.Training;

/// <summary>What the command line changed of a recipe; a checkpoint keeps it, so that a resumed run need not repeat it.</summary>
/// <param name="Data">Shards in place of the recipe's; none keeps the recipe's.</param>
/// <param name="BatchSize">The batch size in place of the stages'.</param>
/// <param name="Precision">The number format: once decided, always the same.</param>
/// <param name="Seed">The seed in place of the recipe's.</param>
internal sealed record RunChoices(IReadOnlyList<string> Data, int? BatchSize, Precision? Precision, int? Seed)
{
    /// <summary>What the command line says now; what it leaves open is as it was.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="saved">What the run was started with, if it goes on.</param>
    public static RunChoices Of(TrainOptions options, RunChoices? saved) => new(
        options.Data.Count > 0 ? options.Data : saved?.Data ?? [],
        options.BatchSize ?? saved?.BatchSize,
        options.Precision ?? saved?.Precision,
        options.Seed ?? saved?.Seed);

    /// <summary>The recipe with these changes. <see cref="Data"/> is read as the recipe's first source.</summary>
    /// <param name="recipe">The recipe.</param>
    public RecipeSpec Apply(RecipeSpec recipe) => recipe with
    {
        Seed = Seed ?? recipe.Seed,
        Precision = Precision ?? recipe.Precision,
        Stages = BatchSize is { } size ? new(recipe.Stages.Select(stage => stage with { BatchSize = size })) : recipe.Stages,
        Data = Data.Count > 0 ? new([recipe.Data[0] with { Shards = new(Data) }]) : recipe.Data,
    };

    /// <summary>The multimodal recipe with these changes; <see cref="Data"/> is not among them.</summary>
    /// <param name="recipe">The recipe.</param>
    public MllmRecipeSpec Apply(MllmRecipeSpec recipe) => recipe with
    {
        Seed = Seed ?? recipe.Seed,
        Precision = Precision ?? recipe.Precision,
        Stages = BatchSize is { } size ? new(recipe.Stages.Select(stage => stage with { BatchSize = size })) : recipe.Stages,
    };
}
