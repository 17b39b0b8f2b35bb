namespace OpenVision;

/// <summary>Where checkpoints of the known layouts hold a model's tensors.</summary>
public static class LayoutMap
{
    private const string FlaxRoot = "params/";

    private static readonly string[] FlaxRoots = [FlaxRoot, "img/", "txt/", "txt_decoder/"];

    /// <summary>Every tensor of a model that a layout has a name for, in our order.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="model">The model.</param>
    public static IEnumerable<TensorMap> Of(WeightLayout layout, ModelSpec model) => layout switch
    {
        WeightLayout.HuggingFace => HuggingFaceLayout.Map(model),
        WeightLayout.Flax => FlaxLayout.Map(model),
        WeightLayout.OpenClip => OpenClipLayout.Map(model),
        _ => [.. OpenClipLayout.Map(model), .. model.DecoderParameters().Select(static parameter => Same(parameter, parameter.Name))],
    };

    /// <summary>Where a checkpoint holds a model's tensors, by what its names are.</summary>
    /// <param name="names">The names of the checkpoint's tensors.</param>
    /// <param name="model">The model.</param>
    public static (WeightLayout Layout, IReadOnlyList<TensorMap> Maps) Found(IEnumerable<string> names, ModelSpec model)
    {
        string[] all = [.. names];
        WeightLayout layout = Guess(all);

        // A training state of JAX's keeps the parameters under a root of their own.
        string root = layout == WeightLayout.Flax && all.Any(static name => name.StartsWith(FlaxRoot, StringComparison.Ordinal)) ? FlaxRoot : "";
        return (layout, [.. Of(layout, model).Select(map => root.Length == 0 ? map : map with { Parts = new(map.Parts.Select(part => part with { Key = root + part.Key })) })]);
    }

    /// <summary>Why a layout has no names for a model; none where it has.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="model">The model.</param>
    public static string? WhyNot(WeightLayout layout, ModelSpec model) => layout switch
    {
        WeightLayout.HuggingFace => HuggingFaceLayout.WhyNot(model),
        WeightLayout.Flax => FlaxLayout.WhyNot(model),
        WeightLayout.OpenClip => OpenClipLayout.WhyNot(model),
        _ => null,
    };

    /// <summary>The layout that some names are of; <see cref="WeightLayout.OpenVision"/> covers open_clip's names, too.</summary>
    /// <param name="names">The names of a checkpoint's tensors.</param>
    public static WeightLayout Guess(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (FlaxRoots.Any(root => name.StartsWith(root, StringComparison.Ordinal)))
            {
                return WeightLayout.Flax;
            }

            if (name.StartsWith("vision_model.", StringComparison.Ordinal) || name.StartsWith("text_model.", StringComparison.Ordinal))
            {
                return WeightLayout.HuggingFace;
            }
        }

        return WeightLayout.OpenVision;
    }

    /// <summary>A name below a block, such as <c>attn.out_proj.weight</c> of <c>transformer.resblocks.3.attn.out_proj.weight</c>.</summary>
    internal static bool IsBlock(string name, out string block, out string part)
    {
        const string Prefix = "transformer.resblocks.";
        (block, part) = ("", "");
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        int dot = name.IndexOf('.', Prefix.Length);
        (block, part) = (name.Substring(Prefix.Length, dot - Prefix.Length), name.Substring(dot + 1));
        return true;
    }

    /// <summary>A tensor that is stored as it is, under another name.</summary>
    internal static TensorMap Same(ParameterSpec parameter, string key) => new(parameter, new([new StoredTensor(key, parameter.Shape)]));
}
