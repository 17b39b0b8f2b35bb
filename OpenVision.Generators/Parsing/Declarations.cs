using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Finds the classes with an attribute of the DSL, as values that compare by content.</summary>
internal static class Declarations
{
    /// <summary>The image encoders.</summary>
    public static IncrementalValuesProvider<Declared<VisionSpec>> Visions(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Vision, static found => Model(found, VisionModelParser.Parse));

    /// <summary>The text encoders.</summary>
    public static IncrementalValuesProvider<Declared<TextSpec>> Texts(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Text, static found => Model(found, TextModelParser.Parse));

    /// <summary>The caption decoders that have a class of their own.</summary>
    public static IncrementalValuesProvider<Declared<DecoderSpec>> Decoders(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Decoder, static found => Model(found, CaptionDecoderParser.Parse));

    /// <summary>The text decoders.</summary>
    public static IncrementalValuesProvider<Declared<TextDecoderSpec>> TextDecoders(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.TextDecoder, static found => Model(found, TextDecoderParser.Parse));

    /// <summary>The recipes without a decoder or with a preset one.</summary>
    public static IncrementalValuesProvider<DeclaredRecipe> Recipes(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Recipe, Recipe);

    /// <summary>The recipes with a decoder class.</summary>
    public static IncrementalValuesProvider<DeclaredRecipe> RecipesWithDecoder(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.RecipeWithDecoder, Recipe);

    /// <summary>The models of two towers.</summary>
    public static IncrementalValuesProvider<DeclaredClip> Clips(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Clip, Clip);

    /// <summary>The models of two towers and a decoder.</summary>
    public static IncrementalValuesProvider<DeclaredClip> ClipsWithDecoder(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.ClipWithDecoder, Clip);

    /// <summary>The sweeps.</summary>
    public static IncrementalValuesProvider<DeclaredSweep> Sweeps(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Sweep, static found =>
        {
            INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
            return SweepParser.Parse(type, found.Attributes[0], TypeDeclarationParser.Parse(type, found.TargetNode, found.SemanticModel)).Spec;
        });

    private static IncrementalValuesProvider<T> Find<T>(
        this IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, T?> parse)
        where T : class =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                (found, _) => IsFirst(found) ? Memo<T>.Of(found.Attributes[0], _ => parse(found)!) : null)
            .Where(static declared => declared is not null)
            .Select(static (declared, _) => declared!)
            .WithTrackingName(TrackingNames.Parsed);

    private static Declared<TSpec> Model<TSpec>(GeneratorAttributeSyntaxContext found, Func<INamedTypeSymbol, AttributeData, Parsed<TSpec>> parse)
        where TSpec : IEquatable<TSpec>
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        Parsed<TSpec> parsed = parse(type, found.Attributes[0]);
        return new(TypeDeclarationParser.Parse(type, found.TargetNode, found.SemanticModel), parsed.Spec, Finding.FirstFailure(parsed.Findings));
    }

    private static DeclaredRecipe Recipe(GeneratorAttributeSyntaxContext found)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        AttributeData attribute = found.Attributes[0];
        IReadOnlyList<ITypeSymbol> parts = RecipeAttributes.Of(type).Parts(attribute);
        Parsed<RecipeSpec?> parsed = TrainRecipeParser.Parse(type, attribute);
        return new DeclaredRecipe
        {
            Type = TypeDeclarationParser.Parse(type, found.TargetNode, found.SemanticModel),
            Spec = parsed.Spec,
            Parts = Written(parts, type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static DeclaredClip Clip(GeneratorAttributeSyntaxContext found)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)found.TargetSymbol;
        IReadOnlyList<ITypeSymbol> parts = JoinedParts.Types(found.Attributes[0]);
        Parsed<ModelSpec?> parsed = ClipModelParser.Parse(type, found.Attributes[0]);
        return new DeclaredClip
        {
            Type = TypeDeclarationParser.Parse(type, found.TargetNode, found.SemanticModel),
            Spec = parsed.Spec,
            Parts = Written(parts, type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static PartNames Written(IReadOnlyList<ITypeSymbol> parts, INamedTypeSymbol type) => new(
        PartParser.Written(parts[0], type), PartParser.Written(parts[1], type), parts.Count > 2 ? PartParser.Written(parts[2], type) : null);

    private static string? Failure(IEnumerable<Finding> findings, IEnumerable<ITypeSymbol> parts) =>
        Finding.FirstFailure(findings) ?? parts.Select(PartParser.FirstFailure).FirstOrDefault(static failure => failure is not null);

    // Two halves of a class may each carry the attribute, which the compiler reports; one file is emitted for them.
    private static bool IsFirst(GeneratorAttributeSyntaxContext found)
    {
        AttributeData? first = ((INamedTypeSymbol)found.TargetSymbol).GetAttributes()
            .FirstOrDefault(attribute => AttributeNames.Kind(attribute) == AttributeNames.Kind(found.Attributes[0]));
        return first?.ApplicationSyntaxReference is { } reference
            && reference.SyntaxTree == found.TargetNode.SyntaxTree
            && found.TargetNode.Span.Contains(reference.Span);
    }
}
