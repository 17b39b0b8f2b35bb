namespace OpenVision;

/// <summary>Declares an image encoder: the partial class becomes its typed graph.</summary>
/// <param name="variant">The paper's letter; sizes set by hand replace the preset's.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VisionModelAttribute(Variant variant = Variant.Custom) : Attribute
{
    /// <summary>The preset of sizes.</summary>
    public Variant Variant { get; } = variant;

    /// <summary>Whose models the options below follow where they are not set. Default: OpenVision's.</summary>
    public Family Family { get; set; }

    /// <summary>The side of a square patch in pixels. Default 16; a ConvNeXt has its stages' stride, 32.</summary>
    public int Patch { get; set; } = 16;

    /// <summary>The side of the square image in pixels. Default 224.</summary>
    public int Resolution { get; set; } = 224;

    /// <summary>Whether pixels at the right and lower edge that fill no patch are left out. Default: no; the patch has to divide the image.</summary>
    public bool CropToPatches { get; set; }

    /// <summary>The size of a token vector. Default: the variant's.</summary>
    public int Width { get; set; }

    /// <summary>The number of transformer blocks. Default: the variant's.</summary>
    public int Depth { get; set; }

    /// <summary>The number of attention heads. Default: the variant's.</summary>
    public int Heads { get; set; }

    /// <summary>The inner width of a block's MLP. Default: the variant's, or four times the width.</summary>
    public int MlpDim { get; set; }

    /// <summary>The size of the joint embedding. Default: the variant's, or the width.</summary>
    public int EmbedDim { get; set; }

    /// <summary>The number of blocks of each stage of a ConvNeXt. Default: the variant's.</summary>
    public int[] StageDepths { get; set; } = [];

    /// <summary>The number of channels of each stage of a ConvNeXt. Default: the variant's.</summary>
    public int[] StageWidths { get; set; } = [];

    /// <summary>How tokens become one vector. Default: the family's; OpenVision's is the mean over patch tokens.</summary>
    public VisionPooling Pooling { get; set; }

    /// <summary>Whether a learned token is put before the patches. Default: the family's; OpenVision's is yes.</summary>
    public bool ClassToken { get; set; }

    /// <summary>Whether the patch embedding has a bias. Default: the family's; OpenVision's is no.</summary>
    public bool PatchBias { get; set; }

    /// <summary>Whether a norm comes before the first block. Default: the family's; OpenVision's is no.</summary>
    public bool PreNorm { get; set; }

    /// <summary>The map to the joint embedding. Default: the family's; OpenVision's is a bias-free matrix.</summary>
    public Head Head { get; set; }

    /// <summary>The MLP's non-linearity. Default: the family's; OpenVision's is exact GELU.</summary>
    public Activation Activation { get; set; }

    /// <summary>The position embedding. Default: the family's; OpenVision's is fixed sines and cosines.</summary>
    public Positions Positions { get; set; }

    /// <summary>The epsilon of every layer norm. Default: the family's; OpenVision's is 1e-6.</summary>
    public double NormEpsilon { get; set; }

    /// <summary>How an evaluation image becomes a square. Default: the family's; OpenVision's is squashed.</summary>
    public ResizeMode Resize { get; set; }

    /// <summary>The kernel that an evaluation image is resized with. Default: the family's; OpenVision's is bilinear.</summary>
    public Interpolation Interpolation { get; set; }

    /// <summary>What images are normalised with. Default: the family's; OpenVision's is ImageNet's mean and deviation.</summary>
    public ColorStatistics Colors { get; set; }

    /// <summary>
    /// The published checkpoint that it is declared for, checked by the compiler: an <c>open_clip_config.json</c>, or a
    /// safetensors header as JSON (<c>convert --header</c>), among the project's additional files. Default: none.
    /// </summary>
    public string Config { get; set; } = "";
}
