namespace OpenVision;

/// <summary>
/// Expands into a family of recipes, one for each combination of what is varied: the static partial class gets, for each, a nested
/// recipe and its models, such as <c>Table5.TiPatch16</c> and <c>Table5.TiPatch16Encoder</c>.
/// </summary>
/// <remarks>
/// Everything that is not varied is the recipe's. A variant is given to the image encoder, the text encoder and the decoder; sizes
/// that their classes set by hand give way to it. Stages at the encoder's resolution follow it.
/// </remarks>
/// <typeparam name="TRecipe">The recipe that is varied.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SweepAttribute<TRecipe> : Attribute
    where TRecipe : class
{
    /// <summary>The presets of sizes. Default: the recipe's own sizes alone.</summary>
    public Variant[] Variants { get; set; } = [];

    /// <summary>The sides of a patch in pixels. Default: the encoder's own alone.</summary>
    public int[] Patches { get; set; } = [];

    /// <summary>The sides of the image in pixels. Default: the encoder's own alone.</summary>
    public int[] Resolutions { get; set; } = [];

    /// <summary>The seeds. Default: the recipe's own alone.</summary>
    public int[] Seeds { get; set; } = [];
}
