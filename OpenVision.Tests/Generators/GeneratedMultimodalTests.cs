using OpenVision.Cli;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Generators;

[LanguageModel(Width = 32, Depth = 2, Heads = 4, KeyValueHeads = 2, MlpDim = 64, Vocabulary = 48, Context = 256)]
public sealed partial class DeclaredWriter;

[Multimodal<MicroVision, DeclaredWriter>(Merge = TileMerge.SpatialUnpad)]
public sealed partial class DeclaredReader;

[MllmRecipe<DeclaredReader>(Tokenizer = "words.txt")]
[MllmStage("align", ModelParts.Connector, BatchSize = 4, LearningRate = 1e-3, MaxLength = 64)]
[MllmStage("tune", ModelParts.Connector | ModelParts.Language, BatchSize = 4, LearningRate = 1e-4, Template = ChatTemplate.ChatMl, MaxLength = 64)]
[Conversations("conversations.json")]
[Lora(Rank = 2)]
public sealed partial class DeclaredReaderRecipe;

/// <summary>Models that the generator wrote, made and run.</summary>
public sealed class GeneratedMultimodalTests
{
    [Fact]
    public void ALanguageModelAllocatesWhatItsSpecCounts()
    {
        using ParameterStore store = new(ParameterCount.Language(DeclaredWriter.Definition), GraphSettings.Inference);
        LanguageModel model = new DeclaredWriter(store.Root);
        store.Seal();
        Assert.Equal(
            ParameterTable.Language(DeclaredWriter.Definition).Select(static parameter => parameter.Name).Order(StringComparer.Ordinal),
            store.Parameters.Select(static parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal(DeclaredWriter.ParameterCount, store.Sizes.Total);

        using DisposeScope scope = NewDisposeScope();
        Tensor logits = model.Logits(model.Forward(model.Embed(tensor(new long[] { 1, 2, 3 }).view(1, 3)), LanguageInput.Whole));
        Assert.Equal([1, 3, 48], logits.shape);
    }

    /// <summary>Each part has its own store, sealed as its spec counts it; a picture of one tile is 16 tokens and a newline.</summary>
    [Fact]
    public void AMultimodalModelHasAStoreForEachPart()
    {
        using DeclaredReader model = new();
        Assert.Equal(
            DeclaredReader.ParameterCount, model.VisionParameters.Sizes.Total + model.ConnectorParameters.Sizes.Total + model.LanguageParameters.Sizes.Total);
        using PictureTiles picture = new(zeros([1, 3, 32, 32]), new PictureSize(32, 32));
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([DeclaredReader.MostPictureTokens, 32], model.PictureTokens(picture).shape);
        Assert.Equal(17, DeclaredReader.MostPictureTokens);
    }

    /// <summary>What the table says of a stage is what the stores of its settings do.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TheTrainabilityTableIsThatOfTheStores(int index)
    {
        MllmStageSpec stage = DeclaredReaderRecipe.Definition.Stages[index];
        StageTrainability moves = DeclaredReaderRecipe.Trainability[index];
        using MultimodalModel model = DeclaredReaderRecipe.Create(MultimodalSettings.Of(GraphSettings.Inference, stage.Trains, stage.Lora));
        Assert.Equal(moves.Vision == PartState.Trained, model.VisionParameters.Settings.Trains);
        Assert.Equal(moves.Connector == PartState.Trained, model.ConnectorParameters.Settings.Trains);
        Assert.Equal(moves.Language == PartState.Trained, model.LanguageParameters.Settings.Trains);
        Assert.Equal(moves.Adapters is not null, model.Settings.Lora is not null);
        Assert.Equal(index == 0 ? null : PartState.Trained, moves.Adapters);
    }

    /// <summary>One loss over a spliced picture: gradients reach what the table calls trained, and nothing that it calls frozen.</summary>
    [Theory]
    [InlineData(ModelParts.Connector)]
    [InlineData(ModelParts.All)]
    public void GradientsGoWhereTheTableSays(ModelParts trains)
    {
        StageTrainability moves = StageTrainability.Of(DeclaredReader.Definition, DeclaredReaderRecipe.Definition.Stages[0] with { Trains = trains });
        using DeclaredReader model = new(MultimodalSettings.Of(GraphSettings.Inference with { Seed = 1 }, trains));
        using (PictureTiles picture = new(rand([1, 3, 32, 32], generator: new Generator(1)), new PictureSize(32, 32)))
        using (NewDisposeScope())
        {
            Tensor sequence = cat([model.PictureTokens(picture), model.Language.Embed(tensor(new long[] { 1, 2 }))]).unsqueeze(0);
            model.Language.Logits(model.Language.Forward(sequence, LanguageInput.Whole)).square().sum([0, 1, 2]).backward();
        }

        Assert.All(model.ConnectorParameters.Parameters, parameter => Assert.Equal(moves.Connector == PartState.Trained, HasGradient(parameter)));
        Assert.All(model.LanguageParameters.Parameters, parameter => Assert.Equal(moves.Language == PartState.Trained, HasGradient(parameter)));
        Assert.All(model.VisionParameters.Parameters, parameter => Assert.Equal(
            moves.Vision == PartState.Trained && StageTrainability.IsRead(MicroVision.Definition, -2, parameter.Name), HasGradient(parameter)));
    }

    [Fact]
    public void TheCatalogueHasThem()
    {
        Assert.Contains(OpenVisionCatalogue.Own.Languages, static entry => entry.Spec == DeclaredWriter.Definition);
        Assert.Contains(OpenVisionCatalogue.Own.Multimodals, static entry => entry.Spec == DeclaredReader.Definition);
        MllmRecipeEntry recipe = Assert.Single(OpenVisionCatalogue.Own.Mllms, static entry => entry.Spec.Name == nameof(DeclaredReaderRecipe));
        Assert.Equal(StageTrainability.Of(recipe.Spec), recipe.Trainability);
        Assert.NotEmpty(recipe.Generator);
    }

    private static bool HasGradient(Parameter parameter)
    {
        using Tensor? gradient = parameter.Compute.grad;
        return gradient is not null && gradient.abs().sum().item<float>() > 0;
    }
}
