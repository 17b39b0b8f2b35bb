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

    /// <summary>Side by side, drawn over what differs; whoever has not been measured is named.</summary>
    [Fact]
    public void RunsAreCompared()
    {
        RecipeSpec other = Recipe with { Name = $"Other{Environment.ProcessId}", Vision = Recipe.Vision with { Patch = Recipe.Vision.Patch / 2 } };
        Catalogue both = Published with { Recipes = [Published.Recipes[0], Published.Recipes[0] with { Spec = other }] };
        string picture = Path.Combine(RunFolders.Root, $"compare{Environment.ProcessId}.png");
        string[] folders = [RunFolders.Of(Recipe.Name), RunFolders.Of(other.Name)];
        try
        {
            Write(folders[0], "\"top1\":0.25");
            Assert.Contains($"{other.Name} has not been measured", CommandLine.Run(both, "compare", Recipe.Name, other.Name).Error, StringComparison.Ordinal);
            Write(folders[1], "\"top1\":0.5,\"top5\":0.75");
            CommandLine table = CommandLine.Run(both, "compare", Recipe.Name, other.Name, "--out", picture);
            JsonElement json = CommandLine.Run(both, "compare", Recipe.Name, other.Name, "--out", picture, "--json").Json();

            Assert.All(["zero_shot top1", "zero_shot top5", "25.0 %", "50.0 %", "75.0 %", picture], text => Assert.Contains(text, table.Output, StringComparison.Ordinal));
            Assert.Contains(table.Output.Split('\n'), line => folders.All(folder => line.Contains(folder, StringComparison.Ordinal))); // side by side
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);
            Assert.Equal([Recipe.Name, other.Name], json.GetProperty("recipes").EnumerateArray().Select(recipe => recipe.GetProperty("name").GetString()!));

            IReadOnlyList<ListedRecipe> recipes = Listing.Of(both).Recipes;
            OpenVision.Reporting.ChartPanel chart = Assert.Single(Comparison.Charts(recipes));
            Assert.Equal([("top1", 2), ("top5", 1)], chart.Series.Select(series => (series.Name, series.Points.Count)));
            Assert.Equal([(recipes[0].Tokens, 25.0), (recipes[1].Tokens, 50.0)], chart.Series[0].Points.Select(point => ((int)point.X, point.Y)));
            Assert.True(recipes[0].Tokens < recipes[1].Tokens);
        }
        finally
        {
            foreach (string folder in folders.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }

            File.Delete(picture);
        }

        static void Write(string folder, string metrics)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, RunFolders.Record), "{\"status\":\"done\",\"evaluations\":[{\"benchmark\":\"ZeroShot\",\"shards\":\"val.tar\",\"samples\":10,\"metrics\":{" + metrics + "}}]}");
        }
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
