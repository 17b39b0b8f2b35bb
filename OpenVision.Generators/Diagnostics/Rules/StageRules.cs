namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on a recipe's stages and data.</summary>
internal static class StageRules
{
    /// <summary>Checks a recipe's curriculum.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        if (recipe.Stages.Count == 0)
        {
            yield return new(Descriptors.NoStage, Place.Declaring(), recipe.Name);
        }

        if (recipe.Data.Count == 0)
        {
            yield return new(Descriptors.NoData, Place.Declaring(), recipe.Name);
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            StageSpec stage = recipe.Stages[i];
            if (!names.Add(stage.Name))
            {
                yield return new(Descriptors.SameStageName, new(Part.Stage, i, "name"), stage.Name);
            }

            foreach (Finding finding in Numbers(stage, i, recipe.Vision.Resolution))
            {
                yield return finding;
            }

            if (i > 0 && stage.Resolution > 0 && stage.Resolution < recipe.Stages[i - 1].Resolution)
            {
                StageSpec before = recipe.Stages[i - 1];
                yield return new(Descriptors.ResolutionFalls, new(Part.Stage, i, nameof(stage.Resolution)),
                    before.Resolution, before.Name, stage.Resolution, stage.Name);
            }
        }
    }

    private static Finding[] Numbers(StageSpec stage, int index, int encoderResolution)
    {
        Finding[] impossible =
        [
            // A stage without a resolution has the encoder's, which is reported there.
            .. Number(stage, index, nameof(stage.Resolution), stage.Resolution,
                stage.Resolution is > 0 and <= SizeRules.Largest || stage.Resolution == encoderResolution, $"from 1 to {SizeRules.Largest}"),
            .. Number(stage, index, nameof(stage.BatchSize), stage.BatchSize, stage.BatchSize > 0, "at least 1"),
            .. Number(stage, index, nameof(stage.Samples), stage.Samples, stage.Samples >= Math.Max(1, stage.BatchSize),
                stage.BatchSize > 0 ? $"at least one batch, {stage.BatchSize}" : "at least 1"),
            .. Number(stage, index, nameof(stage.BaseLearningRate), stage.BaseLearningRate,
                stage.BaseLearningRate > 0 && !double.IsInfinity(stage.BaseLearningRate), "more than 0"),
            .. Number(stage, index, nameof(stage.WarmupSamples), stage.WarmupSamples, stage.WarmupSamples >= 0, "at least 0"),
        ];
        if (impossible.Length > 0)
        {
            return impossible;
        }

        if (stage.WarmupSamples > stage.Samples)
        {
            return [new(Descriptors.WarmupTooLong, new(Part.Stage, index, nameof(stage.WarmupSamples)), stage.WarmupSamples, stage.Samples, stage.Name)];
        }

        return stage.Samples % stage.BatchSize is > 0 and long left
            ? [new(Descriptors.SamplesLeftOver, new(Part.Stage, index, nameof(stage.Samples)),
                stage.Samples, stage.Name, stage.BatchSize, left, Suggest.Multiples(stage.BatchSize, stage.Samples))]
            : [];
    }

    private static IEnumerable<Finding> Number(StageSpec stage, int index, string name, double value, bool possible, string range)
    {
        if (!possible)
        {
            yield return new(Descriptors.StageNumber, new(Part.Stage, index, name), name, stage.Name, SizeRules.Value(value), range);
        }
    }
}
