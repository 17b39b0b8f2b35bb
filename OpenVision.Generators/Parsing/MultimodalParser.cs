using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[Multimodal]</c> with <c>[Video]</c>, and the attributes of the classes that it joins.</summary>
internal static class MultimodalParser
{
    private static readonly MultimodalAttribute<object, object> Defaults = new();
    private static readonly VideoAttribute VideoDefaults = new();

    /// <summary>The model that the attributes mean; none where one of its parts is no model.</summary>
    public static Parsed<MultimodalSpec?> Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        IReadOnlyList<ITypeSymbol> types = JoinedParts.Types(attribute);
        Parsed<VisionSpec>? vision = PartParser.Parse(types[0], AttributeNames.Vision, VisionModelParser.Parse);
        Parsed<LanguageSpec>? language = PartParser.Parse(types[1], AttributeNames.Language, LanguageModelParser.Parse);
        RecipeAttributes told = RecipeAttributes.Of(type, TakenOver.Multimodal);
        List<Finding> findings =
        [
            .. told.Findings,
            .. JointRules.Parts(
                (PartParser.Describe(types[0], AttributeNames.Vision, vision), "TVision"),
                (PartParser.Describe(types[1], AttributeNames.Language, language), "TLanguage")),
        ];
        if (vision is null || language is null)
        {
            return new(null, findings);
        }

        AttributeArguments arguments = told.Settings(attribute);
        Parsed<ImagePolicySpec> images = ImagePolicyParser.Parse(arguments);
        Told? video = told.Single(AttributeNames.Video);
        MultimodalSpec spec = new()
        {
            Name = type.Name,
            Vision = vision.Spec,
            Language = language.Spec,
            ConnectorLayers = arguments.Get(nameof(Defaults.ConnectorLayers), Defaults.ConnectorLayers),
            FeatureLayer = arguments.Get(nameof(Defaults.FeatureLayer), Defaults.FeatureLayer),
            KeepClassToken = arguments.Get(nameof(Defaults.KeepClassToken), Defaults.KeepClassToken),
            Images = images.Spec,
            Video = video is null ? null : Video(video.Arguments),
        };
        findings.AddRange(images.Findings);

        // What is wrong with a part by itself is reported there, and means nothing here.
        if (!vision.Findings.Concat(language.Findings).Any(static finding => finding.Blocks))
        {
            findings.AddRange(MultimodalRules.Check(spec, place => Locator.IsWritten(type, attribute, place)));
        }

        return new(spec, findings);
    }

    private static VideoPolicySpec Video(AttributeArguments arguments) => new()
    {
        Frames = arguments.Get(nameof(VideoDefaults.Frames), VideoDefaults.Frames),
        FramesPerSecond = arguments.Get(nameof(VideoDefaults.FramesPerSecond), VideoDefaults.FramesPerSecond),
        AlwaysSample = arguments.Get(nameof(VideoDefaults.AlwaysSample), VideoDefaults.AlwaysSample),
        Pooling = arguments.Get(nameof(VideoDefaults.Pooling), VideoDefaults.Pooling),
        Stride = arguments.Get(nameof(VideoDefaults.Stride), VideoDefaults.Stride),
        Newline = arguments.Get(nameof(VideoDefaults.Newline), VideoDefaults.Newline),
        TimeSentence = arguments.Get(nameof(VideoDefaults.TimeSentence), VideoDefaults.TimeSentence),
    };
}
