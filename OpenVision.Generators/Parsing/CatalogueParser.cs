using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Collects what a project declares.</summary>
internal static class CatalogueParser
{
    /// <summary>The project's models and recipes. An edit that leaves their names alone leaves the list equal.</summary>
    public static IncrementalValueProvider<CatalogueSpec> Find(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DeclaredSweep> sweeps = context.Sweeps();
        IncrementalValueProvider<ImmutableArray<Entry>> visions = Both(Of(context.Visions()), Members(sweeps, static sweep => sweep.Visions.Select(Entry.Of)));
        IncrementalValueProvider<ImmutableArray<Entry>> texts = Both(Of(context.Texts()), Members(sweeps, static sweep => sweep.Texts.Select(Entry.Of)));
        IncrementalValueProvider<ImmutableArray<Entry>> decoders = Both(Of(context.Decoders()), Members(sweeps, static sweep => sweep.Decoders.Select(Entry.Of)));
        IncrementalValueProvider<ImmutableArray<Entry>> writers = Of(context.TextDecoders());
        IncrementalValueProvider<ImmutableArray<Entry>> clips = Both(Of(context.Clips(), Entry.Of), Of(context.ClipsWithDecoder(), Entry.Of));
        IncrementalValueProvider<ImmutableArray<Entry>> recipes = Both(
            Both(Of(context.Recipes(), Entry.Of), Of(context.RecipesWithDecoder(), Entry.Of)), Members(sweeps, static sweep => sweep.Recipes.Select(Entry.Of)));
        IncrementalValueProvider<ImmutableArray<Entry>> languages = Of(context.Languages());
        IncrementalValueProvider<ImmutableArray<Entry>> multimodals = Of(context.Multimodals(), Entry.Of);
        IncrementalValueProvider<ImmutableArray<Entry>> mllms = Of(context.Mllms(), Entry.Of);
        return All(visions, texts, decoders, writers, clips, recipes, languages, multimodals, mllms).Select(static (found, _) => new CatalogueSpec(
            Listed(found[0]), Listed(found[1]), Listed(found[2]), Listed(found[3]), Listed(found[4]), Listed(found[5]), Listed(found[6]), Listed(found[7]), Listed(found[8]),
            found.Any(static entries => entries.Length > 0)));
    }

    private static IncrementalValueProvider<ImmutableArray<ImmutableArray<Entry>>> All(params IncrementalValueProvider<ImmutableArray<Entry>>[] lists) =>
        lists.Skip(1).Aggregate(
            lists[0].Select(static (entries, _) => ImmutableArray.Create(entries)),
            static (all, next) => all.Combine(next).Select(static (pair, _) => pair.Left.Add(pair.Right)));

    private static IncrementalValueProvider<ImmutableArray<Entry>> Of<T>(IncrementalValuesProvider<T> declared, Func<T, Entry> entry) =>
        declared.Select((one, _) => entry(one)).Collect();

    private static IncrementalValueProvider<ImmutableArray<Entry>> Of<TSpec>(IncrementalValuesProvider<Declared<TSpec>> declared)
        where TSpec : IEquatable<TSpec> => Of(declared, Entry.Of);

    private static IncrementalValueProvider<ImmutableArray<Entry>> Members(IncrementalValuesProvider<DeclaredSweep> sweeps, Func<DeclaredSweep, IEnumerable<Entry>> members) =>
        sweeps.SelectMany((sweep, _) => sweep.Type.Extensible ? members(sweep) : []).Collect();

    private static IncrementalValueProvider<ImmutableArray<Entry>> Both(
        IncrementalValueProvider<ImmutableArray<Entry>> some, IncrementalValueProvider<ImmutableArray<Entry>> others) =>
        some.Combine(others).Select(static (pair, _) => pair.Left.AddRange(pair.Right));

    private static EquatableArray<ListedClass> Listed(ImmutableArray<Entry> entries) => new(
        entries.Where(static entry => entry.Listed)
            .OrderBy(static entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(static entry => entry.Class.FullName, StringComparer.Ordinal)
            .Select(static entry => entry.Class));

    /// <summary>A declaration as far as the catalogue needs it.</summary>
    private sealed record Entry(string Name, bool Listed, ListedClass Class)
    {
        public static Entry Of<TSpec>(Declared<TSpec> declared)
            where TSpec : IEquatable<TSpec> => Of(declared.Type, declared.Type.Extensible, null);

        public static Entry Of(DeclaredClip declared) => Of(declared.Type, declared.Type.Extensible && declared.Failure is null, null);

        public static Entry Of(DeclaredMultimodal declared) => Of(declared.Type, declared.Type.Extensible && declared.Failure is null, null);

        public static Entry Of(DeclaredMllm declared) => Of(declared.Type, declared.Type.Extensible, declared.Failure is null ? declared.Spec?.Prepare?.Maker : null);

        // A recipe that breaks a rule has no data set that could be made, and no pipelines.
        public static Entry Of(DeclaredRecipe declared)
        {
            RecipeSpec? spec = declared.Failure is null ? declared.Spec : null;
            Entry entry = Of(declared.Type, declared.Type.Extensible, spec?.Prepare?.Maker);
            return spec is null ? entry : entry with { Class = entry.Class with { Images = spec.Images, Texts = spec.Texts } };
        }

        private static Entry Of(TypeDeclaration type, bool listed, string? maker) => new(
            $"{(type.Sweep is { } sweep ? $"{sweep}." : "")}{type.Name}".Replace("@", ""), listed, new(type.FullName, maker, type.Published.Count > 0));
    }
}
