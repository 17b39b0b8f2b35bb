namespace OpenVision;

/// <summary>One stage of a multimodal run; stages run in the order they are written.</summary>
/// <param name="name">The stage's name, unique in its recipe.</param>
/// <param name="trains">The parts that train; all others are frozen. Default: those of the stage of this name that is taken over.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MllmStageAttribute(string name, ModelParts trains = ModelParts.None) : Attribute
{
    /// <summary>The stage's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parts that train.</summary>
    public ModelParts Trains { get; } = trains;

    /// <summary>The number of samples seen. Default 0: what <see cref="Epochs"/> passes over the data have.</summary>
    public long Samples { get; set; }

    /// <summary>The number of passes over the data. Default 1.</summary>
    public double Epochs { get; set; } = 1;

    /// <summary>The number of samples of one optimiser update.</summary>
    public int BatchSize { get; set; }

    /// <summary>The number of samples whose activations are held at a time. Default 0: the whole batch.</summary>
    public int MicroBatch { get; set; }

    /// <summary>The peak learning rate.</summary>
    public double LearningRate { get; set; }

    /// <summary>The connector's peak learning rate. Default: <see cref="LearningRate"/>.</summary>
    public double ConnectorLearningRate { get; set; }

    /// <summary>The image encoder's peak learning rate. Default: <see cref="LearningRate"/>.</summary>
    public double VisionLearningRate { get; set; }

    /// <summary>The share of the stage over which learning rates rise from 0; then they fall to 0 along a cosine. Default 0.03.</summary>
    public double Warmup { get; set; } = 0.03;

    /// <summary>The form of a conversation. Default: the picture and its caption, without roles.</summary>
    public ChatTemplate Template { get; set; }

    /// <summary>The most tokens of a sample, pictures included. Default 2048.</summary>
    public int MaxLength { get; set; } = 2048;

    /// <summary>How pictures are fitted in this stage. Default: as the model says.</summary>
    public ImageAspect Aspect { get; set; }

    /// <summary>The grids of tiles that a picture may be laid on in this stage. Default: the model's.</summary>
    public string[] Grids { get; set; } = [];

    /// <summary>The number of tiles beyond which tokens are scaled down to as many in this stage. Default: the model's.</summary>
    public int MaxTiles { get; set; }

    /// <summary>Whether samples of like length, and of a kind (with and without pictures), are batched together. Default: no.</summary>
    public bool GroupByLength { get; set; }
}
