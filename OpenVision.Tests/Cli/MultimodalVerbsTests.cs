using System.Text.Json;
using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

/// <summary><c>list</c>, <c>describe</c> and <c>diff</c> of language models, multimodal models and their recipes.</summary>
public sealed class MultimodalVerbsTests
{
    private static readonly MultimodalSpec Reader = new()
    {
        Name = "Reader",
        Vision = DemoCatalogue.Vision with { Patch = 14, Resolution = 336 },
        Language = LanguageSizes.Of(LanguageModelSize.SmolLm135M)! with { Name = "Writer" },
        Images = new() { Merge = TileMerge.SpatialUnpad },
    };

    private static readonly MllmRecipeSpec Recipe = new()
    {
        Name = "Llava",
        Model = Reader,
        Tokenizer = "tokenizer.json",
        Stages = new([
            new()
            {
                Name = "align", Trains = ModelParts.Connector, BatchSize = 256, LearningRate = 1e-3, Template = ChatTemplate.Plain, MaxLength = 1024,
                Data = new([new() { Path = "a.json", Published = 558_128 }]),
            },
            new()
            {
                Name = "tune", Trains = ModelParts.All, BatchSize = 128, LearningRate = 2e-5, VisionLearningRate = 2e-6, Template = ChatTemplate.ChatMl, MaxLength = 2048,
                Data = new([new() { Path = "b.json", Published = 665_298 }]),
            }]),
    };

    private static Catalogue Of(MllmRecipeSpec recipe) => new([], [], [], [], [], [])
    {
        Languages = [new(Reader.Language, _ => throw new InvalidOperationException("The model is not to be made."))],
        Multimodals = [new(recipe.Model, _ => throw new InvalidOperationException("The model is not to be made."))],
        Mllms = [new(recipe, _ => throw new InvalidOperationException("The model is not to be made."))],
    };

    [Fact]
    public void ListHasTheNewKinds()
    {
        JsonElement document = CommandLine.Run(Of(Recipe), "list", "--json").Json();
        Assert.Equal(["language", "multimodal"], document.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("kind").GetString()));
        Assert.Equal(134_515_008, document.GetProperty("models")[0].GetProperty("parameters").GetInt64());
        JsonElement recipe = document.GetProperty("recipes")[0];
        Assert.Equal(("Llava", "mllm", "Writer"), (recipe.GetProperty("name").GetString(), recipe.GetProperty("kind").GetString(), recipe.GetProperty("language").GetString()));
        Assert.Equal(558_128 + 665_298, recipe.GetProperty("samples").GetInt64());
        Assert.Equal(recipe.GetProperty("parameters").GetProperty("total").GetInt64(), ParameterCount.Multimodal(Reader).Total);

