namespace OpenVision;

/// <summary>
/// What a checkpoint has to hold to be a model's: its tensors, and what its numbers mean, which no header says. The tensors are
/// of any floating-point format.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Layout">Whose names and shapes <paramref name="Tensors"/> has.</param>
/// <param name="Tensors">Every tensor by key and shape, in the order of the graph.</param>
public sealed record WeightManifest(ModelSpec Model, WeightLayout Layout, EquatableArray<StoredTensor> Tensors)
{
    /// <summary>The image encoder's non-linearity; none without one.</summary>
    public Activation? VisionActivation => Model.Vision?.Activation;

    /// <summary>The epsilon of the image encoder's norms; none without one.</summary>
    public double? VisionNormEpsilon => Model.Vision?.NormEpsilon;

    /// <summary>The text encoder's non-linearity; none without one.</summary>
    public Activation? TextActivation => Model.Text?.Activation;

    /// <summary>The epsilon of the text encoder's norms; none without one.</summary>
    public double? TextNormEpsilon => Model.Text?.NormEpsilon;

    /// <summary>A model's manifest.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">The layout. Default: open_clip's.</param>
    public static WeightManifest Of(ModelSpec model, WeightLayout layout = WeightLayout.OpenClip) =>
        new(model, layout, new(LayoutMap.Of(layout, model).SelectMany(static map => map.Parts)));
}
