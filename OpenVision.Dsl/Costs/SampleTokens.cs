namespace OpenVision;

/// <summary>
/// The tokens that a sample of a stage is counted with, since nobody knows its pictures and texts before a run: one picture of 640 × 480
/// pixels, COCO's usual size, and a caption or a conversation of usual length. Memory is counted with the longest sample instead.
/// </summary>
/// <param name="Tiles">The tiles that go through the image encoder.</param>
/// <param name="Picture">The tokens of the picture.</param>
/// <param name="Length">All tokens, no more than the stage's longest sample has.</param>
public readonly record struct SampleTokens(long Tiles, long Picture, long Length)
{
    /// <summary>The tokens of a caption, in the plain template.</summary>
    public const int Caption = 32;

    /// <summary>The tokens of a conversation with its template.</summary>
    public const int Conversation = 256;

    private static readonly PictureSize Usual = new(640, 480);

    /// <summary>A sample of a stage.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="stage">The stage.</param>
    public static SampleTokens Of(MllmRecipeSpec recipe, MllmStageSpec stage)
    {
        MultimodalSpec model = recipe.ModelOf(stage);
        long picture = TileLayout.Tokens(model, Usual);
        return new(TilesOf(model), picture, Math.Min(stage.MaxLength, picture + (stage.Template == ChatTemplate.Plain ? Caption : Conversation)));
    }

    private static long TilesOf(MultimodalSpec model) => model.Images.Aspect == ImageAspect.AnyRes
        ? (model.Images.Thumbnail ? 1 : 0) + TileLayout.Choose(Usual, model.Images, model.Vision.Resolution).Tiles
        : 1;
}
