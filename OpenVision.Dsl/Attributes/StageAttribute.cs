namespace OpenVision;

/// <summary>One stage of a recipe's curriculum; stages run in the order they are written.</summary>
/// <param name="name">The stage's name, unique in its recipe.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class StageAttribute(string name) : Attribute
{
    /// <summary>The stage's name.</summary>
    public string Name { get; } = name;

    /// <summary>The side of the training images in pixels. Default: the encoder's resolution.</summary>
    public int Resolution { get; set; }

    /// <summary>The number of image-text pairs seen.</summary>
    public long Samples { get; set; }

    /// <summary>The number of pairs of one optimiser update.</summary>
    public int BatchSize { get; set; }

    /// <summary>The peak learning rate for a batch of 256; the rate used is this × <see cref="BatchSize"/> / 256.</summary>
    public double BaseLearningRate { get; set; }

    /// <summary>The peak learning rate itself, whatever the batch; in place of <see cref="BaseLearningRate"/>.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of pairs over which the learning rate rises linearly from 0. Default 0.</summary>
    public long WarmupSamples { get; set; }

    /// <summary>
    /// The number of pairs whose activations are held at a time; the gradients stay those of the whole batch (GradCache, arXiv
    /// 2101.06983), for which both encoders run forward twice. Default 0: the whole batch.
    /// </summary>
    public int MicroBatch { get; set; }

    /// <summary>The share of an image's patches that a training step leaves out, from 0 to 0.9; evaluations see all. Default 0.</summary>
    public double MaskRatio { get; set; }

    /// <summary>Which patches are left out. Default: any of them.</summary>
    public TokenMask Mask { get; set; }
}
