namespace OpenVision;

/// <summary>Whose names and shapes a checkpoint has.</summary>
public enum WeightLayout
{
    /// <summary>What a training run writes: open_clip's names, and a caption decoder beside them.</summary>
    OpenVision,

    /// <summary>open_clip's, in which OpenVision, CLIP, SigLIP and ConvNeXt weights are published.</summary>
    OpenClip,

    /// <summary>Hugging Face's <c>CLIPModel</c>.</summary>
    HuggingFace,

    /// <summary>The JAX training code's parameter paths, as in an <c>.npz</c> archive.</summary>
    Flax,
}

/// <summary>How the axes of a stored tensor become ours.</summary>
public enum Rearrangement
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Both axes of a matrix swapped.</summary>
    Transposed,

    /// <summary>A convolution's height, width, inputs, outputs to outputs, inputs, height, width.</summary>
    ChannelsLast,
}

/// <summary>A stored tensor that is one of ours, or a part of it.</summary>
/// <param name="Key">Its name in the checkpoint.</param>
/// <param name="Shape">Its shape there.</param>
/// <param name="How">How its axes become ours.</param>
/// <param name="Heads">Another shape that it may have there, with the attention heads as an axis of their own; the same scalars in the same order.</param>
public sealed record StoredTensor(string Key, EquatableArray<int> Shape, Rearrangement How = Rearrangement.None, EquatableArray<int> Heads = default);

/// <summary>Where a checkpoint of some layout holds one of a model's tensors.</summary>
/// <param name="Parameter">The tensor.</param>
/// <param name="Parts">What it is made of: one stored tensor, or several joined along the first axis.</param>
public sealed record TensorMap(ParameterSpec Parameter, EquatableArray<StoredTensor> Parts);
