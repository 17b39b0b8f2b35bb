namespace OpenVision;

/// <summary>
/// A recipe or a model as text: one setting a line, <c>path = value</c>, in a fixed order and the same on every machine. Every
/// setting is written, defaults too, so that two texts can be compared without knowing the versions that wrote them. The
/// classes that declare the parts stand apart: renaming one changes nothing that is trained.
/// </summary>
/// <param name="Classes">The names of the declaring classes, by place.</param>
/// <param name="Settings">The settings.</param>
public sealed record SpecText(EquatableArray<SpecLeaf> Classes, EquatableArray<SpecLeaf> Settings)
{
    /// <summary>The most lines that are read; a text with a thousand shard patterns has a tenth of them.</summary>
    public const int MostLines = 10_000;

    /// <summary>The longest line that is read, in UTF-16 units.</summary>
    public const int LongestLine = 8_192;

    /// <summary>Whether it is the text of a recipe that trains encoders.</summary>
    public bool IsRecipe => Kind == SpecKind.Recipe;

    /// <summary>What it describes.</summary>
    public SpecKind Kind => (Has("stages"), Has("connector.layers"), Has("language.family")) switch
    {
        (true, true, _) => SpecKind.Mllm,
        (true, false, _) => SpecKind.Recipe,
        (false, true, _) => SpecKind.Multimodal,
        (false, false, true) => SpecKind.Language,
        _ => SpecKind.Model,
    };

    /// <summary>The name of the class that declares it; empty where it is not told.</summary>
    public string Name => Classes.FirstOrDefault(static leaf => leaf.Path == "class").Value ?? "";

    /// <summary>The text of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static SpecText Of(RecipeSpec recipe) => SpecWriter.Write(at => SpecWalk.Recipe(at, recipe));

    /// <summary>The text of a model, whole or one encoder or decoder.</summary>
    /// <param name="model">The model.</param>
    public static SpecText Of(ModelSpec model) => SpecWriter.Write(at => SpecWalk.Model(at, model));

    /// <summary>The text of a language model.</summary>
    /// <param name="model">The model.</param>
    public static SpecText Of(LanguageSpec model) => SpecWriter.Write(at => SpecWalk.LanguageModel(at, model));

    /// <summary>The text of a multimodal model.</summary>
    /// <param name="model">The model.</param>
    public static SpecText Of(MultimodalSpec model) => SpecWriter.Write(at => SpecWalk.Multimodal(at, model));

    /// <summary>The text of a multimodal recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    public static SpecText Of(MllmRecipeSpec recipe) => SpecWriter.Write(at => SpecWalk.Mllm(at, recipe));

    /// <summary>Reads a text. Places that this version does not know are kept.</summary>
    /// <param name="lines">The lines; empty ones are passed over.</param>
    /// <exception cref="FormatException">It is no such text, or longer than any recipe's; the message says where and why.</exception>
    public static SpecText Parse(IEnumerable<string> lines)
    {
        List<SpecLeaf> classes = [], settings = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            SpecLeaf leaf = number > MostLines ? throw new FormatException($"it has more than {MostLines} lines")
                : line.Length > LongestLine ? throw new FormatException($"line {number} has more than {LongestLine} letters")
                : SpecPath.Split(line) ?? throw new FormatException($"line {number} is not 'path = value'");
            if (!known.Add(leaf.Path))
            {
                throw new FormatException($"line {number}: {leaf.Path} stands twice");
            }

            (SpecPath.IsClass(leaf.Path) ? classes : settings).Add(leaf);
        }

        return settings.Count > 0 ? new(new(classes), new(settings)) : throw new FormatException("it has no settings");
    }

    /// <summary>The lines: the classes, an empty line, the settings.</summary>
    public IEnumerable<string> Lines() =>
        [.. Classes.Select(static leaf => leaf.ToString()), .. Classes.Count > 0 ? [""] : Array.Empty<string>(), .. Settings.Select(static leaf => leaf.ToString())];

    /// <summary>The recipe that it describes; what it does not say is as by default. Its numbers are not checked.</summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public RecipeSpec ToRecipe() => SpecWalk.Recipe(new(new SpecReader(this), ""), SpecWalk.BlankRecipe);

    /// <summary>The model that it describes, or that of the recipe; what it does not say is as by default. Its numbers are not checked.</summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public ModelSpec ToModel() => IsRecipe ? ModelSpec.Of(ToRecipe()) : SpecWalk.Model(new(new SpecReader(this), ""), SpecWalk.BlankModel);

    /// <summary>The language model that it describes; what it does not say is as by default. Its numbers are not checked.</summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public LanguageSpec ToLanguage() => SpecWalk.LanguageModel(new(new SpecReader(this), ""), SpecWalk.BlankLanguage);

    /// <summary>The multimodal model that it describes, or that of the recipe; what it does not say is as by default. Its numbers are not checked.</summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public MultimodalSpec ToMultimodal() =>
        Kind == SpecKind.Mllm ? ToMllm().Model : SpecWalk.Multimodal(new(new SpecReader(this), ""), SpecWalk.BlankMultimodal);

    /// <summary>The multimodal recipe that it describes; what it does not say is as by default. Its numbers are not checked.</summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public MllmRecipeSpec ToMllm() => SpecWalk.Mllm(new(new SpecReader(this), ""), SpecWalk.BlankMllm);

    /// <summary>
    /// The text as this version writes it: settings that an older one did not know have the value that they had unsaid, and those
    /// of a newer one are kept at the end.
    /// </summary>
    /// <exception cref="FormatException">A value is not one that this version knows.</exception>
    public SpecText Completed()
    {
        SpecText own = Kind switch
        {
            SpecKind.Recipe => Of(ToRecipe()),
            SpecKind.Language => Of(ToLanguage()),
            SpecKind.Multimodal => Of(ToMultimodal()),
            SpecKind.Mllm => Of(ToMllm()),
            _ => Of(ToModel()),
        };
        HashSet<string> known = new(own.Settings.Select(static leaf => leaf.Path), StringComparer.Ordinal);
        return this with { Settings = new([.. own.Settings, .. Settings.Where(leaf => !known.Contains(leaf.Path))]) };
    }

    private bool Has(string path) => Settings.Any(leaf => leaf.Path == path);
}
