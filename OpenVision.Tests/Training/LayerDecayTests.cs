using OpenVision.Layers;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

/// <summary>What share of the learning rate each layer of each tower gets.</summary>
public sealed class LayerDecayTests
{
    private static readonly RecipeSpec Joint = Generators.MicroRecipe.Definition;

    [Fact]
    public void EmbeddingsHaveTheLowestRateAndHeadsTheWhole()
    {
        string[] names =
        [
            "visual.class_embedding", "visual.conv1.weight", "visual.positional_embedding",
            "visual.transformer.resblocks.0.ln_1.weight", "visual.transformer.resblocks.1.mlp.c_fc.weight", "visual.ln_post.weight", "visual.proj",
            "token_embedding.weight", "transformer.resblocks.0.attn.in_proj_weight", "ln_final.weight", "text_projection",
            "decoder.text_projection.weight", "decoder.transformer.resblocks.0.ln_2.bias", "decoder.head.weight",
            "logit_scale",
        ];
        Assert.Equal(
            [0.125, 0.125, 0.125, 0.25, 0.5, 1, 1, 0.25, 0.5, 1, 1, 0.25, 0.5, 1, 1],
            LayerDecay.Factors(names, 0.5));
    }

    [Fact]
    public void AConvNeXtCountsTheBlocksOfAllStages()
    {
        string[] names =
        [
            "visual.trunk.stem.0.weight", "visual.trunk.stages.0.blocks.0.gamma", "visual.trunk.stages.0.blocks.1.gamma",
            "visual.trunk.stages.1.downsample.0.weight", "visual.trunk.stages.1.blocks.0.gamma", "visual.trunk.head.norm.weight", "visual.head.proj.weight",
        ];
        Assert.Equal([0.0625, 0.125, 0.25, 0.5, 0.5, 1, 1], LayerDecay.Factors(names, 0.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.75)]
    public void AGraphDeclaresItsParametersInTheOrderOfData(double factor)
    {
        using TrainingGraph graph = Generators.MicroRecipe.Create(new(TorchSharp.torch.CPU, Half: false, Trains: true, Seed: 0));
        string[] declared = [.. graph.Parameters.Parameters.Select(static parameter => parameter.Name)];
        string[] table = [.. ModelSpec.Of(Joint).Parameters().Where(static parameter => parameter.Kind != ParameterKind.Fixed).Select(static parameter => parameter.Name)];
        Dictionary<string, double> expected = table.Zip(LayerDecay.Factors(table, factor)).ToDictionary(static pair => pair.First, static pair => pair.Second);
        Assert.Equal(declared.Select(name => expected[name]), LayerDecay.Factors(declared, factor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.75)]
    public void SegmentsCoverEveryParameterOnceAndMatricesDecay(double factor)
    {
        using TrainingGraph graph = Generators.MicroRecipe.Create(new(TorchSharp.torch.CPU, Half: true, Trains: true, Seed: 0));
        ParameterStore store = graph.Parameters;
        IReadOnlyList<ParameterSegment> segments = ParameterSegment.Of(store, factor);
        Assert.Equal(0, segments[0].Start);
        Assert.Equal(store.Sizes.Total, segments[^1].End);
        Assert.All(segments.Zip(segments.Skip(1)), static pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(segments, segment => Assert.Equal(segment.Start < store.Sizes.Matrix, segment.Decays));
        Assert.Contains(segments, segment => segment.Start == store.Sizes.Matrix + store.Sizes.Other);
        IReadOnlyList<double> factors = factor == 0 ? [] : LayerDecay.Factors([.. store.Parameters.Select(static parameter => parameter.Name)], factor);
        for (int i = 0; i < store.Parameters.Count; i++)
        {
            Parameter parameter = store.Parameters[i];
            ParameterSegment segment = segments.Single(one => one.Start <= parameter.Start && parameter.Start + parameter.Count <= one.End);
            Assert.Equal(factor == 0 ? 1 : factors[i], segment.RateFactor);
        }
    }
}
