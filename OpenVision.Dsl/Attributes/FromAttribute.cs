namespace OpenVision;

/// <summary>
/// Takes over what another class says about a recipe, so that only the differences are written: the same recipe with another
/// encoder, or a curriculum that many recipes share. The other class is a recipe, or one that only carries
/// <see cref="RecipeDefaultsAttribute"/> or <see cref="MllmDefaultsAttribute"/>, stages, data and the like; it may lie in another package,
/// and take over from a third. A multimodal model takes over the settings of another multimodal model.
/// </summary>
/// <remarks>
/// Settings are taken over one by one, and stages by name: a stage written here under a name of the other class changes only what
/// it writes, and a new one follows at the end. Data and evaluations are taken over as a whole where none are written here. The
/// decoder is taken over where none is named. Conversations and adapters are taken over stage by stage.
/// </remarks>
/// <typeparam name="TRecipe">The class to take over from.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FromAttribute<TRecipe> : Attribute
    where TRecipe : class
{
    /// <summary>The names of stages that are not taken over. Default: none.</summary>
    public string[] Without { get; set; } = [];
}

/// <summary>
/// The settings of recipes that take them over with <see cref="FromAttribute{TRecipe}"/>, on a class that trains nothing by itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RecipeDefaultsAttribute : TrainRecipeAttribute
{
    /// <summary>The preset of the caption decoder. Default: no decoder, and no caption loss.</summary>
    public Variant Decoder { get; set; }
}
