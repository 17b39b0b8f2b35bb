namespace OpenVision.Generators.Emission;

/// <summary>
/// The names that emitted code takes from usings. Where one of them means something else to the user's class (a class of
/// that name beside it, a global using), it is written in full.
/// </summary>
internal readonly struct RuntimeNames(EquatableArray<string> taken)
{
    /// <summary>Every name with its full form, without <c>global::</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new (string Space, string[] Names)[]
    {
        ("OpenVision", ["VisionSpec", "TextSpec", "DecoderSpec", "TextDecoderSpec", "ModelSpec", "WeightManifest", "RecipeSpec", "StageSpec", "DataSpec", "EvalSpec", "PrepareSpec", "LossSpec",
            "OptimizerSpec", "AugmentationSpec", "Activation", "Positions", "ContrastiveLossKind", "Trunk", "Head", "ResizeMode", "Interpolation", "ColorStatistics", "Tokenization", "VisionPooling", "TextPooling", "Precision", "MomentFormat", "CaptionPick", "TokenMask", "Benchmark",
            "LanguageSpec", "LanguageFamily", "MultimodalSpec", "ImageAspect", "TileMerge", "TileRule", "TokenPooling", "NewlinePlace",
            "MllmRecipeSpec", "MllmStageSpec", "ConversationSpec", "ModelParts", "ChatTemplate", "StageTrainability", "PartState", "EquatableArray"]),
        ("OpenVision.Layers", ["ParameterScope", "GraphSettings", "PatchEmbedding", "TokenEmbedding", "WordEmbedding", "Transformer", "LayerNorm", "Linear",
            "Projection", "AttentionMask", "AttentionPool", "MlpHead"]),
        ("OpenVision.Vision", ["VisionEncoder", "VisionFeatures", "ConvNextTrunk"]),
        ("OpenVision.Text", ["TextEncoder", "TextFeatures", "TextPool"]),
        ("OpenVision.Captioning", ["CaptionDecoder", "LearnedQueries", "TextDecoder"]),
        ("OpenVision.Language", ["LanguageModel", "LanguageAdapters", "LanguageBlocks", "LanguageHead", "LanguageInput", "RmsNorm", "TokenTable"]),
        ("OpenVision.Multimodal", ["MultimodalModel", "MultimodalSettings"]),
        ("OpenVision.Clip", ["ClipModel"]),
        ("OpenVision.Weights", ["ModelWeights"]),
        ("OpenVision.Training", ["TrainingGraph", "TrainingBatch", "StepLosses", "LogitScale", "ContrastiveLoss", "CaptionLoss", "PairEmbeddings", "ChunkShare"]),
        ("TorchSharp", ["DisposeScope"]),
        ("TorchSharp.torch", ["Tensor", "ScalarType", "NewDisposeScope", "cat"]),
    }.SelectMany(static group => group.Names.Select(name => (name, full: $"{group.Space}.{name}")))
     .ToDictionary(static pair => pair.name, static pair => pair.full, StringComparer.Ordinal);

    /// <summary>A name as it is written in the class.</summary>
    /// <param name="name">The simple name.</param>
    public string this[string name] => taken.Contains(name) ? $"global::{All[name]}" : name;
}
