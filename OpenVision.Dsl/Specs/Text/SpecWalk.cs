namespace OpenVision;

/// <summary>
/// The settings of every model spec in their order: the one place that names them. A property that is missing here is neither
/// hashed nor compared, so a test goes through all of them.
/// </summary>
internal static partial class SpecWalk
{
    /// <summary>What a part is where its text says nothing else.</summary>
    public static ModelSpec BlankModel => new() { Name = "" };

    private static VisionSpec BlankVision => new() { Name = "", Width = 0, Depth = 0, Heads = 0, MlpDim = 0, EmbedDim = 0 };

    private static TextSpec BlankText => new() { Name = "", Width = 0, Depth = 0, Heads = 0, MlpDim = 0, EmbedDim = 0 };

    private static DecoderSpec BlankDecoder => new() { Name = "", Width = 0, Depth = 0, Heads = 0, MlpDim = 0 };

    private static TextDecoderSpec BlankTextDecoder => new() { Name = "", Width = 0, Depth = 0, Heads = 0, MlpDim = 0 };

    /// <summary>A model; its parts stand at the places that a recipe's have.</summary>
    public static ModelSpec Model(SpecCursor at, ModelSpec model) => model with
    {
        Name = at.Class(model.Name),
        Vision = at.Part("vision", model.Vision, BlankVision, Vision),
        Text = at.Part("text", model.Text, BlankText, Text),
        Decoder = at.Part("decoder", model.Decoder, BlankDecoder, Decoder),
        TextDecoder = at.Part("textDecoder", model.TextDecoder, BlankTextDecoder, TextDecoder),
        Loss = at["loss"].Word("kind", model.Loss),
    };

    private static VisionSpec Vision(SpecCursor at, VisionSpec spec) => spec with
    {
        Name = at.Class(spec.Name),
        Width = at.Whole("width", spec.Width),
        Depth = at.Whole("depth", spec.Depth),
        Heads = at.Whole("heads", spec.Heads),
        MlpDim = at.Whole("mlpDim", spec.MlpDim),
        EmbedDim = at.Whole("embedDim", spec.EmbedDim),
        Patch = at.Whole("patch", spec.Patch),
        Resolution = at.Whole("resolution", spec.Resolution),
        CropToPatches = at.Truth("cropToPatches", spec.CropToPatches),
        Trunk = at.Word("trunk", spec.Trunk),
        StageDepths = at.Wholes("stageDepths", spec.StageDepths),
        StageWidths = at.Wholes("stageWidths", spec.StageWidths),
        Pooling = at.Word("pooling", spec.Pooling),
        ClassToken = at.Truth("classToken", spec.ClassToken),
        PatchBias = at.Truth("patchBias", spec.PatchBias),
        PreNorm = at.Truth("preNorm", spec.PreNorm),
        Head = at.Word("head", spec.Head),
        Activation = at.Word("activation", spec.Activation),
        Positions = at.Word("positions", spec.Positions),
        NormEpsilon = at.Real("normEpsilon", spec.NormEpsilon),
        Resize = at.Word("resize", spec.Resize),
        Interpolation = at.Word("interpolation", spec.Interpolation),
        Colors = at.Word("colors", spec.Colors),
    };

    private static TextSpec Text(SpecCursor at, TextSpec spec) => spec with
    {
        Name = at.Class(spec.Name),
        Width = at.Whole("width", spec.Width),
        Depth = at.Whole("depth", spec.Depth),
        Heads = at.Whole("heads", spec.Heads),
        MlpDim = at.Whole("mlpDim", spec.MlpDim),
        EmbedDim = at.Whole("embedDim", spec.EmbedDim),
        Context = at.Whole("context", spec.Context),
        Vocabulary = at.Whole("vocabulary", spec.Vocabulary),
        Pooling = at.Word("pooling", spec.Pooling),
        Causal = at.Truth("causal", spec.Causal),
        ProjectionBias = at.Truth("projectionBias", spec.ProjectionBias),
        Tokenization = at.Word("tokenization", spec.Tokenization),
        Activation = at.Word("activation", spec.Activation),
        NormEpsilon = at.Real("normEpsilon", spec.NormEpsilon),
    };

    private static DecoderSpec Decoder(SpecCursor at, DecoderSpec spec) => spec with
    {
        Name = at.Class(spec.Name),
        Width = at.Whole("width", spec.Width),
        Depth = at.Whole("depth", spec.Depth),
        Heads = at.Whole("heads", spec.Heads),
        MlpDim = at.Whole("mlpDim", spec.MlpDim),
        Queries = at.Whole("queries", spec.Queries),
        Vocabulary = at.Whole("vocabulary", spec.Vocabulary),
        Activation = at.Word("activation", spec.Activation),
        NormEpsilon = at.Real("normEpsilon", spec.NormEpsilon),
    };

    private static TextDecoderSpec TextDecoder(SpecCursor at, TextDecoderSpec spec) => spec with
    {
        Name = at.Class(spec.Name),
        Width = at.Whole("width", spec.Width),
        Depth = at.Whole("depth", spec.Depth),
        Heads = at.Whole("heads", spec.Heads),
        MlpDim = at.Whole("mlpDim", spec.MlpDim),
        Context = at.Whole("context", spec.Context),
        Vocabulary = at.Whole("vocabulary", spec.Vocabulary),
        PrefixMask = at.Truth("prefixMask", spec.PrefixMask),
        Activation = at.Word("activation", spec.Activation),
        NormEpsilon = at.Real("normEpsilon", spec.NormEpsilon),
    };
}
