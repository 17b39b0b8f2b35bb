using OpenVision.Captioning;
using OpenVision.Clip;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Text;
using OpenVision.Training;
using OpenVision.Vision;

namespace OpenVision.Cli;

/// <summary>An image encoder that the program can make.</summary>
/// <param name="Spec">What fixes its graph.</param>
/// <param name="Create">Makes it in a parameter scope.</param>
public sealed record VisionEntry(VisionSpec Spec, Func<ParameterScope, VisionEncoder> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A text encoder that the program can make.</summary>
/// <param name="Spec">What fixes its graph.</param>
/// <param name="Create">Makes it in a parameter scope.</param>
public sealed record TextEntry(TextSpec Spec, Func<ParameterScope, TextEncoder> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A caption decoder that the program can make.</summary>
/// <param name="Spec">What fixes its graph.</param>
/// <param name="Create">Makes it in a parameter scope, for towers of these widths (vision, text).</param>
public sealed record DecoderEntry(DecoderSpec Spec, Func<ParameterScope, int, int, CaptionDecoder> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A text decoder that the program can make.</summary>
/// <param name="Spec">What fixes its graph.</param>
/// <param name="Create">Makes it in a parameter scope, for image tokens of this width.</param>
public sealed record TextDecoderEntry(TextDecoderSpec Spec, Func<ParameterScope, int, TextDecoder> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A model of two towers, and maybe a decoder, that the program can make.</summary>
/// <param name="Spec">What fixes it.</param>
/// <param name="Create">Makes it.</param>
public sealed record ClipEntry(ModelSpec Spec, Func<GraphSettings, ClipModel> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A recipe that the program can run.</summary>
/// <param name="Spec">The run as data.</param>
/// <param name="Create">Makes what it trains.</param>
/// <param name="Make">Makes its data set, where it makes one.</param>
public sealed record RecipeEntry(
    RecipeSpec Spec,
    Func<GraphSettings, TrainingGraph> Create,
    Action<DatasetRequest, IProgress<double>, CancellationToken>? Make = null)
{
    /// <summary>The version of the generator that wrote it; empty where it is written by hand.</summary>
    public string Generator { get; init; } = "";

    /// <summary>Makes its training images, where it names a pipeline of its own.</summary>
    public Func<ImageTarget, Step<RgbImage, Pixels>>? Images { get; init; }

    /// <summary>Picks its training texts, where it names a pipeline of its own.</summary>
    public Func<TextSteps>? Texts { get; init; }

    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A language model that the program can make.</summary>
/// <param name="Spec">What fixes its graph.</param>
/// <param name="Create">Makes it in a parameter scope.</param>
public sealed record LanguageEntry(LanguageSpec Spec, Func<ParameterScope, LanguageModel> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A multimodal model that the program can make.</summary>
/// <param name="Spec">What fixes it.</param>
/// <param name="Create">Makes it.</param>
public sealed record MultimodalEntry(MultimodalSpec Spec, Func<MultimodalSettings, MultimodalModel> Create)
{
    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>A multimodal recipe that the program can run.</summary>
/// <param name="Spec">The run as data.</param>
/// <param name="Create">Makes what it trains.</param>
/// <param name="Make">Makes its data set, where it makes one.</param>
public sealed record MllmRecipeEntry(
    MllmRecipeSpec Spec,
    Func<MultimodalSettings, MultimodalModel> Create,
    Action<DatasetRequest, IProgress<double>, CancellationToken>? Make = null)
{
    /// <summary>The version of the generator that wrote it; empty where it is written by hand.</summary>
    public string Generator { get; init; } = "";

    /// <summary>What each stage moves, as the compiler found it: the first step of a stage is held to it.</summary>
    public EquatableArray<StageTrainability> Trainability { get; init; } = StageTrainability.Of(Spec);

    /// <summary>What is published of it.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];
}

/// <summary>Everything that a program's attributes declare, in the order of names. Generated.</summary>
/// <param name="Visions">The image encoders.</param>
/// <param name="Texts">The text encoders.</param>
/// <param name="Decoders">The caption decoders.</param>
/// <param name="TextDecoders">The text decoders.</param>
/// <param name="Clips">The models of two towers.</param>
/// <param name="Recipes">The recipes.</param>
public sealed record Catalogue(
    IReadOnlyList<VisionEntry> Visions,
    IReadOnlyList<TextEntry> Texts,
    IReadOnlyList<DecoderEntry> Decoders,
    IReadOnlyList<TextDecoderEntry> TextDecoders,
    IReadOnlyList<ClipEntry> Clips,
    IReadOnlyList<RecipeEntry> Recipes)
{
    /// <summary>The language models.</summary>
    public IReadOnlyList<LanguageEntry> Languages { get; init; } = [];

    /// <summary>The multimodal models.</summary>
    public IReadOnlyList<MultimodalEntry> Multimodals { get; init; } = [];

    /// <summary>The multimodal recipes.</summary>
    public IReadOnlyList<MllmRecipeEntry> Mllms { get; init; } = [];

    /// <summary>One catalogue of several, such as a program's own and those of the libraries that it refers to.</summary>
    /// <param name="parts">The catalogues; no entry is in two of them.</param>
    public static Catalogue Join(params IReadOnlyList<Catalogue> parts) => new(
        [.. parts.SelectMany(static part => part.Visions).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        [.. parts.SelectMany(static part => part.Texts).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        [.. parts.SelectMany(static part => part.Decoders).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        [.. parts.SelectMany(static part => part.TextDecoders).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        [.. parts.SelectMany(static part => part.Clips).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        [.. parts.SelectMany(static part => part.Recipes).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)])
    {
        Languages = [.. parts.SelectMany(static part => part.Languages).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        Multimodals = [.. parts.SelectMany(static part => part.Multimodals).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
        Mllms = [.. parts.SelectMany(static part => part.Mllms).OrderBy(static entry => entry.Spec.Name, StringComparer.Ordinal)],
    };
}
