namespace OpenVision.Tests.Generators.Diagnostics;

/// <summary>Multimodal declarations around the one under test.</summary>
internal static class MllmSources
{
    /// <summary>An image encoder of 24 × 24 patches and a language model of 2,048 positions.</summary>
    public const string Parts = """
        [VisionModel(Variant.Ti, Patch = 14, Resolution = 336)] partial class Eye;
        [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Writer;

        """;

    /// <summary>A stage that aligns the connector.</summary>
    public const string Align = """[MllmStage("align", ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3)]""";

    /// <summary>A stage that tunes the language model.</summary>
    public const string Tune = """[MllmStage("tune", ModelParts.Connector | ModelParts.Language, BatchSize = 128, LearningRate = 2e-5, Template = ChatTemplate.ChatMl)]""";

    /// <summary>Data of every stage.</summary>
    public const string Data = """[Conversations("conversations.json")]""";

    /// <summary>A multimodal model over <see cref="Parts"/>.</summary>
    public static string Model(string arguments, string attributes = "") => $"{Parts}[Multimodal<Eye, Writer>({arguments})] {attributes} partial class Reader;";

    /// <summary>A recipe with these attributes, of a model that breaks no rule.</summary>
    public static string Recipe(string attributes, string model = "") =>
        $"{(model.Length > 0 ? model : $"{Parts}[Multimodal<Eye, Writer>] partial class Reader;")}\n[MllmRecipe<Reader>] {attributes} partial class Recipe;";
}
