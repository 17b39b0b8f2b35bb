using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Cli;

public class ListAndDescribeTests
{
    [Fact]
    public void ListAsJsonHasTheContractedShape()
    {
        CommandLine run = CommandLine.Run("list", "--json");
        JsonElement document = run.Json();
        JsonElement vision = document.GetProperty("models")[0];

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal(["models", "recipes"], Names(document));
        Assert.Equal(["name", "kind", "width", "depth", "patch", "resolution", "tokens", "parameters", "flops", "published"], Names(vision));
        Assert.Equal("DemoVision", vision.GetProperty("name").GetString());
        Assert.Equal("vision", vision.GetProperty("kind").GetString());
        Assert.Equal(101, vision.GetProperty("tokens").GetInt32());
        Assert.Equal(ParameterCount.Vision(DemoCatalogue.Vision), vision.GetProperty("parameters").GetInt64());
        Assert.Equal(["vision", "text", "decoder"], document.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("kind").GetString()));
        Assert.Equal(["Captioner", "Contrastive"], document.GetProperty("recipes").EnumerateArray().Select(recipe => recipe.GetProperty("name").GetString()));
    }

    [Fact]
    public void RecipeParametersAreSplitByPart()
    {
        JsonElement parameters = CommandLine.Run("list", "--json").Json().GetProperty("recipes")[0].GetProperty("parameters");

        Assert.Equal(["vision", "text", "decoder", "total", "connector", "language"], Names(parameters));
        Assert.Equal(
            parameters.GetProperty("total").GetInt64(),
            1 + parameters.EnumerateObject().Where(part => part.Name != "total").Sum(part => part.Value.GetInt64()));
    }

    [Fact]
    public void ListShowsEveryName()
    {
        CommandLine run = CommandLine.Run("list");

        Assert.All(["DemoVision", "DemoText", "DemoDecoder", "Captioner", "Contrastive"], name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void SeveralRecipesWithoutAVerbAreListed() => Assert.Equal(CommandLine.Run("list"), CommandLine.Run());

    [Fact]
    public void EmptyProgramSaysSo() =>
        Assert.Equal("This program declares no models and no recipes.\n", CommandLine.Run(new Catalogue([], [], [], [], [], []), "list").Output.ReplaceLineEndings("\n"));

    [Fact]
    public void OutlinesSumToTheCountsOfTheSpecs()
    {
        VisionSpec vision = DemoCatalogue.Vision;
        TextSpec text = DemoCatalogue.Text;
        DecoderSpec decoder = DemoCatalogue.Decoder;

        Assert.Equal(ParameterCount.Vision(vision), Outline.Of(vision).Parameters);
        Assert.Equal(Flops.Vision(vision), Outline.Of(vision).Flops);
        Assert.Equal(ParameterCount.Text(text).Total, Outline.Of(text).Parameters);
        Assert.Equal(Flops.Text(text), Outline.Of(text).Flops);
        Assert.Equal(ParameterCount.Decoder(decoder, vision.Width, text.Width).Total, Outline.Of(decoder, vision, text).Parameters);
        Assert.Equal(Flops.Decoder(decoder, vision, text, vision.Resolution), Outline.Of(decoder, vision, text).Flops);
    }

    [Theory]
    [InlineData(nameof(MicroClipModel))]
    [InlineData(nameof(MicroSigLipModel))]
    [InlineData(nameof(MicroConvNextModel))]
    public void OutlinesOfEveryFamilySumToTheCountsOfTheSpecs(string name)
    {
        ModelSpec model = OpenVisionCatalogue.Own.Clips.Single(entry => entry.Spec.Name == name).Spec;
        Assert.Equal(ParameterCount.Vision(model.Vision!), Outline.Of(model.Vision!).Parameters);
        Assert.Equal(Flops.Vision(model.Vision!), Outline.Of(model.Vision!).Flops);
        Assert.Equal(ParameterCount.Text(model.Text!).Total, Outline.Of(model.Text!).Parameters);
        Assert.Equal(Flops.Text(model.Text!), Outline.Of(model.Text!).Flops);
        JsonElement document = CommandLine.Run(OpenVisionCatalogue.Own, "describe", name, "--json").Json();
        Assert.Equal(("clip", 2), (document.GetProperty("kind").GetString(), document.GetProperty("models").GetArrayLength()));
        Assert.Contains(
            CommandLine.Run(OpenVisionCatalogue.Own, "list", "--json").Json().GetProperty("models").EnumerateArray(),
            listed => listed.GetProperty("name").GetString() == name && listed.GetProperty("parameters").GetInt64() == model.Parameters().Sum(parameter => parameter.Count));
    }

    [Fact]
    public void DescribeShowsALayerEachLine()
    {
        CommandLine run = CommandLine.Run("describe", "DemoVision");

        Assert.Contains("visual.transformer.resblocks.N.attn.in_proj", run.Output, StringComparison.Ordinal);
        Assert.Contains("[101, 576]", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void DescribeOfARecipeHasStagesAndCosts()
    {
        JsonElement document = CommandLine.Run("describe", "Captioner", "--json").Json();
        JsonElement stage = document.GetProperty("stages")[0];

        Assert.Equal(3, document.GetProperty("models").GetArrayLength());
        Assert.Equal(390_625, stage.GetProperty("steps").GetInt64());
        Assert.Equal(1.024e-3, stage.GetProperty("peak_learning_rate").GetDouble(), 12);
        Assert.Equal(0, stage.GetProperty("learning_rates")[0].GetDouble());
        StageCost cost = StageCost.Of(DemoCatalogue.Captioner, DemoCatalogue.Captioner.Stages[0]);
        Assert.Equal(cost.Memory.Total, stage.GetProperty("cost").GetProperty("memory").GetProperty("total").GetInt64());
        Assert.Equal(cost.TrainingFlopsPerSample, stage.GetProperty("cost").GetProperty("training_flops_per_sample").GetInt64());
        Assert.Equal(JsonValueKind.Null, stage.GetProperty("cost").GetProperty("hours").ValueKind);
        Assert.Equal(ParameterCount.Trained(DemoCatalogue.Captioner).Total, document.GetProperty("cost").GetProperty("parameters").GetInt64());
        Assert.Contains("pretrain", CommandLine.Run("describe", "captioner").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DescribeWithABudgetHasHoursAndCommunication()
    {
        RecipeSpec recipe = DemoCatalogue.Captioner with { Budget = new() { MemoryGiB = 80, Devices = 128, Hours = 100, PeakTflops = 312 } };
        JsonElement document = CommandLine.Run(DemoCatalogue.Of(recipe), "describe", "Captioner", "--json").Json();
        JsonElement cost = document.GetProperty("stages")[0].GetProperty("cost");
        string output = CommandLine.Run(DemoCatalogue.Of(recipe), "describe", "Captioner").Output;

        Assert.Equal(256, cost.GetProperty("batch_per_device").GetInt64());
        Assert.Equal(2 * 127 * 4 * ParameterCount.Trained(recipe).Total / 128, cost.GetProperty("communication").GetProperty("gradients").GetInt64());
        Assert.Equal(cost.GetProperty("training_flops").GetDouble() / (312e12 * 0.4 * 128 * 3600), cost.GetProperty("hours").GetDouble(), 9);
        Assert.All(["hours at 128 × 124.8 TFLOPS", "FLOPs of an image", "sent by each device in a step", "memory of each device, bfloat16", "activations"], title => Assert.Contains(title, output, StringComparison.Ordinal));
    }

    [Fact]
    public void DescribeOfAnUnknownNameFails() =>
        Assert.StartsWith("error: There is no model and no recipe 'DemoVison'.", CommandLine.Run("describe", "DemoVison").Error, StringComparison.Ordinal);

    [Fact]
    public void SparklineFollowsTheValues() => Assert.Equal("▁▅█▁", Sparkline.Of([0, 0.5, 1, 0]));

    private static IEnumerable<string> Names(JsonElement item) => item.EnumerateObject().Select(property => property.Name);
}
