using OpenVision.Benchmarks.Measuring;
using OpenVision.Cli;
using TorchSharp;

namespace OpenVision.Benchmarks.Steps;

[VisionModel(Variant.Custom, Width = 64, Depth = 2, Heads = 4, Patch = 16, Resolution = 32, EmbedDim = 64)]
public sealed partial class FewPatches;

[TextModel(Variant.Custom, Width = 64, Depth = 2, Heads = 4, EmbedDim = 64, Context = 20, Vocabulary = 1000)]
public sealed partial class FewWords;

[CaptionDecoder(Variant.Custom, Width = 64, Depth = 2, Heads = 4, Queries = 24, Vocabulary = 1000)]
public sealed partial class FewCaptions;

[TrainRecipe<FewPatches, FewWords, FewCaptions>(Seed = 1)]
[Stage("step", Samples = 32_000, BatchSize = 16, BaseLearningRate = 1e-3)]
[Data("none.tar", SyntheticCaption = "caption")]
public sealed partial class ManySteps;

/// <summary>Two thousand steps: what they leave behind.</summary>
internal static class SteadyTrial
{
    private const int Steps = 2000, WarmUp = 200;

    /// <summary>The sides, by the names under which processes are started.</summary>
    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["steady"] = new(Ours: true, static () => new OurStep(OpenVisionCatalogue.Own.Recipes.Single(static entry => entry.Spec.Name == nameof(ManySteps)), half: true)),
    };

    /// <summary>Measures.</summary>
    public static IReadOnlyList<Figure> Run()
    {
        using Worker worker = new("steady");
        Repeat(worker, WarmUp);
        (double tensors, double resident) = (worker.Tensors(), worker.Resident());
        Repeat(worker, Steps - WarmUp);
        return
        [
            Figure.Of($"live tensors after {Steps} steps above those after {WarmUp}", "", [worker.Tensors() - tensors], Goal.Most(0)),
            Figure.Of($"resident memory after {Steps} steps over that after {WarmUp}", "", [worker.Resident() / resident], Goal.Most(1.02)),
        ];
    }

    private static void Repeat(Worker worker, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            worker.Round();
        }
    }
}
