using OpenVision.Benchmarks.Measuring;
using OpenVision.Cli;
using static TorchSharp.torch;

namespace OpenVision.Benchmarks.Steps;

/// <summary>Training steps against plain TorchSharp and against the machine's matrix-product peak.</summary>
internal static class StepTrials
{
    private const int Count = 5, Warm = 1;

    /// <summary>The sides, by the names under which processes are started.</summary>
    public static IReadOnlyDictionary<string, Side> Sides { get; } = new Dictionary<string, Side>
    {
        ["small-ours"] = new(Ours: true, static () => new OurStep(Entry(nameof(SmallStep)), half: true)),
        ["small-plain-half"] = new(Ours: false, static () => new PlainStep(SmallStep.Definition, ScalarType.BFloat16)),
        ["small-plain-single"] = new(Ours: false, static () => new PlainStep(SmallStep.Definition, ScalarType.Float32)),
        ["tiny-ours"] = new(Ours: true, static () => new OurStep(Entry(nameof(TinyStep)), half: true)),
        ["tiny-plain-half"] = new(Ours: false, static () => new PlainStep(TinyStep.Definition, ScalarType.BFloat16)),
        ["large-ours"] = new(Ours: true, static () => new OurTower(L14At84.Definition, static scope => new L14At84(scope), 32, half: true)),
        ["large-one"] = new(Ours: true, static () => new OurTower(L14At84.Definition, static scope => new L14At84(scope), 1, half: true)),
        ["large-again"] = new(Ours: true, static () => new OurTower(L14At84.Definition, static scope => new L14At84(scope), 32, half: true, rematerializeEvery: 1)),
        ["large-plain-half"] = new(Ours: false, static () => new PlainTower(L14At84.Definition, 32, ScalarType.BFloat16)),
        ["long-ours"] = new(Ours: true, static () => new OurTower(S8.Definition, static scope => new S8(scope), 8, half: true)),
        ["long-plain-half"] = new(Ours: false, static () => new PlainTower(S8.Definition, 8, ScalarType.BFloat16)),
    };

    /// <summary>S/16 at 224 pixels with text encoder and caption decoder, batch 32.</summary>
    public static IReadOnlyList<Figure> Small()
    {
        using Worker ours = new("small-ours"), half = new("small-plain-half");
        Rounds against = Worker.Alternate(Count, Warm, ours, half);
        double peak = MatrixPeak.Of(ScalarType.BFloat16);
        double flops = Flops.TrainingSample(SmallStep.Definition, SmallStep.Definition.Stages[0].Resolution) * 32;
        double ourPeak = ours.Peak(), plainPeak = half.Peak();
        half.Dispose();
        using Worker single = new("small-plain-single");
        Rounds exact = Worker.Alternate(3, 1, ours, single);
        return
        [
            Figure.Of("a step, ours", "s", against.Ours),
            Figure.Of("a step, plain bfloat16", "s", against.Peer),
            Figure.Of("a step, plain float32", "s", exact.Peer),
            Figure.Of("times as fast as plain float32", "", exact.Ratios, Goal.Least(5)),
            Figure.Of("times as fast as plain bfloat16", "", against.Ratios, Goal.Least(1.7)),
            Figure.Of("share of the bfloat16 matrix-product peak", "", against.Ours.Select(seconds => flops / seconds / peak), Goal.Least(0.68)),
            Figure.Of("peak memory, ours", "GB", [ourPeak / 1e9]),
            Figure.Of("peak memory of plain bfloat16", "GB", [plainPeak / 1e9]),
            Figure.Of("peak memory over plain bfloat16", "", [ourPeak / plainPeak], Goal.Most(0.7)),
        ];
    }

    /// <summary>Ti/16 at 160 pixels with text encoder and caption decoder, batch 64.</summary>
    public static IReadOnlyList<Figure> Tiny() => Compare(
        "tiny", Flops.TrainingSample(TinyStep.Definition, 160) * 64, Goal.Least(2.5), null);

    /// <summary>The image tower of L/14 at 84 pixels, batch 32.</summary>
    public static IReadOnlyList<Figure> Large() => Compare("large", 3.0 * Flops.Vision(L14At84.Definition) * 32, Goal.Least(1.4), Goal.Least(0.72));

    /// <summary>The image tower of L/14 at 84 pixels, batch 32, every block run again for its derivative.</summary>
    public static IReadOnlyList<Figure> Rematerialized()
    {
        // What one image takes is parameters, gradients and moments; what others add is theirs.
        using Worker again = new("large-again"), kept = new("large-ours"), one = new("large-one");
        one.Round();
        double parameters = one.Held();
        one.Dispose();
        Rounds rounds = Worker.Alternate(Count, 1, again, kept);
        double less = again.Held() - parameters, all = kept.Held() - parameters;
        return
        [
            Figure.Of("tensors of 31 images more, kept", "GB", [all / 1e9]),
            Figure.Of("tensors of 31 images more, run again", "GB", [less / 1e9]),
            Figure.Of("tensors over what is kept without", "", [less / all], Goal.Most(0.3)),
            Figure.Of("time over that without", "", rounds.Ours.Zip(rounds.Peer, static (ours, peer) => ours / peer), Goal.Most(1.35)),
        ];
    }

    /// <summary>The image tower of S/8 at 224 pixels, 785 tokens, batch 8.</summary>
    public static IReadOnlyList<Figure> Long() => Compare("long", 3.0 * Flops.Vision(S8.Definition) * 8, Goal.Least(1.4), null);

    private static IReadOnlyList<Figure> Compare(string name, double flops, Goal ratio, Goal? share)
    {
        using Worker ours = new($"{name}-ours"), half = new($"{name}-plain-half");
        Rounds against = Worker.Alternate(Count, Warm, ours, half);
        double peak = MatrixPeak.Of(ScalarType.BFloat16);
        return
        [
            Figure.Of("a step, ours", "s", against.Ours),
            Figure.Of("a step, plain bfloat16", "s", against.Peer),
            Figure.Of("times as fast as plain bfloat16", "", against.Ratios, ratio),
            Figure.Of("share of the bfloat16 matrix-product peak", "", against.Ours.Select(seconds => flops / seconds / peak), share),
            Figure.Of("peak memory over plain bfloat16", "", [ours.Peak() / half.Peak()]),
        ];
    }

    private static RecipeEntry Entry(string name) => OpenVisionCatalogue.Own.Recipes.Single(entry => entry.Spec.Name == name);
}
