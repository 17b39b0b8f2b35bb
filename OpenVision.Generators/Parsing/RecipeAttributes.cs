using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>An attribute of a recipe.</summary>
/// <param name="Attribute">The attribute, where it is nearest to the recipe.</param>
/// <param name="Arguments">Its arguments, and those of the attributes that it changes.</param>
internal sealed record Told(AttributeData Attribute, AttributeArguments Arguments);

/// <summary>Everything that is said of a recipe, on its own class and on those that it takes over from with <c>[From]</c>.</summary>
internal sealed class RecipeAttributes
{
    private readonly IReadOnlyList<INamedTypeSymbol> classes;
    private readonly TakenOver kind;

    private RecipeAttributes(IReadOnlyList<INamedTypeSymbol> classes, TakenOver kind, List<Finding> findings)
    {
        (this.classes, this.kind, Findings) = (classes, kind, findings);
        (Stages, StageNames) = StagesOf(classes, kind, findings);
    }

    /// <summary>The stages, in the order they run.</summary>
    public IReadOnlyList<Told> Stages { get; }

    /// <summary>The names of all stages that are written anywhere, those included that are left out.</summary>
    public IReadOnlyList<string> StageNames { get; }

    /// <summary>What is wrong with <c>[From]</c>.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What is said of a recipe that trains encoders.</summary>
    public static RecipeAttributes Of(INamedTypeSymbol type) => Of(type, TakenOver.Recipe);

    /// <summary>What is said of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="kind">What it declares.</param>
    public static RecipeAttributes Of(INamedTypeSymbol type, TakenOver kind)
    {
        List<INamedTypeSymbol> classes = [type];
        List<Finding> findings = [];
        while (Base(classes[classes.Count - 1]) is { } next)
        {
            // A circle anywhere in the chain keeps it from ending; the compiler reports a class that does not exist.
            bool circle = classes.Contains(next, SymbolEqualityComparer.Default);
            findings.AddRange(FromRules.Check(type.Name, next.Name, circle, circle || next.TypeKind == TypeKind.Error || kind.IsSaidOn(next) ? null : kind.Missing));
            if (circle)
            {
                break;
            }

            classes.Add(next);
        }

        return new(classes, kind, findings);
    }

    /// <summary>The attributes of a kind that is taken over as a whole: those of the nearest class that has any.</summary>
    public IReadOnlyList<Told> Whole(string name) => classes
        .Select(type => type.AttributesNamed(name).Select(static attribute => new Told(attribute, new(attribute))).ToArray())
        .FirstOrDefault(static told => told.Length > 0) ?? [];

    /// <summary>The attributes of a kind on all classes, the nearest class first, each with its class's place among them.</summary>
    public IReadOnlyList<(Told Told, int Place)> All(string name) =>
        [.. classes.SelectMany((type, place) => type.AttributesNamed(name).Select(attribute => (new Told(attribute, new(attribute)), place)))];

    /// <summary>The attribute of a kind that is taken over argument by argument; none where no class has it.</summary>
    public Told? Single(string name)
    {
        AttributeData[] found = [.. classes.Select(type => type.AttributeNamed(name)).Where(static attribute => attribute is not null).Select(static attribute => attribute!)];
        return found.Length == 0 ? null : new(found[0], new(found));
    }

    /// <summary>The settings of the run.</summary>
    /// <param name="declaring">The recipe's own attribute.</param>
    public AttributeArguments Settings(AttributeData declaring) => new([declaring, .. Inherited]);

    /// <summary>The classes that the recipe trains: image encoder, text encoder and, where one is named or taken over, decoder.</summary>
    /// <param name="declaring">The recipe's own attribute.</param>
    public IReadOnlyList<ITypeSymbol> Parts(AttributeData declaring)
    {
        IReadOnlyList<ITypeSymbol> own = JoinedParts.Types(declaring);
        return own.Count == 2 && InheritedDecoder(declaring) is { } decoder ? [.. own, decoder] : own;
    }

    // Whoever is nearest decides, be it by a class or by a preset.
    private ITypeSymbol? InheritedDecoder(AttributeData declaring)
    {
        foreach (AttributeData attribute in new[] { declaring }.Concat(Inherited))
        {
            if (attribute.AttributeClass!.TypeArguments is { Length: 3 } parts)
            {
                return parts[2];
            }

            if (new AttributeArguments(attribute).Has(nameof(RecipeDefaultsAttribute.Decoder)))
            {
                return null;
            }
        }

        return null;
    }

    private IEnumerable<AttributeData> Inherited => classes.Skip(1).SelectMany(type => type.GetAttributes().Where(kind.IsSettings));

    private static INamedTypeSymbol? Base(INamedTypeSymbol type) =>
        type.AttributeNamed(AttributeNames.From)?.AttributeClass?.TypeArguments.FirstOrDefault() as INamedTypeSymbol;

    private static (IReadOnlyList<Told> Stages, IReadOnlyList<string> Names) StagesOf(IReadOnlyList<INamedTypeSymbol> classes, TakenOver kind, List<Finding> findings)
    {
        List<Told> stages = [];
        List<string> names = [];
        foreach (INamedTypeSymbol type in classes.Reverse())
        {
            string[] without = [.. new AttributeArguments(type.AttributeNamed(AttributeNames.From)).List<string>(nameof(FromAttribute<object>.Without), [])];
            findings.AddRange(FromRules.Without(without, [.. stages.Select(Name)]));
            stages.RemoveAll(stage => without.Contains(Name(stage)));
            Merge(stages, [.. type.AttributesNamed(kind.Stage)]);
            names.AddRange(stages.Select(Name).Except(names));
        }

        return (stages, names);
    }

    private static void Merge(List<Told> stages, IReadOnlyList<AttributeData> own)
    {
        Told[] before = [.. stages];
        HashSet<string> changed = new(StringComparer.Ordinal);
        foreach (AttributeData attribute in own)
        {
            Told stage = new(attribute, new(attribute));
            int place = Array.FindIndex(before, other => Name(other) == Name(stage));

            // A name that is written twice on one class is a mistake, and stays visible as such.
            if (place >= 0 && changed.Add(Name(stage)))
            {
                stages[place] = new(attribute, before[place].Arguments.Below(attribute));
            }
            else
            {
                stages.Add(stage);
            }
        }
    }

    private static string Name(Told stage) => stage.Arguments.At(0, "");
}
