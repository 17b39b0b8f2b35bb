namespace OpenVision;

internal static partial class SpecWalk
{
    /// <summary>What a language model is where its text says nothing else.</summary>
    public static LanguageSpec BlankLanguage => new()
    {
        Name = "",
        Family = default,
        Width = 0,
        Depth = 0,
        Heads = 0,
        KeyValueHeads = 0,
        HeadDim = 0,
        MlpDim = 0,
        Vocabulary = 0,
        Context = 0,
    };

    /// <summary>What a multimodal model is where its text says nothing else.</summary>
    public static MultimodalSpec BlankMultimodal => new() { Name = "", Vision = BlankVision, Language = BlankLanguage };

    /// <summary>A language model; its settings stand where a multimodal model's have them.</summary>
    public static LanguageSpec LanguageModel(SpecCursor at, LanguageSpec spec) =>
        Language(at["language"], spec with { Name = at.Class(spec.Name) });

    /// <summary>A multimodal model.</summary>
    public static MultimodalSpec Multimodal(SpecCursor at, MultimodalSpec spec) => Parts(at, spec with { Name = at.Class(spec.Name) });

    // "images" is the place of a recipe's own pipeline.
    private static MultimodalSpec Parts(SpecCursor at, MultimodalSpec spec) => spec with
    {
        Vision = Vision(at["vision"], spec.Vision),
        Language = Language(at["language"], spec.Language with { Name = at["language"].Class(spec.Language.Name) }),
        ConnectorLayers = at["connector"].Whole("layers", spec.ConnectorLayers),
        FeatureLayer = at["connector"].Whole("featureLayer", spec.FeatureLayer),
        KeepClassToken = at["connector"].Truth("keepClassToken", spec.KeepClassToken),
        Images = Pictures(at["pictures"], spec.Images),
        Video = at.Part("video", spec.Video, new(), Video),
    };

    private static LanguageSpec Language(SpecCursor at, LanguageSpec spec) => spec with
    {
        Family = at.Word("family", spec.Family),
        Width = at.Whole("width", spec.Width),
        Depth = at.Whole("depth", spec.Depth),
        Heads = at.Whole("heads", spec.Heads),
        KeyValueHeads = at.Whole("keyValueHeads", spec.KeyValueHeads),
        HeadDim = at.Whole("headDim", spec.HeadDim),
        MlpDim = at.Whole("mlpDim", spec.MlpDim),
        Vocabulary = at.Whole("vocabulary", spec.Vocabulary),
        Context = at.Whole("context", spec.Context),
        RopeTheta = at.Real("ropeTheta", spec.RopeTheta),
        RopeScale = at.Real("ropeScale", spec.RopeScale),
        NormEpsilon = at.Real("normEpsilon", spec.NormEpsilon),
        TiedHead = at.Truth("tiedHead", spec.TiedHead),
        AttentionBias = at.Truth("attentionBias", spec.AttentionBias),
        BeginToken = at.Whole("beginToken", spec.BeginToken),
        EndTokens = at.Wholes("endTokens", spec.EndTokens),
        PaddingToken = at.Whole("paddingToken", spec.PaddingToken),
    };

    private static ImagePolicySpec Pictures(SpecCursor at, ImagePolicySpec spec) => spec with
    {
        Aspect = at.Word("aspect", spec.Aspect),
        Grids = at.Grids("grids", spec.Grids),
        Merge = at.Word("merge", spec.Merge),
        Thumbnail = at.Truth("thumbnail", spec.Thumbnail),
        MaxTiles = at.Whole("maxTiles", spec.MaxTiles),
        Rule = at.Word("rule", spec.Rule),
    };

    private static VideoPolicySpec Video(SpecCursor at, VideoPolicySpec spec) => spec with
    {
        Frames = at.Whole("frames", spec.Frames),
        FramesPerSecond = at.Real("framesPerSecond", spec.FramesPerSecond),
        AlwaysSample = at.Truth("alwaysSample", spec.AlwaysSample),
        Pooling = at.Word("pooling", spec.Pooling),
        Stride = at.Whole("stride", spec.Stride),
        Newline = at.Word("newline", spec.Newline),
        TimeSentence = at.Truth("timeSentence", spec.TimeSentence),
    };
}
