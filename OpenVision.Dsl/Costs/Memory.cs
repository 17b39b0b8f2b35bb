namespace OpenVision;

/// <summary>
/// The memory of a training step: parameters with what updates them, the batch, and what autograd keeps between the forward and the
/// backward pass. Left out: the loader's batches, kernels' own buffers, a process's code, masks and fixed positions.
/// </summary>
public static class Memory
{
    // Of what comes and goes in a step: about the middle of what recipes were measured to leave (docs/costs.md).
    internal const double GapShare = 0.45;

    private const int Single = 4;
    private const int Half = 2;
    private const int Token = 8;

    /// <summary>Whether a recipe's steps are counted as bfloat16: all but those that ask for float32.</summary>
    /// <param name="recipe">The recipe.</param>
    public static bool IsHalf(RecipeSpec recipe) => recipe.Precision != Precision.Float32;

    /// <summary>The memory of a device in a stage.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="batch">The number of pairs on the device; the stage's own does not count.</param>
    /// <param name="devices">The number of devices, each of which holds all parameters and a part of the batch.</param>
    /// <param name="half">Whether the step computes in bfloat16.</param>
    public static MemoryCost Of(RecipeSpec recipe, StageSpec stage, long batch, int devices, bool half)
    {
        ParameterSizes sizes = ParameterCount.Trained(recipe);
        int bytes = half ? Half : Single;
        double cast = half ? sizes.Matrix + sizes.Other : 0;
        (int resolution, double mask) = (stage.Resolution, stage.MaskRatio);

        // Of a micro-batch's size at a time; the similarities are the whole batch's, and gone before its activations come.
        long held = stage.MicroBatch > 0 ? Math.Min(stage.MicroBatch, batch) : batch;
        PartMemory vision = Activations.Vision(recipe.Vision, resolution, held, bytes, mask, recipe.RematerializeEvery);
        PartMemory text = Activations.Text(recipe.Text, (double)recipe.Captions * held, bytes, recipe.RematerializeEvery);
        PartMemory contrastive = Activations.Contrastive(recipe.Vision.EmbedDim, recipe.Captions, batch, devices), decoder = default, caption = default;
        if (recipe.Decoder is { } spec)
        {
            decoder = Activations.Decoder(spec, recipe.Vision, recipe.Text, resolution, held, bytes, mask, recipe.RematerializeEvery);
            caption = Activations.CaptionLoss(spec, held, bytes);
        }

        // The backward pass goes from the losses to the images, and frees what it has been through.
        double alone = held < batch ? contrastive.Kept + contrastive.Working : 0;
        double cached = held < batch ? 2.0 * (1 + recipe.Captions) * batch * recipe.Vision.EmbedDim * bytes : 0;
        contrastive = held < batch ? new(cached, 0) : contrastive;
        double activations = vision.Kept + text.Kept + decoder.Kept, losses = contrastive.Kept + caption.Kept;
        double embedding = (double)recipe.Text.Vocabulary * recipe.Text.Width * bytes;
        double fullest = new[]
        {
            activations + losses + caption.Working,
            activations + contrastive.Kept + decoder.Working,
            vision.Kept + text.Kept + contrastive.Kept + contrastive.Working,
            vision.Kept + text.Kept + text.Working,
            vision.Kept + embedding,                        // the words' gradient, as large as their table
            vision.Kept + vision.Working,
            alone + cached,
        }.Max();

        // Blocks as large as those of a caption loss find no gap between the others that holds them.
        double apart = caption.Kept + caption.Working;
        return new MemoryCost
        {
            Parameters = Whole((double)sizes.Total * Single),
            Gradients = Whole((sizes.Total - (held < batch ? 0 : cast)) * Single), // bfloat16 gradients are added up in float32
            Optimizer = Whole((double)sizes.Total * Moments(recipe.Optimizer)),
            HalfCopies = Whole(cast * 2 * Half),
            Batch = Whole(batch * Pair(recipe, resolution)),
            Activations = Whole(activations),
            Losses = Whole(losses),
            Working = Whole(fullest - activations - losses),
            Gaps = Whole((fullest * GapShare) + apart),
        };
    }

    /// <summary>The largest number of pairs, up to a limit, with which a step fits on a device; 0 where not even one does.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="devices">The number of devices.</param>
    /// <param name="half">Whether the step computes in bfloat16.</param>
    /// <param name="bytes">The device's memory.</param>
    /// <param name="limit">The largest number that is asked for.</param>
    public static long LargestBatch(RecipeSpec recipe, StageSpec stage, int devices, bool half, double bytes, long limit)
    {
        long fits = 0, fails = limit + 1;
        while (fails - fits > 1)
        {
            long middle = fits + ((fails - fits) / 2);
            if (Of(recipe, stage, middle, devices, half).Total <= bytes)
            {
                fits = middle;
            }
            else
            {
                fails = middle;
            }
        }

        return fits;
    }

    // Bytes of a parameter: two moments, and the average.
    private static int Moments(OptimizerSpec spec) =>
        (spec.FirstMoment == MomentFormat.BFloat16 ? Half : Single) + Single + (spec.Average > 0 ? Single : 0);

    private static double Pair(RecipeSpec recipe, int resolution) =>
        (3.0 * resolution * resolution * Single) + (Token * ((2.0 * recipe.Text.Context) + (recipe.Decoder is { } decoder ? decoder.Queries + 1 : 0)));

    // Sizes that no machine has must not wrap around to small ones.
    private static long Whole(double bytes) => bytes < long.MaxValue / 16 ? (long)bytes : long.MaxValue / 16;
}
