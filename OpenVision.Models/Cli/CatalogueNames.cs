namespace OpenVision.Cli;

/// <summary>Finds what a name on the command line means.</summary>
internal static class CatalogueNames
{
    /// <summary>The towers and decoder that a verb runs together.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <param name="verb">The verb, for the message.</param>
    /// <exception cref="UsageException">The name is unknown, or that of one model alone.</exception>
    public static WholeModel Whole(this Catalogue catalogue, string name, string verb)
    {
        if (Find(catalogue.Recipes, entry => entry.Spec.Name, name) is { } recipe)
        {
            return WholeModel.Of(recipe);
        }

        if (Find(catalogue.Clips, entry => entry.Spec.Name, name) is { } clip)
        {
            return WholeModel.Of(clip);
        }

        string? kind = Find(catalogue.Visions, entry => entry.Spec.Name, name) is not null ? "an image encoder"
            : Find(catalogue.Texts, entry => entry.Spec.Name, name) is not null ? "a text encoder"
            : Find(catalogue.Decoders, entry => entry.Spec.Name, name) is not null ? "a caption decoder"
            : null;
        ModelSpec[] whole = [.. catalogue.Recipes.Select(entry => ModelSpec.Of(entry.Spec)), .. catalogue.Clips.Select(entry => entry.Spec)];
        if (kind is null)
        {
            string[] names = [.. whole.Select(spec => spec.Name)];
            throw new UsageException($"There is no model of two towers and no recipe '{name}'.", name, NearestName.Hint(name, "models and recipes", names));
        }

        string[] joined = [.. whole.Where(spec => name == spec.Vision?.Name || name == spec.Text?.Name || name == spec.Decoder?.Name).Select(spec => spec.Name)];
        throw new UsageException(
            $"'{name}' is {kind} alone; {verb} needs the parts that a recipe trains together or a [ClipModel] joins.",
            name,
            joined.Length > 0 ? $"Name what joins them: {Sentence.List(joined, "or")}." : "Nothing in this program joins it to others.");
    }

    /// <summary>What joins a caption decoder to its towers: the first recipe, or else model, that has it.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="decoder">The decoder.</param>
    public static ModelSpec? JoinedBy(this Catalogue catalogue, DecoderSpec decoder) =>
        catalogue.Recipes.Select(entry => ModelSpec.Of(entry.Spec)).Concat(catalogue.Clips.Select(entry => entry.Spec))
            .FirstOrDefault(model => model.Decoder?.Name == decoder.Name);

    /// <summary>The model of a name, be it whole or one encoder.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    /// <exception cref="UsageException">The name is unknown.</exception>
    public static ModelSpec Any(this Catalogue catalogue, string name) =>
        Find(catalogue.Visions, entry => entry.Spec.Name, name) is { } vision ? new() { Name = vision.Spec.Name, Vision = vision.Spec }
        : Find(catalogue.Texts, entry => entry.Spec.Name, name) is { } text ? new() { Name = text.Spec.Name, Text = text.Spec }
        : catalogue.Whole(name, "convert").Spec;

    /// <summary>Everything with what is published of it: models by kind, recipes last.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static IReadOnlyList<(string Name, IReadOnlyList<PublishedSpec> Published)> Published(this Catalogue catalogue) =>
    [
        .. catalogue.Visions.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Texts.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Decoders.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.TextDecoders.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Clips.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Languages.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Multimodals.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Recipes.Select(static entry => (entry.Spec.Name, entry.Published)),
        .. catalogue.Mllms.Select(static entry => (entry.Spec.Name, entry.Published)),
    ];

    /// <summary>Every name, recipes first: where two are as near to what was typed, a recipe is more likely meant.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static IReadOnlyList<string> Names(this Catalogue catalogue)
    {
        string[] names = [.. catalogue.Published().Select(static entry => entry.Name)];
        int models = names.Length - catalogue.Recipes.Count - catalogue.Mllms.Count;
        return [.. names[models..], .. names[..models]];
    }

    /// <summary>What to say about a name that is none of the catalogue's.</summary>
    /// <param name="catalogue">What the program declares.</param>
    /// <param name="name">The name as typed.</param>
    public static UsageException Unknown(this Catalogue catalogue, string name) =>
        new($"There is no model and no recipe '{name}'.", name, NearestName.Hint(name, "recipes and models", catalogue.Names()));

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

    /// <summary>The recipe of a name.</summary>
    /// <typeparam name="T">The recipe's type.</typeparam>
    /// <param name="recipes">The recipes.</param>
    /// <param name="nameOf">A recipe's name.</param>
    /// <param name="name">The name as typed.</param>
    /// <exception cref="UsageException">There is no such recipe.</exception>
    public static T Recipe<T>(IReadOnlyList<T> recipes, Func<T, string> nameOf, string name)
        where T : class =>
        Find(recipes, nameOf, name) ?? throw new UsageException($"There is no recipe '{name}'.", name, NearestName.Hint(name, "recipes", [.. recipes.Select(nameOf)]));
}
