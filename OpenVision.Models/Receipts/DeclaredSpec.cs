using OpenVision.Cli;

namespace OpenVision.Receipts;

/// <summary>A recipe or a model as text, wherever it was found.</summary>
/// <param name="Name">The class that declares it; with its namespace where that is known.</param>
/// <param name="Kind">What it is: <c>recipe</c>, <c>clip</c>, <c>vision</c> …</param>
/// <param name="Generator">The version of the generator that wrote it; empty where it is not told.</param>
/// <param name="Text">Its text.</param>
internal sealed record DeclaredSpec(string Name, string Kind, string Generator, SpecText Text)
{
    /// <summary>The class's name alone.</summary>
    public string ClassName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>Whether a typed name means it: its class's name, or that with the namespace.</summary>
    /// <param name="typed">The name as typed.</param>
    /// <param name="comparison">How letters are compared.</param>
    public bool IsCalled(string typed, StringComparison comparison) =>
        string.Equals(Name, typed, comparison) || string.Equals(ClassName, typed, comparison);

    /// <summary>Everything that a program declares.</summary>
    /// <param name="catalogue">The program's catalogue.</param>
    public static IReadOnlyList<DeclaredSpec> Of(Catalogue catalogue) =>
    [
        .. catalogue.Recipes.Select(static entry => new DeclaredSpec(entry.Spec.Name, "recipe", entry.Generator, SpecText.Of(entry.Spec))),
        .. catalogue.Clips.Select(static entry => Of("clip", entry.Spec)),
        .. catalogue.Visions.Select(static entry => Of("vision", new() { Name = entry.Spec.Name, Vision = entry.Spec })),
        .. catalogue.Texts.Select(static entry => Of("text", new() { Name = entry.Spec.Name, Text = entry.Spec })),
        .. catalogue.Decoders.Select(static entry => Of("decoder", new() { Name = entry.Spec.Name, Decoder = entry.Spec })),
        .. catalogue.TextDecoders.Select(static entry => Of("text_decoder", new() { Name = entry.Spec.Name, TextDecoder = entry.Spec })),
        .. catalogue.Languages.Select(static entry => new DeclaredSpec(entry.Spec.Name, "language", "", SpecText.Of(entry.Spec))),
        .. catalogue.Multimodals.Select(static entry => new DeclaredSpec(entry.Spec.Name, "multimodal", "", SpecText.Of(entry.Spec))),
        .. catalogue.Mllms.Select(static entry => new DeclaredSpec(entry.Spec.Name, "mllm", entry.Generator, SpecText.Of(entry.Spec))),
    ];

    private static DeclaredSpec Of(string kind, ModelSpec model) => new(model.Name, kind, "", SpecText.Of(model));
}
