using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>What a class can take over from another with <c>[From]</c>, by what it declares.</summary>
internal sealed class TakenOver
{
    private readonly HashSet<string> settings;
    private readonly HashSet<string> said;

    private TakenOver(string stage, string missing, string[] settings, string[] said) =>
        (Stage, Missing, this.settings, this.said) = (stage, missing, new(settings, StringComparer.Ordinal), new(said.Concat(settings), StringComparer.Ordinal));

    /// <summary>What a recipe takes over that trains encoders.</summary>
    public static TakenOver Recipe { get; } = new(
        AttributeNames.Stage,
        "a recipe; name a recipe, or put [RecipeDefaults], [Stage] or [Data] on it",
        [AttributeNames.Recipe, AttributeNames.RecipeWithDecoder, AttributeNames.RecipeDefaults],
        [
            AttributeNames.Stage, AttributeNames.Data, AttributeNames.Eval, AttributeNames.Augment, AttributeNames.Images, AttributeNames.Texts, AttributeNames.Prepare,
            AttributeNames.Budget, AttributeNames.From,
        ]);

    /// <summary>What a multimodal recipe takes over.</summary>
    public static TakenOver Mllm { get; } = new(
        AttributeNames.MllmStage,
        "a multimodal recipe; name one, or put [MllmDefaults], [MllmStage] or [Conversations] on it",
        [AttributeNames.Mllm, AttributeNames.MllmDefaults],
        [
            AttributeNames.MllmStage, AttributeNames.Conversations, AttributeNames.Lora, AttributeNames.Eval, AttributeNames.Prepare, AttributeNames.Budget,
            AttributeNames.From,
        ]);

    /// <summary>What a multimodal model takes over.</summary>
    public static TakenOver Multimodal { get; } = new(
        AttributeNames.MllmStage, "a multimodal model; name a class with [Multimodal]", [AttributeNames.Multimodal], [AttributeNames.Video, AttributeNames.From]);

    /// <summary>The attribute of its stages.</summary>
    public string Stage { get; }

    /// <summary>The end of a sentence on a class from which nothing can be taken over.</summary>
    public string Missing { get; }

    /// <summary>Whether an attribute's arguments are taken over one by one.</summary>
    public bool IsSettings(AttributeData attribute) => settings.Contains(AttributeNames.Of(attribute));

    /// <summary>Whether a class has anything to take over.</summary>
    public bool IsSaidOn(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => said.Contains(AttributeNames.Of(attribute)));
}
