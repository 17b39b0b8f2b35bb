using System.Text.Json;
using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

public class ResultsTests
{
    private static readonly PublishedSpec Paper = new()
    {
        Source = "the paper",
        Data = "Recap-DataComp-1B",
        Samples = 12.8e9,
        Figures = new([new(Metric.ImageNet, 67.1), new(Metric.TextVqa, 57.7)]),
    };

    private static readonly RecipeSpec Recipe = DemoCatalogue.Captioner with { Name = $"Measured{Environment.ProcessId}" };

    [Fact]
    public void PublishedResultsStandWithTheirSource()
    {
        CommandLine list = CommandLine.Run(Published, "list"), describe = CommandLine.Run(Published, "describe", Recipe.Name);

        Assert.All(["the paper", "Recap-DataComp-1B", "12.8 G", "ImageNet", "67.1", "TextVQA", "57.7"], text =>
        {
            Assert.Contains(text, list.Output, StringComparison.Ordinal);
            Assert.Contains(text, describe.Output, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("published", CommandLine.Run("list").Output, StringComparison.Ordinal);
    }

    /// <summary>Per cent has its decimal, a score none; sources that measure alike share a table, others have their own.</summary>
    [Fact]
    public void PublishedResultsHaveTheDigitsOfTheirTables()
    {
        PublishedSpec language = new() { Source = "another", Figures = new([new(Metric.TextVqa, 62), new(Metric.Pope, 79.23), new(Metric.OcrBench, 202), new(Metric.MmePerception, 1496)]) };
        PublishedSpec alike = language with { Source = "a third" };
        Catalogue catalogue = Published with { Recipes = [Published.Recipes[0] with { Published = [Paper, language, alike] }] };
        string output = CommandLine.Run(catalogue, "describe", Recipe.Name).Output;
        string[] rows = [.. output.Split('\n').Where(line => line.Contains($"  {Recipe.Name}", StringComparison.Ordinal)).Select(line => line.Replace(" ", "", StringComparison.Ordinal).Trim())];

        Assert.Equal(2, output.Split("published of").Length - 1);
        Assert.Contains($"│{Recipe.Name}│62.0│202│1496│79.23│", rows);
        Assert.Contains($"│{Recipe.Name}│Recap-DataComp-1B│12.8G│67.1│57.7│", rows);
    }

    [Fact]
    public void PublishedResultsAreData()
    {
        JsonElement recipe = CommandLine.Run(Published, "list", "--json").Json().GetProperty("recipes")[0];
        JsonElement published = Assert.Single(recipe.GetProperty("published").EnumerateArray());

        Assert.Equal("the paper", published.GetProperty("source").GetString());
        Assert.Equal(12.8e9, published.GetProperty("samples").GetDouble());
        Assert.Equal(67.1, published.GetProperty("figures").GetProperty("image_net").GetDouble());
        Assert.Equal(JsonValueKind.Null, published.GetProperty("parameters").ValueKind);
        Assert.Equal(JsonValueKind.Null, recipe.GetProperty("measured").ValueKind);
    }

    [Theory]
    [InlineData("{\"status\":\"done\",\"evaluations\":[{\"benchmark\":\"ZeroShot\",\"shards\":\"val.tar\",\"samples\":10,\"metrics\":{\"top1\":0.5}}]}", true)]
    [InlineData("{\"status\":\"done\",\"evaluations\":[]}", false)]
    [InlineData("{\"status\":\"done\",\"evalu", false)]
    [InlineData("[]", false)]
    public void MeasuredResultsAreThoseOfTheRunsFolder(string record, bool measured)
    {
        string folder = RunFolders.Of(Recipe.Name);
        Directory.CreateDirectory(folder);
        try
        {
            File.WriteAllText(Path.Combine(folder, RunFolders.Record), record);
            CommandLine list = CommandLine.Run(Published, "list");
            JsonElement recipe = CommandLine.Run(Published, "describe", Recipe.Name, "--json").Json();

            Assert.Equal(measured, list.Output.Contains("val.tar", StringComparison.Ordinal));
            Assert.Equal(measured, recipe.GetProperty("measured").ValueKind == JsonValueKind.Object);
            if (measured)
            {
                Assert.Equal(0.5, recipe.GetProperty("measured").GetProperty("evaluations")[0].GetProperty("metrics").GetProperty("top1").GetDouble());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Catalogue Published => DemoCatalogue.Two with
    {
        Recipes = [new(Recipe, _ => throw new InvalidOperationException("The graph is not to be made."), null) { Published = [Paper] }],
    };
}
