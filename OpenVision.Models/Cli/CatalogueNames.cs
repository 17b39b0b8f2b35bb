namespace OpenVision.Cli;

/// <summary>Finds what a name on the command line means.</summary>
internal static class CatalogueNames
{
    /// <summary>The recipe of a name.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed; null means the only recipe.</param>
    /// <exception cref="UsageException">There is no such recipe, or the name is missing where there are several.</exception>
    public static RecipeEntry Recipe(this Catalogue catalogue, string? name)
    {
        string[] names = [.. catalogue.Recipes.Select(recipe => recipe.Spec.Name)];
        if (name is null)
        {
            return names.Length == 1
                ? catalogue.Recipes[0]
                : throw new UsageException("A recipe's name is missing.", hint: NearestName.Hint("", "recipes", names));
        }

        return Find(catalogue.Recipes, recipe => recipe.Spec.Name, name)
            ?? throw new UsageException($"There is no recipe '{name}'.", name, NearestName.Hint(name, "recipes", names));
    }

    /// <summary>The recipe whose towers and decoder a verb runs together.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <param name="verb">The verb, for the message.</param>
    /// <exception cref="UsageException">The name is unknown, or that of one model alone.</exception>
    public static RecipeEntry Whole(this Catalogue catalogue, string name, string verb)
    {
        string? kind = Find(catalogue.Visions, entry => entry.Spec.Name, name) is not null ? "an image encoder"
            : Find(catalogue.Texts, entry => entry.Spec.Name, name) is not null ? "a text encoder"
            : Find(catalogue.Decoders, entry => entry.Spec.Name, name) is not null ? "a caption decoder"
            : null;
        if (kind is null || Find(catalogue.Recipes, entry => entry.Spec.Name, name) is not null)
        {
            return catalogue.Recipe(name);
        }

        string[] trainers =
        [
            .. catalogue.Recipes
                .Where(recipe => name == recipe.Spec.Vision.Name || name == recipe.Spec.Text.Name || name == recipe.Spec.Decoder?.Name)
                .Select(recipe => recipe.Spec.Name),
        ];
        throw new UsageException(
            $"'{name}' is {kind} alone; {verb} needs the parts that a recipe trains together.",
            name,
            trainers.Length > 0 ? $"Name the recipe: {Sentence.List(trainers, "or")}." : "No recipe of this program trains it.");
    }

    /// <summary>The entry of a name; a name in another case counts where it is the only one.</summary>
    /// <typeparam name="T">The entry's type.</typeparam>
    /// <param name="entries">The entries.</param>
    /// <param name="nameOf">An entry's name.</param>
    /// <param name="name">The name as typed.</param>
    public static T? Find<T>(IReadOnlyList<T> entries, Func<T, string> nameOf, string name)
        where T : class
    {
        T[] alike = [.. entries.Where(entry => string.Equals(nameOf(entry), name, StringComparison.OrdinalIgnoreCase))];
        return alike.FirstOrDefault(entry => nameOf(entry) == name) ?? (alike.Length == 1 ? alike[0] : null);
    }
}
