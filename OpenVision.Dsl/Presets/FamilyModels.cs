namespace OpenVision;

/// <summary>
/// What a family's models are where a declaration leaves it open (openvision.md, sections 2 and 3; open_clip's and timm's
/// model configurations). Sizes are 0 where the variant brings none.
/// </summary>
public static class FamilyModels
{
    private const int ClipContext = 77;
    private const int ClipVocabulary = 49408;

    /// <summary>An image encoder.</summary>
    /// <param name="family">Whose.</param>
    /// <param name="variant">Of which size.</param>
    public static VisionSpec Vision(Family family, Variant variant)
    {
        TowerSize size = TowerSizes.Vision(variant);
        VisionSpec spec = new()
        {
            Name = "",
            Width = size.Width,
            Depth = size.Depth,
            Heads = size.Heads,
            MlpDim = size.MlpDim,
            EmbedDim = TowerSizes.EmbedDim(variant, family),
        };
        return family switch
        {
            Family.Clip => spec with
            {
                Positions = Positions.Learned,
                Pooling = VisionPooling.ClassToken,
                PreNorm = true,
                NormEpsilon = 1e-5,
                Resize = ResizeMode.Shortest,
                Interpolation = Interpolation.Bicubic,
                Colors = ColorStatistics.Clip,
            },
            Family.SigLip => spec with
            {
                Positions = Positions.Learned,
                Pooling = VisionPooling.Attention,
                ClassToken = false,
                PatchBias = true,
                Head = Head.None,
                Interpolation = Interpolation.Bicubic,
                Colors = ColorStatistics.Half,
            },
            Family.ConvNext => spec with
            {
                Trunk = Trunk.ConvNext,
                StageDepths = new(TowerSizes.StageDepths(variant)),
                StageWidths = new(TowerSizes.StageWidths(variant)),
                ClassToken = false,
                PatchBias = true,
                Positions = Positions.None,
                Head = variant == Variant.ConvNextLarge ? Head.Mlp : Head.Linear,
                NormEpsilon = variant == Variant.ConvNextXXLarge ? 1e-5 : 1e-6,
                Resize = ResizeMode.Shortest,
                Interpolation = Interpolation.Bicubic,
                Colors = ColorStatistics.Clip,
            },
            _ => spec,
        };
    }

    /// <summary>A text encoder.</summary>
    /// <param name="family">Whose.</param>
    /// <param name="variant">Of which size.</param>
    public static TextSpec Text(Family family, Variant variant)
    {
        TowerSize size = TowerSizes.Text(variant, family);
        TextSpec spec = new()
        {
            Name = "",
            Width = size.Width,
            Depth = size.Depth,
            Heads = size.Heads,
            MlpDim = size.MlpDim,
            EmbedDim = TowerSizes.EmbedDim(variant, family),
        };
        return family switch
        {
            Family.Clip or Family.ConvNext => spec with
            {
                Context = ClipContext,
                Vocabulary = ClipVocabulary,
                Tokenization = Tokenization.ClipBpe,
                Pooling = TextPooling.EndOfText,
                Causal = true,
                Activation = Activation.Gelu,
                NormEpsilon = 1e-5,
            },
            Family.SigLip => spec with
            {
                Context = 64,
                Tokenization = Tokenization.SentencePiece,
                ProjectionBias = true,
                Activation = Activation.Gelu,
            },
            _ => spec,
        };
    }
}
