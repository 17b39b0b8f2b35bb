using System.Globalization;

namespace OpenVision.Multimodal;

/// <summary>Where multimodal checkpoints hold a model's tensors.</summary>
internal static class MultimodalNames
{
    /// <summary>What a connector's tensors are called below, in LLaVA's files.</summary>
    public const string Connector = "mm_projector.";

    private const string PortConnector = "multi_modal_projector.";
    private const string Model = "model.";
    private const string NewlineName = "image_newline";
    private const string Visual = "visual.";
    private const string PatchBias = "visual.conv1.bias";
    private const string Projection = "visual_projection.weight";

    /// <summary>The layout that some names are of.</summary>
    /// <param name="names">The names of a checkpoint's tensors.</param>
    public static MultimodalLayout Guess(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (name.StartsWith("language_model.", StringComparison.Ordinal) || name.StartsWith(PortConnector, StringComparison.Ordinal))
            {
                return MultimodalLayout.HuggingFace;
            }

            if (name.StartsWith("model.language_model.", StringComparison.Ordinal) || name.StartsWith(Model + PortConnector, StringComparison.Ordinal))
            {
                return MultimodalLayout.HuggingFaceModules;
            }
        }

        return MultimodalLayout.Original;
    }

    /// <summary>What the image encoder's names begin with.</summary>
    /// <param name="layout">The layout.</param>
    public static string VisionPrefix(MultimodalLayout layout) => layout switch
    {
        MultimodalLayout.Original => "model.vision_tower.vision_tower.",
        MultimodalLayout.HuggingFace => "vision_tower.",
        _ => "model.vision_tower.",
    };

    /// <summary>
    /// An image encoder's tensors, without its head, which no connector reads: Hugging Face's names of a vision transformer, which CLIP and
    /// SigLIP have there; a ConvNeXt's own.
    /// </summary>
    /// <param name="spec">The image encoder.</param>
    /// <param name="layout">The layout.</param>
    public static IEnumerable<TensorMap> Vision(VisionSpec spec, MultimodalLayout layout)
    {
        ModelSpec model = new() { Name = spec.Name, Vision = spec };
        IEnumerable<TensorMap> maps = spec.Trunk == Trunk.ConvNext
            ? ParameterTable.Vision(spec).Select(parameter => Same(parameter, parameter.Name))
            : LayoutMap.Of(WeightLayout.HuggingFace, model)
                .Select(map => map.Parameter.Name == PatchBias ? Same(map.Parameter, "vision_model.embeddings.patch_embedding.bias") : map)
                .Where(map => map.Parts[0].Key != Projection);
        return maps.Select(map => map with { Parts = new(map.Parts.Select(part => part with { Key = VisionPrefix(layout) + part.Key })) });
    }

    /// <summary>Whether the features that a connector reads depend on one of the image encoder's tensors.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="name">The tensor's name in the encoder's store.</param>
    public static bool IsRead(MultimodalSpec spec, string name)
    {
        const string Blocks = "visual.transformer.resblocks.";
        if (spec.Vision.Trunk == Trunk.ConvNext)
        {
            return !name.StartsWith("visual.head.", StringComparison.Ordinal) && !name.StartsWith("visual.trunk.head.", StringComparison.Ordinal);
        }

        return name.StartsWith(Blocks, StringComparison.Ordinal)
            ? int.Parse(name.AsSpan(Blocks.Length, name.IndexOf('.', Blocks.Length) - Blocks.Length), CultureInfo.InvariantCulture) < spec.Vision.Depth + 1 + spec.FeatureLayer
            : name[Visual.Length..] is "class_embedding" or "conv1.weight" or "conv1.bias" or "positional_embedding" or "ln_pre.weight" or "ln_pre.bias";
    }

    /// <summary>A connector's tensors.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="layout">The layout.</param>
    public static IEnumerable<TensorMap> ConnectorMaps(MultimodalSpec spec, MultimodalLayout layout) =>
        ParameterTable.Connector(spec).Select(parameter => Same(parameter, ConnectorName(parameter.Name, layout)));

    /// <summary>A language model's tensors, and the newline vector.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="layout">The layout.</param>
    public static IEnumerable<TensorMap> Language(MultimodalSpec spec, MultimodalLayout layout) =>
        ParameterTable.Language(spec).Select(parameter => Same(parameter, LanguageName(parameter.Name, layout)));

    /// <summary>Whether a checkpoint may hold a tensor that a model lacks: what is computed, and the head of a model whose head is the token table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spec">The model.</param>
    /// <param name="layout">The layout.</param>
    public static bool MayBeLeft(string name, MultimodalSpec spec, MultimodalLayout layout) =>
        name.EndsWith(".inv_freq", StringComparison.Ordinal)
        || name.StartsWith(VisionPrefix(layout), StringComparison.Ordinal)
        || (spec.Language.TiedHead && name == LanguageName("lm_head.weight", layout));

    private static string ConnectorName(string name, MultimodalLayout layout)
    {
        if (layout == MultimodalLayout.Original)
        {
            return Model + Connector + name;
        }

        // Every second number is a GELU's: 0 and 2 are linear_1 and linear_2.
        string[] parts = name.Split('.');
        int number = parts.Length == 1 ? 1 : (int.Parse(parts[0], CultureInfo.InvariantCulture) / 2) + 1;
        return $"{(layout == MultimodalLayout.HuggingFaceModules ? Model : "")}{PortConnector}linear_{number}.{parts[^1]}";
    }

    private static string LanguageName(string name, MultimodalLayout layout) => (layout, name) switch
    {
        (MultimodalLayout.Original, _) => name,
        (MultimodalLayout.HuggingFace, ParameterTable.Newline) => NewlineName,
        (MultimodalLayout.HuggingFace, _) => "language_model." + name,
        (_, ParameterTable.Newline or "lm_head.weight") => name,
        _ => "model.language_model." + name[Model.Length..],
    };

    private static TensorMap Same(ParameterSpec parameter, string key) => new(parameter, new([new StoredTensor(key, parameter.Shape)]));
}
