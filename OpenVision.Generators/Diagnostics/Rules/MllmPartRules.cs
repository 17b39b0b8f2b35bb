namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on which part of a multimodal model trains in which stage.</summary>
internal static class MllmPartRules
{
    /// <summary>Checks a recipe's stages.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="places">Where its stages' adapters are written.</param>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe, MllmPlaces places) =>
    [
        .. recipe.Stages.SelectMany((stage, i) => (IEnumerable<Finding>)[.. Parts(recipe, stage, i), .. Adapters(stage, i, places), .. Rates(stage, i), .. Plain(recipe, stage, i)]),
        .. Alignment(recipe),
    ];

    /// <summary>Adapters of every stage, where no stage trains the language model.</summary>
    /// <param name="names">The stage that each names; empty for every stage.</param>
    public static IEnumerable<Finding> AdaptersOfNoStage(IReadOnlyList<string> names) => Enumerable.Range(0, names.Count)
        .Where(index => names[index].Length == 0)
        .Select(static index => new Finding(Descriptors.AdaptersWithoutLanguage, new(Part.Lora, index), "no stage trains it", "add ModelParts.Language to one, or remove the attribute"));

    private static IEnumerable<Finding> Parts(MllmRecipeSpec recipe, MllmStageSpec stage, int index)
    {
        Place place = Trains(index);
        if (stage.Trains == ModelParts.None)
        {
            yield return new(Descriptors.TrainsNothing, place, stage.Name, recipe.Model.Name) { Edits = [Edit.Set("trains", ModelParts.Connector)] };
        }
        else if ((stage.Trains & ~ModelParts.All) != 0)
        {
            yield return new(Descriptors.UnknownOption, place, nameof(ModelParts), $"{(int)stage.Trains}", "ModelParts.Vision, ModelParts.Connector, ModelParts.Language or a sum of them");
        }
    }

    private static IEnumerable<Finding> Adapters(MllmStageSpec stage, int index, MllmPlaces places)
    {
        if (stage.Lora is not null && !stage.Trains.HasFlag(ModelParts.Language) && stage.Trains != ModelParts.None)
        {
            yield return new(Descriptors.AdaptersWithoutLanguage, places.Lora(index, "Stage"), $"stage {stage.Name} does not train it", "add ModelParts.Language to the stage, or name another one");
        }
    }

    private static IEnumerable<Finding> Rates(MllmStageSpec stage, int index) =>
    [
        .. Rate(stage, index, nameof(stage.ConnectorLearningRate), stage.ConnectorLearningRate, ModelParts.Connector, "the connector"),
        .. Rate(stage, index, nameof(stage.VisionLearningRate), stage.VisionLearningRate, ModelParts.Vision, "the image encoder"),
    ];

    private static IEnumerable<Finding> Rate(MllmStageSpec stage, int index, string name, double rate, ModelParts part, string words)
    {
        if (rate > 0 && stage.Trains != ModelParts.None && !stage.Trains.HasFlag(part))
        {
            yield return new(Descriptors.RateOfFrozenPart, new(Part.MllmStage, index, name), name, SizeRules.Value(rate), stage.Name, words, $"ModelParts.{part}") { Edits = [Edit.Remove(name)] };
        }
    }

    private static IEnumerable<Finding> Plain(MllmRecipeSpec recipe, MllmStageSpec stage, int index)
    {
        if (stage.Template == ChatTemplate.Plain && stage.Trains.HasFlag(ModelParts.Language))
        {
            ChatTemplate[] own = [.. Templates.Of(recipe.Model.Language)];
            yield return new(Descriptors.PlainBeyondAlignment, new(Part.MllmStage, index, nameof(stage.Template), "trains"),
                stage.Name, Suggest.Or([.. own.Select(static template => $"ChatTemplate.{template}")]))
            {
                Edits = [.. own.Select(template => Edit.Set(nameof(stage.Template), template))],
            };
        }
    }

    // A stage that trains the language model alone may be one of texts. Where none ever trains the connector, the first is at fault.
    private static IEnumerable<Finding> Alignment(MllmRecipeSpec recipe)
    {
        int first = First(recipe, ModelParts.Connector) is >= 0 and var connector ? connector : First(recipe, ModelParts.Language);
        if (first >= 0 && recipe.Stages[first].Trains.HasFlag(ModelParts.Language))
        {
            yield return new(Descriptors.AlignmentSkipped, Trains(first), recipe.Stages[first].Name);
        }
    }

    private static int First(MllmRecipeSpec recipe, ModelParts part)
    {
        for (int i = 0; i < recipe.Stages.Count; i++)
        {
            if (recipe.Stages[i].Trains.HasFlag(part))
            {
                return i;
            }
        }

        return -1;
    }

    private static Place Trains(int index) => new(Part.MllmStage, index, "trains");
}
