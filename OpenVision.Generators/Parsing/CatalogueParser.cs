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
        IncrementalValueProvider<ImmutableArray<Entry>> visions = context.Visions().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> texts = context.Texts().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> decoders = context.Decoders().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> writers = context.TextDecoders().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> clips = context.Clips().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> captioning = context.ClipsWithDecoder().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> recipes = context.Recipes().Select(static (declared, _) => Entry.Of(declared)).Collect();
        IncrementalValueProvider<ImmutableArray<Entry>> longer = context.RecipesWithDecoder().Select(static (declared, _) => Entry.Of(declared)).Collect();
        return visions.Combine(texts).Combine(decoders).Combine(writers).Combine(Both(clips, captioning)).Combine(Both(recipes, longer)).Select(static (found, _) =>
        {
            (((((ImmutableArray<Entry> visions, ImmutableArray<Entry> texts), ImmutableArray<Entry> decoders), ImmutableArray<Entry> writers), ImmutableArray<Entry> clips), ImmutableArray<Entry> recipes) = found;
            return new CatalogueSpec(
                Names(visions),
                Names(texts),
                Names(decoders),
                Names(writers),
                Names(clips),
                new(Listed(recipes).Select(static entry => entry.Recipe!)),
                visions.Length + texts.Length + decoders.Length + writers.Length + clips.Length + recipes.Length > 0);
        });
    }

    private static IncrementalValueProvider<ImmutableArray<Entry>> Both(
        IncrementalValueProvider<ImmutableArray<Entry>> some, IncrementalValueProvider<ImmutableArray<Entry>> others) =>
        some.Combine(others).Select(static (pair, _) => pair.Left.AddRange(pair.Right));

    private static EquatableArray<string> Names(ImmutableArray<Entry> entries) => new(Listed(entries).Select(static entry => entry.FullName));

    private static IEnumerable<Entry> Listed(ImmutableArray<Entry> entries) =>
        entries.Where(static entry => entry.Listed)
            .OrderBy(static entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(static entry => entry.FullName, StringComparer.Ordinal);

    /// <summary>A declaration as far as the catalogue needs it.</summary>
    private sealed record Entry(string Name, string FullName, bool Listed, RecipeReference? Recipe)
    {
        public static Entry Of<TSpec>(Declared<TSpec> declared)
            where TSpec : IEquatable<TSpec> => new(declared.Type.Name.TrimStart('@'), declared.Type.FullName, declared.Type.Extensible, null);

        public static Entry Of(DeclaredClip declared) =>
            new(declared.Type.Name.TrimStart('@'), declared.Type.FullName, declared.Type.Extensible && declared.Failure is null, null);

        // A recipe that breaks a rule has no data set that could be made, and no pipelines.
        public static Entry Of(DeclaredRecipe declared)
        {
            RecipeSpec? spec = declared.Failure is null ? declared.Spec : null;
            return new(
                declared.Type.Name.TrimStart('@'), declared.Type.FullName, declared.Type.Extensible,
                new(declared.Type.FullName, spec?.Prepare?.Maker, spec?.Images, spec?.Texts));
        }
    }
}