        string screen = CommandLine.Run(Of(Recipe), "list").Output;
        Assert.All(["Writer", "Reader", "Llava", "multimodal recipe", "align, tune"], text => Assert.Contains(text, screen, StringComparison.Ordinal));
    }

    [Fact]
    public void OutlinesSumToTheCountsOfTheSpecs()
    {
        LanguageSpec[] models =
        [
            .. new[] { LanguageModelSize.SmolLm135M, LanguageModelSize.Qwen2Half, LanguageModelSize.Llama3Eight }.Select(static size => LanguageSizes.Of(size)!),
        ];
        Assert.All(models, static model =>
        {
            Assert.Equal(ParameterCount.Language(model).Total, OutlineOfLanguage.Of(model).Parameters);
            Assert.Equal(Flops.LanguageToken(model), OutlineOfLanguage.Of(model).Flops);
        });
        Assert.Equal(ParameterCount.Of(ParameterTable.Connector(Reader)).Total + 576, OutlineOfLanguage.Connector(Reader).Parameters);
        Assert.Equal(Flops.Connector(Reader), OutlineOfLanguage.Connector(Reader).Flops);
    }

    [Fact]
    public void DescribeOfALanguageModelHasALayerEachLine()
    {
        string screen = CommandLine.Run(Of(Recipe), "describe", "Writer").Output;
        Assert.Contains("model.layers.N.self_attn.k_proj", screen, StringComparison.Ordinal);
        Assert.Contains("134,515,008", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeOfAMultimodalModelHasItsPartsAndTokens()
    {
        JsonElement document = CommandLine.Run(Of(Recipe), "describe", "Reader", "--json").Json();
        Assert.Equal(["vision", "connector", "language"], document.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("kind").GetString()));
        Assert.Equal((576, 577), (document.GetProperty("tile_tokens").GetInt32(), document.GetProperty("most_picture_tokens").GetInt32()));
        Assert.Contains("mm_projector.2", CommandLine.Run(Of(Recipe), "describe", "Reader").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeOfARecipeHasWhatMovesWhatItCostsAndItsRates()
    {
        JsonElement stages = CommandLine.Run(Of(Recipe), "describe", "Llava", "--json").Json().GetProperty("stages");
        Assert.Equal(2_181, stages[0].GetProperty("cost").GetProperty("steps").GetInt64());
        Assert.Equal("Passed", stages[0].GetProperty("moves").GetProperty("language").GetString());
        Assert.Equal("Untouched", stages[0].GetProperty("moves").GetProperty("vision").GetString());
        Assert.Equal("Trained", stages[1].GetProperty("moves").GetProperty("newline").GetString());
        JsonElement rates = stages[1].GetProperty("learning_rates");
        Assert.Equal(["Vision", "Connector", "Language"], rates.EnumerateArray().Select(static part => part.GetProperty("part").GetString()));
        Assert.Equal(2e-6, rates[0].GetProperty("peak").GetDouble());
        Assert.Equal(
            MllmStageCost.Of(Recipe, Recipe.Stages[1]).Memory.Total, stages[1].GetProperty("cost").GetProperty("memory").GetProperty("total").GetInt64());

        string screen = CommandLine.Run(Of(Recipe), "describe", "llava").Output;
        Assert.All(["what moves", "untouched", "passed", "tokens of a picture", "image encoder", "2,181", "5,198"], text => Assert.Contains(text, screen, StringComparison.Ordinal));
    }

    /// <summary>Where nobody has published a source's number, the steps are not known, and nothing is made up.</summary>
    [Fact]
    public void StepsThatAreNotKnownAreNull()
    {
        MllmRecipeSpec unknown = Recipe with { Stages = new([Recipe.Stages[0] with { Data = new([new() { Path = "a.json" }]) }]) };
        JsonElement stage = CommandLine.Run(Of(unknown), "describe", "Llava", "--json").Json().GetProperty("stages")[0];
        Assert.Equal(JsonValueKind.Null, stage.GetProperty("cost").GetProperty("steps").ValueKind);
        Assert.Equal(JsonValueKind.Null, stage.GetProperty("warmup_steps").ValueKind);
        Assert.Equal(JsonValueKind.Null, CommandLine.Run(Of(unknown), "list", "--json").Json().GetProperty("recipes")[0].GetProperty("samples").ValueKind);
        Assert.Equal(0, CommandLine.Run(Of(unknown), "describe", "Llava").ExitCode);
    }

    [Fact]
    public void DiffSaysWhatChanged()
    {
        MllmRecipeSpec other = Recipe with
        {
            Name = "Other",
            Model = Reader with { FeatureLayer = -1 },
            Tokenizer = "elsewhere/tokenizer.json",
            Stages = new([Recipe.Stages[0] with { BatchSize = 128, Data = new([new() { Path = "elsewhere/a.json", Published = 558_128 }]) }, Recipe.Stages[1]]),
        };
        Catalogue catalogue = Of(Recipe) with { Mllms = [new(Recipe, _ => null!), new(other, _ => null!)] };
        string[] lines = [.. CommandLine.Run(catalogue, "diff", "Llava", "Other").Output.Split('\n').Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Contains("connector.featureLayer -2 → -1", lines);
        Assert.Contains("stages.align.batchSize 256 → 128", lines);
        Assert.Contains("align: steps 2,181 → 4,361 (+100.0 %)", lines);
        Assert.Contains("tokenizer \"tokenizer.json\" → \"elsewhere/tokenizer.json\"", lines);
        Assert.Contains("runs a run of the first cannot be resumed as the second: connector.featureLayer, stages.align.batchSize", lines);
    }

    [Fact]
    public void ADiffOfUnlikeKindsIsNoError() => Assert.Equal(0, CommandLine.Run(Of(Recipe), "diff", "Writer", "Reader").ExitCode);
}
