namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the data pipelines that a recipe names.</summary>
internal static class PipelineRules
{
    /// <summary>What the type of <c>[Images]</c> implements.</summary>
    public const string ImageInterface = "OpenVision.Data.Pipeline.IImagePipeline";

    /// <summary>What the type of <c>[Texts]</c> implements.</summary>
    public const string TextInterface = "OpenVision.Data.Pipeline.ITextPipeline";

    private const string Argument = "TPipeline";

    /// <summary>Checks the pipeline of images.</summary>
    /// <param name="name">The type's name.</param>
    /// <param name="makes">Whether it makes one.</param>
    /// <param name="augments">Whether the recipe has an <c>[Augment]</c> too.</param>
    public static IEnumerable<Finding> Images(string name, bool makes, bool augments) =>
    [
        .. Makes(Part.Images, name, makes, "images", ImageInterface),
        .. augments ? [new Finding(Descriptors.SettingBesidePipeline, new(Part.Augment, 0), "[Augment]", $"[Images<{name}>]")] : Array.Empty<Finding>(),
    ];

    /// <summary>Checks the pipeline of texts.</summary>
    /// <param name="name">The type's name.</param>
    /// <param name="makes">Whether it makes one.</param>
    /// <param name="picks">For each <c>[Data]</c>: whether its <c>Pick</c> is written.</param>
    public static IEnumerable<Finding> Texts(string name, bool makes, IReadOnlyList<bool> picks) =>
    [
        .. Makes(Part.Texts, name, makes, "texts", TextInterface),
        .. Enumerable.Range(0, picks.Count).Where(i => picks[i]).Select(i => new Finding(
            Descriptors.SettingBesidePipeline, new(Part.Data, i, nameof(DataSpec.Pick)), nameof(DataSpec.Pick), $"[Texts<{name}>]")),
    ];

    private static IEnumerable<Finding> Makes(Part part, string name, bool makes, string what, string pipeline) =>
        makes ? [] : [new(Descriptors.NotAPipeline, new(part, 0, Argument), name, what, pipeline)];
}
