namespace OpenVision.Tests.Generators.Diagnostics;

/// <summary>Declarations around the one under test.</summary>
internal static class Sources
{
    /// <summary>Two towers that fit together.</summary>
    public const string Towers = """
        [VisionModel(Variant.Ti)] partial class Encoder;
        [TextModel(Variant.Ti)] partial class Text;

        """;

    /// <summary>A stage that breaks no rule.</summary>
    public const string Stage = """[Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]""";

    /// <summary>A source of data that breaks no rule.</summary>
    public const string Data = """[Data("shards/{0..9}.tar")]""";

    /// <summary>A recipe over <see cref="Towers"/> with these attributes.</summary>
    public static string Recipe(string attributes) => $"{Towers}{attributes} partial class Recipe;";

    /// <summary>A recipe over <see cref="Towers"/> with these stages.</summary>
    public static string Stages(string stages) => Recipe($"[TrainRecipe<Encoder, Text>] {Data} {stages}");

    /// <summary>A recipe over <see cref="Towers"/> that breaks no rule by itself, with these attributes besides.</summary>
    public static string With(string attributes) => Recipe($"[TrainRecipe<Encoder, Text>] {Data} {Stage} {attributes}");
}
