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
        context.Find(AttributeNames.Sweep, static found => SweepParser.Parse(found.Type, found.Attribute, Declaration(found)).Spec);

    /// <summary>The language models.</summary>
    public static IncrementalValuesProvider<Declared<LanguageSpec>> Languages(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Language, static found => Model(found, LanguageModelParser.Parse));

    /// <summary>The multimodal models.</summary>
    public static IncrementalValuesProvider<DeclaredMultimodal> Multimodals(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Multimodal, Multimodal);

    /// <summary>The multimodal recipes.</summary>
    public static IncrementalValuesProvider<DeclaredMllm> Mllms(this IncrementalGeneratorInitializationContext context) =>
        context.Find(AttributeNames.Mllm, Mllm);

    private static IncrementalValuesProvider<T> Find<T>(this IncrementalGeneratorInitializationContext context, string attribute, Func<Found, T?> parse)
        where T : class
    {
        string name = attribute.Substring("OpenVision.".Length).Split('`')[0];
        return context.SyntaxProvider
            .CreateSyntaxProvider(
                (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax && MayCarry((TypeDeclarationSyntax)node, name),
                (found, _) => Kept<T>.Of((TypeDeclarationSyntax)found.Node, found.SemanticModel, attribute, parse))
            .Where(static declared => declared is not null)
            .Select(static (declared, _) => declared!)
            .WithTrackingName(TrackingNames.Parsed);
    }

    // A name that is none of ours may be an alias of one.
    private static bool MayCarry(TypeDeclarationSyntax node, string attribute) => node.AttributeLists
        .SelectMany(static list => list.Attributes)
        .Select(static one => $"{SimpleName(one.Name)}Attribute".Replace("AttributeAttribute", "Attribute"))
        .Any(name => name == attribute || !AttributeNames.Simple.Contains(name));

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static TypeDeclaration Declaration(Found found) => TypeDeclarationParser.Parse(found.Type, found.Node, found.Model);

    private static Declared<TSpec> Model<TSpec>(Found found, Func<INamedTypeSymbol, AttributeData, Parsed<TSpec>> parse)
        where TSpec : IEquatable<TSpec>
    {
        Parsed<TSpec> parsed = parse(found.Type, found.Attribute);
        return new(Declaration(found), parsed.Spec, Finding.FirstFailure(parsed.Findings));
    }

    private static DeclaredRecipe Recipe(Found found)
    {
        IReadOnlyList<ITypeSymbol> parts = RecipeAttributes.Of(found.Type).Parts(found.Attribute);
        Parsed<RecipeSpec?> parsed = TrainRecipeParser.Parse(found.Type, found.Attribute);
        return new DeclaredRecipe
        {
            Type = Declaration(found),
            Spec = parsed.Spec,
            Parts = Written(parts, found.Type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static DeclaredClip Clip(Found found)
    {
        IReadOnlyList<ITypeSymbol> parts = JoinedParts.Types(found.Attribute);
        Parsed<ModelSpec?> parsed = ClipModelParser.Parse(found.Type, found.Attribute);
        return new DeclaredClip
        {
            Type = Declaration(found),
            Spec = parsed.Spec,
            Parts = Written(parts, found.Type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static DeclaredMultimodal Multimodal(Found found)
    {
        IReadOnlyList<ITypeSymbol> parts = JoinedParts.Types(found.Attribute);
        Parsed<MultimodalSpec?> parsed = MultimodalParser.Parse(found.Type, found.Attribute);
        return new DeclaredMultimodal
        {
            Type = Declaration(found),
            Spec = parsed.Spec,
            Vision = PartParser.Written(parts[0], found.Type),
            Language = PartParser.Written(parts[1], found.Type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static DeclaredMllm Mllm(Found found)
    {
        IReadOnlyList<ITypeSymbol> parts = JoinedParts.Types(found.Attribute);
        Parsed<MllmRecipeSpec?> parsed = MllmRecipeParser.Parse(found.Type, found.Attribute);
        return new DeclaredMllm
        {
            Type = Declaration(found),
            Spec = parsed.Spec,
            Model = PartParser.Written(parts[0], found.Type),
            Failure = Failure(parsed.Findings, parts),
        };
    }

    private static PartNames Written(IReadOnlyList<ITypeSymbol> parts, INamedTypeSymbol type) => new(
        PartParser.Written(parts[0], type), PartParser.Written(parts[1], type), parts.Count > 2 ? PartParser.Written(parts[2], type) : null);

    private static string? Failure(IEnumerable<Finding> findings, IEnumerable<ITypeSymbol> parts) =>
        Finding.FirstFailure(findings) ?? parts.Select(PartParser.FirstFailure).FirstOrDefault(static failure => failure is not null);
}
