using OpenVision.Tests.Onnx;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Costs;

/// <summary>The cost model's FLOPs against the matrix products that are made.</summary>
public sealed class FlopsTests
{
    public static TheoryData<string> Visions =>
    [
        nameof(TiPatch16At160), nameof(TiPatch8At160), nameof(SmallClipVision), nameof(SmallSigLipVision), nameof(SmallConvNextVision),
        nameof(CroppedVision), nameof(LinearHeadVision), nameof(MlpHeadVision), nameof(AttentionPoolVision), nameof(TwoStageVision),
    ];

    public static TheoryData<string> Texts => [nameof(TiText), nameof(SmallClipText), nameof(SmallSigLipText), nameof(SmallConvNextText), nameof(EndOfTextText)];

    public static TheoryData<string> Recipes => [nameof(TiCaptioner), nameof(SmallClip), nameof(SmallWebClip), nameof(SmallSigLip), nameof(SmallConvNext)];

    [Theory]
    [MemberData(nameof(Visions))]
    public void AnImageTakesTheProductsThatAreCounted(string name)
    {
        VisionSpec spec = OpenVisionCatalogue.Own.Visions.Single(entry => entry.Spec.Name == name).Spec;
        Assert.Equal(MatrixProducts.Of(spec).Forward, Flops.Vision(spec));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ATextTakesTheProductsThatAreCounted(string name)
    {
        TextSpec spec = OpenVisionCatalogue.Own.Texts.Single(entry => entry.Spec.Name == name).Spec;
        Assert.Equal(MatrixProducts.Of(spec).Forward, Flops.Text(spec));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void AStepTakesTheProductsThatAreCounted(string name)
    {
        RecipeSpec recipe = OpenVisionCatalogue.Own.Recipes.Single(entry => entry.Spec.Name == name).Spec;
        StageCost cost = StageCost.Of(recipe, recipe.Stages[0]);
        int captions = name == nameof(SmallWebClip) ? 1 : 2;
        List<MatrixProducts> parts = [MatrixProducts.Of(recipe.Vision), .. Enumerable.Repeat(MatrixProducts.Of(recipe.Text), captions)];
        if (recipe.Decoder is { } decoder)
        {
            parts.Add(MatrixProducts.Of(decoder, recipe.Vision, recipe.Text));
        }

        // An image's row of the batch's similarities to each caption, and the gradients of both factors.
        long row = 2L * recipe.Stages[0].BatchSize * recipe.Vision.EmbedDim;
        long forward = parts.Sum(part => part.Forward) + (captions * row);
        Assert.Equal(forward, cost.ForwardFlopsPerSample);
        Assert.Equal(forward + parts.Sum(part => part.Backward) + (2 * captions * row), cost.TrainingFlopsPerSample);
        Assert.Equal((double)cost.TrainingFlopsPerSample * cost.Samples, cost.TrainingFlops);
    }
}
