using OpenVision.Layers;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Generators;

/// <summary>Graphs that the compiler generated for this project, run.</summary>
public sealed class GeneratedGraphTests
{
    [Fact]
    public void ConstantsSayWhatTheGraphAllocates()
    {
        using TrainingGraph graph = MicroRecipe.Create(GraphSettings.Inference);
        long vision = graph.Parameters.Parameters.Where(static one => one.Name.StartsWith("visual.", StringComparison.Ordinal)).Sum(static one => one.Master.numel());
        Assert.Equal(MicroEncoder.ParameterCount - (MicroEncoder.TokenCount * MicroEncoder.Width), vision);
        Assert.Equal(ParameterCount.Trained(MicroRecipe.Definition).Total, graph.Parameters.Sizes.Total);
    }

    [Fact]
    public void AStepReachesEveryParameter()
    {
        using TrainingGraph graph = MicroRecipe.Create(Training());
        using TrainingBatch batch = Batch();
        StepLosses losses = graph.Step(batch);
        Assert.True(float.IsFinite(losses.Total));
        Assert.Equal(losses.Contrastive!.Value + (2 * losses.Caption!.Value), losses.Total, 1e-4f);
        Assert.All(graph.Parameters.Parameters, static parameter => Assert.True(
            parameter.Compute.grad!.abs().sum().item<float>() > 0, $"{parameter.Name} has no gradient"));
    }

    [Fact]
    public void AStepLeavesNoTensorBehind()
    {
        using TrainingGraph graph = MicroRecipe.Create(Training());
        using TrainingBatch batch = Batch();

        // The first step makes what the graph keeps, such as masks and positions.
        graph.Step(batch);
        using DisposeScope watched = NewDisposeScope();
        graph.Step(batch);
        Assert.Equal(0, watched.DisposablesCount);
    }

    [Fact]
    public void ARecipeWithoutADecoderTrainsTheTowersAlone()
    {
        using TrainingGraph graph = MicroContrastiveRecipe.Create(Training());
        using TrainingBatch batch = Batch();
        StepLosses losses = graph.Step(batch);
        Assert.Null(graph.Decoder);
        Assert.Equal(0, losses.Caption);
        Assert.Equal(losses.Contrastive, losses.Total);
    }

    [Fact]
    public void FeaturesHaveTheShapesThatTheCommentsSay()
    {
        using DisposeScope scope = NewDisposeScope();
        using TrainingGraph graph = MicroPresetRecipe.Create(GraphSettings.Inference);
        VisionFeatures image = graph.Vision.Forward(zeros(3, 3, 16, 16));
        Assert.Equal([3, MicroEncoder.EmbedDim], image.Embedding.shape);
        Assert.Equal([3, MicroEncoder.TokenCount - 1, MicroEncoder.Width], image.Tokens.shape);
        Assert.Equal([3, MicroReader.Context - 1, MicroReader.Width], graph.Text.Forward(zeros(3, MicroReader.Context, ScalarType.Int64)).Tokens.shape);
        Assert.Equal(192, graph.Decoder!.Spec.Width);
        Assert.Equal(MicroReader.Vocabulary, graph.Decoder.Spec.Vocabulary);
    }

    private static GraphSettings Training() => new(CPU, Half: false, Trains: true, Seed: 1);

    private static TrainingBatch Batch()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(5, CPU);
        return new TrainingBatch(
            randn(4, 3, 8, 8, generator: generator).DetachFromDisposeScope(),
            Tokens(MicroReader.Context).DetachFromDisposeScope(),
            Tokens(MicroReader.Context).DetachFromDisposeScope(),
            Tokens(MicroCaptioner.Queries + 1).DetachFromDisposeScope());

        Tensor Tokens(long length) => randint(1, MicroReader.Vocabulary, [4, length], ScalarType.Int64, generator: generator);
    }
}
