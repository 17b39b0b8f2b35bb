using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on a recipe's stages and data.</summary>
internal static class StageRules
{
    // Beyond, an image says too little of what its caption does (FLIP's furthest is 0.75).
    private const double LargestMaskRatio = 0.9;

    /// <summary>Checks a recipe's curriculum.</summary>
    public static IEnumerable<Finding> Check(RecipeSpec recipe)
    {
        if (recipe.Stages.Count == 0)
        {
            yield return new(Descriptors.NoStage, Place.Declaring(), recipe.Name, "[Stage(\"pretrain\", Samples = …, BatchSize = …, BaseLearningRate = …)]")
            {
                Edits = [Edit.AddAttribute("Stage", "(\"pretrain\", Samples = 1_024_000, BatchSize = 1_024, BaseLearningRate = 1e-3, WarmupSamples = 51_200)")],
            };
        }

        if (recipe.Data.Count == 0)
        {
            yield return new(Descriptors.NoData, Place.Declaring(), recipe.Name)
            {
                Edits = [Edit.AddAttribute("Data", "(\"shards/{00000..00099}.tar\")")],
            };
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            StageSpec stage = recipe.Stages[i];
            if (!names.Add(stage.Name))
            {
                yield return new(Descriptors.SameStageName, new(Part.Stage, i, "name"), stage.Name)
                {
                    Edits = [Edit.Set("name", Literals.Code(FreeName(recipe, stage.Name)))],
                };
            }

            foreach (Finding finding in Numbers(stage, i, recipe.Vision.Resolution))
            {
                yield return finding;
            }

            if (stage.BatchSize == 1)
            {
                yield return new(Descriptors.BatchOfOne, new(Part.Stage, i, nameof(stage.BatchSize)), stage.BatchSize, stage.Name);
            }

            if (i > 0 && stage.Resolution > 0 && stage.Resolution < recipe.Stages[i - 1].Resolution)
            {
                StageSpec before = recipe.Stages[i - 1];
                yield return new(Descriptors.ResolutionFalls, new(Part.Stage, i, nameof(stage.Resolution)),
                    before.Resolution, before.Name, stage.Resolution, stage.Name)
                {
                    Edits = [Edit.SortStages(Enumerable.Range(0, recipe.Stages.Count).OrderBy(place => recipe.Stages[place].Resolution))],
                };
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
            .. LearningRates(stage, index),
            .. Number(stage, index, nameof(stage.WarmupSamples), stage.WarmupSamples, stage.WarmupSamples >= 0, "at least 0"),
            .. Number(stage, index, nameof(stage.MicroBatch), stage.MicroBatch, IsMicroBatch(stage.MicroBatch, stage.BatchSize), MicroBatches(stage.MicroBatch, stage.BatchSize)),
            .. Number(stage, index, nameof(stage.MaskRatio), stage.MaskRatio, stage.MaskRatio is >= 0 and <= LargestMaskRatio, $"from 0 to {SizeRules.Value(LargestMaskRatio)}"),
            .. SizeRules.Option(new(Part.Stage, index, nameof(stage.Mask)), stage.Mask),
        ];
        if (impossible.Length > 0)
        {
            return impossible;
        }

        return [.. Warmup(stage, index), .. Peak(stage, index), .. LastBatch(stage, index)];
    }

    private static IEnumerable<Finding> LearningRates(StageSpec stage, int index)
    {
        if (stage.LearningRate == 0)
        {
            return Number(stage, index, nameof(stage.BaseLearningRate), stage.BaseLearningRate, IsRate(stage.BaseLearningRate),
                stage.BaseLearningRate == 0 ? "more than 0, unless LearningRate is set" : "more than 0");
        }

        Finding[] impossible =
        [
            .. Number(stage, index, nameof(stage.LearningRate), stage.LearningRate, IsRate(stage.LearningRate), "more than 0"),
            .. Number(stage, index, nameof(stage.BaseLearningRate), stage.BaseLearningRate,
                stage.BaseLearningRate == 0 || IsRate(stage.BaseLearningRate), "more than 0"),
        ];
        return impossible.Length > 0 || stage.BaseLearningRate == 0
            ? impossible
            : [new(Descriptors.TwoLearningRates, new(Part.Stage, index, nameof(stage.LearningRate)),
                stage.Name, SizeRules.Value(stage.LearningRate), SizeRules.Value(stage.BaseLearningRate),
                SizeRules.Value(stage.BaseLearningRate * stage.BatchSize / 256), stage.BatchSize)
            {
                Edits = [Edit.Remove(nameof(stage.LearningRate)), Edit.Remove(nameof(stage.BaseLearningRate))],
            }];
    }

    private static IEnumerable<Finding> Warmup(StageSpec stage, int index)
    {
        Place place = new(Part.Stage, index, nameof(stage.WarmupSamples));
        if (stage.WarmupSamples > stage.Samples)
        {
            yield return new(Descriptors.WarmupTooLong, place, stage.WarmupSamples, stage.Samples, stage.Name)
            {
                Edits = [Edit.Set(nameof(stage.WarmupSamples), stage.Samples)],
            };
        }
        else if (stage.WarmupSamples > 0 && LearningRate.WarmupSteps(stage) == 0)
        {
            yield return new(Descriptors.WarmupTooShort, place, stage.WarmupSamples, stage.Name, stage.BatchSize)
            {
                Edits = [Edit.Set(nameof(stage.WarmupSamples), stage.BatchSize), Edit.Remove(nameof(stage.WarmupSamples))],
            };
        }
    }

    private static IEnumerable<Finding> Peak(StageSpec stage, int index)
    {
        double peak = LearningRate.Peak(stage);
        if (peak > 1)
        {
            yield return new(Descriptors.LearningRateTooHigh, new(Part.Stage, index, nameof(stage.LearningRate), nameof(stage.BaseLearningRate)),
                stage.Name, stage.LearningRate > 0
                    ? SizeRules.Value(peak)
                    : $"{SizeRules.Value(peak)} (BaseLearningRate {SizeRules.Value(stage.BaseLearningRate)} × BatchSize {stage.BatchSize} / 256)");
        }
    }

    private static IEnumerable<Finding> LastBatch(StageSpec stage, int index)
    {
        if (stage.Samples % stage.BatchSize is > 0 and long left)
        {
            IReadOnlyList<long> multiples = Suggest.Multiples(stage.BatchSize, stage.Samples);
            yield return new(Descriptors.SamplesLeftOver, new(Part.Stage, index, nameof(stage.Samples)),
                stage.Samples, stage.Name, stage.BatchSize, left, Suggest.Or(multiples))
            {
                Edits = [.. Suggest.Edits(nameof(stage.Samples), multiples, stage.Samples)],
            };
        }
    }

    private static string FreeName(RecipeSpec recipe, string name)
    {
        int number = 2;
        while (recipe.Stages.Any(stage => stage.Name == $"{name}{number}"))
        {
            number++;
        }

        return $"{name}{number}";
    }

    /// <summary>Whether a batch can be taken in such parts; 0 takes it whole.</summary>
    public static bool IsMicroBatch(int size, int batch) => size == 0 || batch <= 0 || (size > 0 && size < batch && batch % size == 0);

    /// <summary>The divisors of a batch around what was written, the largest below the batch where that is no less.</summary>
    public static string MicroBatches(int written, int batch)
    {
        int[] divisors = [.. Enumerable.Range(1, Math.Max(0, batch / 2)).Where(size => batch % size == 0)];
        IEnumerable<int> near = [.. divisors.Where(size => size <= written).Reverse().Take(1), .. divisors.Where(size => size > written).Take(1)];
        return near.Any() ? $"0 or a divisor of BatchSize {batch}, such as {Suggest.Or([.. near.Select(static size => $"{size}")])}" : "0";
    }

    /// <summary>Whether a number can be a learning rate.</summary>
    public static bool IsRate(double value) => value > 0 && !double.IsInfinity(value);

    private static IEnumerable<Finding> Number(StageSpec stage, int index, string name, double value, bool possible, string range)
    {
        if (!possible)
        {
            yield return new(Descriptors.StageNumber, new(Part.Stage, index, name), name, stage.Name, SizeRules.Value(value), range);
        }
    }
}
