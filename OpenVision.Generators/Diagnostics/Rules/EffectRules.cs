namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on settings that leave something without effect, or have none themselves.</summary>
internal static class EffectRules
{
    private const string ContrastiveWeight = "ContrastiveWeight", CaptionWeight = "CaptionWeight";

    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="written">Whether an argument is written: a default that has no effect is nobody's mistake.</param>
    public static IEnumerable<Finding> Check(RecipeSpec recipe, Func<Place, bool> written) =>
    [
        .. Weights(recipe),
        .. Idle(recipe).Where(setting => written(setting.Place)).Select(static setting =>
            new Finding(Descriptors.SettingWithoutEffect, setting.Place, setting.Place.Arguments[0], setting.Why)
            {
                Edits = [Edit.Remove(setting.Place.Arguments[0])],
            }),
        .. Intervals(recipe),
    ];

    // The run checks it too, at its first step: a parameter without gradient stops it.
    private static IEnumerable<Finding> Weights(RecipeSpec recipe)
    {
        LossSpec defaults = new();
        if (recipe.Loss.Contrastive == 0)
        {
            yield return new(Descriptors.LossWithoutWeight, Place.Declaring(ContrastiveWeight),
                ContrastiveWeight, "the maps to the joint embedding", "use more than 0")
            {
                Edits = [Edit.Set(ContrastiveWeight, (long)defaults.Contrastive)],
            };
        }

        if (recipe.Loss.Caption == 0 && recipe.Decoder is not null)
        {
            yield return new(Descriptors.LossWithoutWeight, Place.Declaring(CaptionWeight),
                CaptionWeight, "the caption decoder", "use more than 0, or leave the decoder out")
            {
                Edits = [Edit.Set(CaptionWeight, (long)defaults.Caption)],
            };
        }
    }

    private static IEnumerable<(Place Place, string Why)> Idle(RecipeSpec recipe)
    {
        if (recipe.Decoder is null)
        {
            yield return (Place.Declaring(CaptionWeight), "without a caption decoder");
        }

        if (recipe.Augmentation.ColorJitter == 0)
        {
            yield return (new(Part.Augment, 0, nameof(AugmentationSpec.JitterProbability)), "while ColorJitter is 0");
        }

        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            if (recipe.Vision.Trunk != Trunk.Vit)
            {
                yield return (new(Part.Stage, i, nameof(StageSpec.MaskRatio)), "on a ConvNeXt, which has no tokens to leave out");
            }

            if (recipe.Stages[i].MaskRatio == 0)
            {
                yield return (new(Part.Stage, i, nameof(StageSpec.Mask)), "without a MaskRatio");
            }
        }

        for (int i = 0; i < recipe.Data.Count; i++)
        {
            if (recipe.Data[i].SyntheticCaption.Length == 0)
            {
                yield return (new(Part.Data, i, nameof(DataSpec.Pick)), "without a SyntheticCaption to pick from");
            }
        }

        for (int i = 0; i < recipe.Evals.Count; i++)
        {
            Benchmark benchmark = recipe.Evals[i].Benchmark;
            foreach (string setting in WithoutMeaning(benchmark))
            {
                yield return (new(Part.Eval, i, setting), $"on Benchmark.{benchmark}");
            }
        }
    }

    private static string[] WithoutMeaning(Benchmark benchmark) => benchmark switch
    {
        Benchmark.ZeroShot => [nameof(EvalSpec.Caption), nameof(EvalSpec.Truth)],
        Benchmark.Retrieval => [nameof(EvalSpec.Classes), nameof(EvalSpec.Templates), nameof(EvalSpec.Label), nameof(EvalSpec.Truth)],
        Benchmark.Captions => [nameof(EvalSpec.Classes), nameof(EvalSpec.Templates), nameof(EvalSpec.Label)],
        Benchmark.Questions => [nameof(EvalSpec.Classes), nameof(EvalSpec.Templates), nameof(EvalSpec.Label), nameof(EvalSpec.Caption), nameof(EvalSpec.Truth)],
        _ => [],
    };

    private static IEnumerable<Finding> Intervals(RecipeSpec recipe)
    {
        long longest = recipe.Stages.Select(static stage => stage.Samples).DefaultIfEmpty(long.MaxValue).Max();
        (Place Place, long Samples)[] intervals =
        [
            (Place.Declaring(nameof(recipe.CheckpointSamples)), recipe.CheckpointSamples),
            .. recipe.Evals.Select(static (eval, i) => (new Place(Part.Eval, i, nameof(eval.EverySamples)), eval.EverySamples)),
        ];
        return intervals.Where(interval => interval.Samples > longest).Select(interval =>
            new Finding(Descriptors.IntervalTooLong, interval.Place, interval.Place.Arguments[0], interval.Samples, longest)
            {
                Edits = [Edit.Remove(interval.Place.Arguments[0])],
            });
    }
}
