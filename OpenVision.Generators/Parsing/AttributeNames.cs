using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>The attributes of the DSL by their names in metadata.</summary>
internal static class AttributeNames
{
    public const string Vision = "OpenVision.VisionModelAttribute";
    public const string Text = "OpenVision.TextModelAttribute";
    public const string Decoder = "OpenVision.CaptionDecoderAttribute";
    public const string TextDecoder = "OpenVision.TextDecoderAttribute";
    public const string Recipe = "OpenVision.TrainRecipeAttribute`2";
    public const string RecipeWithDecoder = "OpenVision.TrainRecipeAttribute`3";
    public const string Clip = "OpenVision.ClipModelAttribute`2";
    public const string ClipWithDecoder = "OpenVision.ClipModelAttribute`3";
    public const string Stage = "OpenVision.StageAttribute";
    public const string Data = "OpenVision.DataAttribute";
    public const string Augment = "OpenVision.AugmentAttribute";
    public const string Images = "OpenVision.ImagesAttribute`1";
    public const string Texts = "OpenVision.TextsAttribute`1";
    public const string Prepare = "OpenVision.PrepareAttribute`1";
    public const string Eval = "OpenVision.EvalAttribute";
    public const string From = "OpenVision.FromAttribute`1";
    public const string RecipeDefaults = "OpenVision.RecipeDefaultsAttribute";
    public const string Sweep = "OpenVision.SweepAttribute`1";
    public const string Published = "OpenVision.PublishedAttribute";
    public const string Budget = "OpenVision.BudgetAttribute";
    public const string Language = "OpenVision.LanguageModelAttribute";
    public const string Multimodal = "OpenVision.MultimodalAttribute`2";
    public const string Video = "OpenVision.VideoAttribute";
    public const string Mllm = "OpenVision.MllmRecipeAttribute`1";
    public const string MllmDefaults = "OpenVision.MllmDefaultsAttribute";
    public const string MllmStage = "OpenVision.MllmStageAttribute";
    public const string Conversations = "OpenVision.ConversationsAttribute";
    public const string Lora = "OpenVision.LoraAttribute";
    public const string Catalogue = "OpenVision.RecipeCatalogueAttribute";

    /// <summary>The simple names of all attributes.</summary>
    public static ISet<string> Simple { get; } = new HashSet<string>(
        new[]
        {
            Vision, Text, Decoder, TextDecoder, Recipe, Clip, Stage, Data, Augment, Images, Texts, Prepare, Eval, From, RecipeDefaults, Sweep, Published, Budget,
            Language, Multimodal, Video, Mllm, MllmDefaults, MllmStage, Conversations, Lora,
        }
            .Select(static name => name.Substring("OpenVision.".Length).Split('`')[0]),
        StringComparer.Ordinal);

    /// <summary>The attributes that declare something, with the names they go by.</summary>
    public static IReadOnlyDictionary<string, string> Declaring { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Vision] = "[VisionModel]",
        [Text] = "[TextModel]",
        [Decoder] = "[CaptionDecoder]",
        [TextDecoder] = "[TextDecoder]",
        [Recipe] = "[TrainRecipe]",
        [RecipeWithDecoder] = "[TrainRecipe]",
        [Clip] = "[ClipModel]",
        [ClipWithDecoder] = "[ClipModel]",
        [Sweep] = "[Sweep]",
        [Language] = "[LanguageModel]",
        [Multimodal] = "[Multimodal]",
        [Mllm] = "[MllmRecipe]",
    };

    // Names are asked for again and again, and each would be put together anew.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, string> Names = new();

    /// <summary>The name in metadata of an attribute's class; empty for one outside the namespace <c>OpenVision</c>.</summary>
    public static string Of(AttributeData attribute) =>
        attribute.AttributeClass is { } type ? Names.GetValue(type.OriginalDefinition, Name) : "";

    private static string Name(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "OpenVision", ContainingNamespace.IsGlobalNamespace: true } }
            ? $"OpenVision.{type.MetadataName}"
            : "";

    /// <summary>What an attribute declares a class to be, such as <c>[TrainRecipe]</c> in either form; empty for other attributes.</summary>
    public static string Kind(AttributeData attribute) => Declaring.TryGetValue(Of(attribute), out string? kind) ? kind : "";

    /// <summary>The attributes of one kind on a class, in the order they are written.</summary>
    public static IEnumerable<AttributeData> AttributesNamed(this INamedTypeSymbol type, string name) =>
        type.GetAttributes().Where(attribute => Of(attribute) == name);

    /// <summary>The first attribute of one kind on a class.</summary>
    public static AttributeData? AttributeNamed(this INamedTypeSymbol type, string name) =>
        type.AttributesNamed(name).FirstOrDefault();
}
