namespace OpenVision.Cli;

/// <summary>The memory, in bytes, that a run holds from its first step to its last; activations come on top.</summary>
/// <param name="Parameters">float32 parameters.</param>
/// <param name="Gradients">Their float32 gradients.</param>
/// <param name="Optimizer">AdamW's two float32 moments.</param>
/// <param name="BFloat16">The bfloat16 copies of parameters and gradients, where a step computes in bfloat16.</param>
internal sealed record MemoryEstimate(long Parameters, long Gradients, long Optimizer, long BFloat16)
{
    /// <summary>All of it.</summary>
    public long Total => Parameters + Gradients + Optimizer + BFloat16;

    /// <summary>The memory of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static MemoryEstimate Of(RecipeSpec recipe)
    {
        ParameterSizes sizes = ParameterCount.Trained(recipe);
        long copied = recipe.Precision == Precision.Float32 ? 0 : sizes.Matrix + sizes.Other;
        return new(sizes.Total * sizeof(float), sizes.Total * sizeof(float), sizes.Total * 2 * sizeof(float), copied * 2 * 2);
    }
}
