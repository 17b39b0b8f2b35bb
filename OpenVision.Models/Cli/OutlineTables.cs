using Spectre.Console;

namespace OpenVision.Cli;

/// <summary>Draws what <c>describe</c> shows.</summary>
internal static class OutlineTables
{
    /// <summary>A model layer by layer.</summary>
    /// <param name="model">The model.</param>
    public static Table Of(Outline model)
    {
        Table table = Tables.New($"{model.Name} ({model.Kind})").Figures("shape", "times", "parameters", "FLOPs");
        foreach (Layer layer in model.Layers)
        {
            table.Add(
                layer.Name, $"[{string.Join(", ", layer.Shape)}]", layer.Times == 1 ? "" : $"{layer.Times}",
                Figures.Exact(layer.Parameters), layer.Flops == 0 ? "" : Figures.Short(layer.Flops));
        }

        table.AddEmptyRow();
        table.Add("all", "", "", Figures.Exact(model.Parameters), Figures.Short(model.Flops));
        return table;
    }

    /// <summary>The stages of a recipe.</summary>
    /// <param name="stages">The stages.</param>
    public static Table Of(IReadOnlyList<StageOutline> stages)
    {
        Table table = Tables.New("stage").Figures("pixels", "batch", "steps", "warm-up", "samples", "peak rate", "learning rate");
        foreach (StageOutline stage in stages)
        {
            table.Add(
                stage.Name, $"{stage.Resolution}", Figures.Exact(stage.BatchSize), Figures.Exact(stage.Steps), Figures.Exact(stage.WarmupSteps),
                Figures.Exact(stage.Samples), Figures.Real(stage.PeakLearningRate), Sparkline.Of(stage.LearningRates));
        }

        return table;
    }
}
