using OpenVision.Generators.Emission;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the stages of a multimodal recipe, one by one: their names and numbers.</summary>
internal static class MllmStageRules
{
    /// <summary>Checks a recipe's stages.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">Where its stages' adapters are written.</param>
    /// <param name="written">Whether an argument is written.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, MllmPlaces places, Func<Place, bool> written)
    {
        if (recipe.Stages.Count == 0)
        {
            yield return new(Descriptors.NoStage, Place.Declaring(), recipe.Name, "[MllmStage(\"align\", ModelParts.Connector, BatchSize = …, LearningRate = …)]")
            {
                Edits = [Edit.AddAttribute("MllmStage", "(\"align\", global::OpenVision.ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)")],
            };
        }

        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            foreach (Finding finding in Stage(recipe, i, places, written))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Stage(MllmRecipeSpec recipe, int index, MllmPlaces places, Func<Place, bool> written)
    {
        MllmStageSpec stage = recipe.Stages[index];
        Finding[] numbers = [.. Numbers(stage, index), .. stage.Lora is { } lora ? Adapters(lora, stage, index, places) : []];
        return
        [
            .. Name(recipe, index),
            .. numbers,
            .. SizeRules.Option(On(index, nameof(stage.Template)), stage.Template),
            .. stage.Images is { } images ? Images(images, index, written) : [],
            .. stage.Samples > 0 ? Idle(index, nameof(stage.Epochs), "beside Samples", written) : [],
            .. numbers.Length > 0 ? [] : Peak(stage, index),
        ];
    }

    private static IEnumerable<Finding> Name(MllmRecipeSpec recipe, int index)
    {
        string name = recipe.Stages[index].Name;
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return new(Descriptors.SettingOutOfRange, On(index, "name"), "name", "empty", "some name");
        }
        else if (recipe.Stages.Take(index).Any(stage => stage.Name == name))
        {
            yield return new(Descriptors.SameStageName, On(index, "name"), name)
            {
                Edits = [Edit.Set("name", Literals.Code($"{name}{recipe.Stages.Count(stage => stage.Name.StartsWith(name, StringComparison.Ordinal))}"))],
            };
        }
    }

    private static IEnumerable<Finding> Numbers(MllmStageSpec stage, int index) =>
    [
        .. Number(stage, index, nameof(stage.BatchSize), stage.BatchSize, stage.BatchSize > 0, "at least 1"),
        .. Number(stage, index, nameof(stage.MicroBatch), stage.MicroBatch,
            StageRules.IsMicroBatch(stage.MicroBatch, stage.BatchSize), StageRules.MicroBatches(stage.MicroBatch, stage.BatchSize)),
        .. Number(stage, index, nameof(stage.Samples), stage.Samples, stage.Samples == 0 || stage.Samples >= Math.Max(1, stage.BatchSize),
            stage.BatchSize > 0 ? $"0, for whole passes, or at least one batch, {stage.BatchSize}" : "at least 0"),
        .. Number(stage, index, nameof(stage.Epochs), stage.Epochs, stage.Epochs > 0 && !double.IsInfinity(stage.Epochs), "more than 0"),
        .. Number(stage, index, nameof(stage.LearningRate), stage.LearningRate, StageRules.IsRate(stage.LearningRate), "more than 0"),
        .. Number(stage, index, nameof(stage.ConnectorLearningRate), stage.ConnectorLearningRate, IsOwnRate(stage.ConnectorLearningRate), "more than 0, or 0 for LearningRate"),
        .. Number(stage, index, nameof(stage.VisionLearningRate), stage.VisionLearningRate, IsOwnRate(stage.VisionLearningRate), "more than 0, or 0 for LearningRate"),
        .. Number(stage, index, nameof(stage.Warmup), stage.Warmup, stage.Warmup is >= 0 and < 1, "at least 0 and less than 1"),
        .. Number(stage, index, nameof(stage.MaxLength), stage.MaxLength, stage.MaxLength is > 0 and <= SizeRules.LargestContext, $"from 1 to {SizeRules.LargestContext}"),
    ];

    private static IEnumerable<Finding> Adapters(LoraSpec lora, MllmStageSpec stage, int index, MllmPlaces places)
    {
        return
        [
            .. Adapter(nameof(lora.Rank), lora.Rank, lora.Rank is > 0 and <= SizeRules.Largest, $"from 1 to {SizeRules.Largest}"),
            .. Adapter(nameof(lora.Alpha), lora.Alpha, lora.Alpha > 0 && !double.IsInfinity(lora.Alpha), "more than 0"),
            .. Adapter(nameof(lora.Dropout), lora.Dropout, lora.Dropout is >= 0 and < 1, "at least 0 and less than 1"),
        ];

        Finding[] Adapter(string name, double value, bool possible, string range) =>
            possible ? [] : [new(Descriptors.StageNumber, places.Lora(index, name), name, stage.Name, SizeRules.Value(value), range)];
    }

    private static IEnumerable<Finding> Images(ImagePolicySpec images, int index, Func<Place, bool> written) =>
    [
        .. SizeRules.Option(On(index, nameof(images.Aspect)), images.Aspect),
        .. images.MaxTiles < 0 ? [new(Descriptors.SizeOutOfRange, On(index, nameof(images.MaxTiles)), nameof(images.MaxTiles), $"{images.MaxTiles}", "at least 0")] : Array.Empty<Finding>(),
        .. MultimodalRules.Grids(images, On(index, nameof(images.Grids), nameof(images.Aspect))),
        .. images.Aspect == ImageAspect.AnyRes ? [] : Idle(index, nameof(images.Grids), $"on ImageAspect.{images.Aspect}, which makes one tile", written),
        .. images.Aspect == ImageAspect.AnyRes ? [] : Idle(index, nameof(images.MaxTiles), $"on ImageAspect.{images.Aspect}, which makes one tile", written),
    ];

    private static IEnumerable<Finding> Peak(MllmStageSpec stage, int index)
    {
        double peak = Math.Max(stage.LearningRate, Math.Max(stage.ConnectorLearningRate, stage.VisionLearningRate));
        if (peak > 1)
        {
            string name = peak == stage.LearningRate ? nameof(stage.LearningRate) : peak == stage.ConnectorLearningRate ? nameof(stage.ConnectorLearningRate) : nameof(stage.VisionLearningRate);
            yield return new(Descriptors.LearningRateTooHigh, On(index, name), stage.Name, SizeRules.Value(peak));
        }
    }

    private static IEnumerable<Finding> Idle(int index, string name, string why, Func<Place, bool> written)
    {
        Place place = On(index, name);
        return written(place) ? [new(Descriptors.SettingWithoutEffect, place, name, why) { Edits = [Edit.Remove(name)] }] : [];
    }

    private static bool IsOwnRate(double rate) => rate == 0 || StageRules.IsRate(rate);

    private static Place On(int index, params string[] arguments) => new(Part.MllmStage, index, arguments);

    private static IEnumerable<Finding> Number(MllmStageSpec stage, int index, string name, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.StageNumber, On(index, name), name, stage.Name, SizeRules.Value(value), range)];
}
