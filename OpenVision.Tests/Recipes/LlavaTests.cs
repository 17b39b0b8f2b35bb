using System.Globalization;
using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Cli;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Recipes;

/// <summary>The recipes of multimodal language models as their program lists them, against what is published.</summary>
public sealed class LlavaTests
{
    private static readonly string[] Columns = ["text_vqa", "chart_qa", "ocr_bench", "mme_perception", "mme_cognition", "seed_bench", "mm_vet", "science_qa", "gqa", "pope"];

    private static readonly Lazy<JsonElement[]> Listed = new(static () =>
        [.. CommandLine.Run(OpenVision.Recipes.Llava.OpenVisionCatalogue.Own, "list", "--json").Json().GetProperty("recipes").EnumerateArray()]);

    public static TheoryData<string, string, string> PublishedRows()
    {
        TheoryData<string, string, string> rows = [];
        foreach (string[] row in Table())
        {
            rows.Add(row[0], row[1], string.Join(' ', row[2..]));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(PublishedRows))]
    public void EveryRowOfATableIsARecipeWithItsNumbers(string table, string recipe, string numbers)
    {
        JsonElement published = Assert.Single(Entry(recipe).GetProperty("published").EnumerateArray());
        double[] expected = [.. numbers.Split(' ', '/').Select(static number => double.Parse(number, CultureInfo.InvariantCulture))];

        Assert.Contains($"2505.04601, {table} (", published.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            Columns.Zip(expected).Order(),
            published.GetProperty("figures").EnumerateObject().Select(static figure => (figure.Name, figure.Value.GetDouble())).Order());
    }

    [Fact]
    public void NoRecipeHasNumbersOfNoTable() => Assert.Equal(
        Table().Select(static row => row[1]).Order(StringComparer.Ordinal),
        Listed.Value.Where(static recipe => recipe.GetProperty("published").GetArrayLength() > 0).Select(Name).Order(StringComparer.Ordinal));

    /// <summary>LLaVA's scripts and OpenVision's paper: what trains, at which rates, on how much (multimodal.md, section 4).</summary>
    [Theory]
    [InlineData("Llava15Vicuna", "align", ModelParts.Connector, 1e-3, 0, 256, 2048, 558_128)]
    [InlineData("Llava15Vicuna", "tune", ModelParts.Connector | ModelParts.Language, 2e-5, 0, 128, 2048, 665_298)]
    [InlineData("Llava15VicunaLora", "tune", ModelParts.Connector | ModelParts.Language, 2e-4, 0, 128, 2048, 665_298)]
    [InlineData("Llava15L14At224", "align", ModelParts.Connector, 1e-3, 0, 256, 2048, 558_128)]
    [InlineData("Llava15L14At224", "tune", ModelParts.Connector | ModelParts.Language, 2e-5, 0, 128, 2048, 665_298)]
    [InlineData("LlavaNextVicuna", "all", ModelParts.All, 2e-5, 2e-6, 128, 4096, 760_000)]
    [InlineData("OpenLlavaNextVicuna", "align", ModelParts.Connector, 1e-3, 0, 256, 4096, 558_128)]
    [InlineData("OpenLlavaNextVicuna", "all", ModelParts.All, 2e-5, 2e-6, 128, 4096, 1_000_000)]
    [InlineData("OpenLlavaNextL14At336", "all", ModelParts.All, 2e-5, 2e-6, 128, 6144, 1_000_000)]
    [InlineData("LlavaOneVisionHalfB", "align", ModelParts.Connector, 1e-3, 0, 512, 8192, 558_128)]
    [InlineData("LlavaOneVisionHalfB", "mid", ModelParts.All, 1e-5, 2e-6, 256, 32_768, 4_000_000)]
    [InlineData("LlavaOneVision7B", "single-image", ModelParts.All, 1e-5, 2e-6, 256, 32_768, 3_200_000)]
    [InlineData("LlavaOneVision7B", "onevision", ModelParts.All, 1e-5, 2e-6, 256, 32_768, 1_600_000)]
    [InlineData("LlavaVideo7B", "video", ModelParts.All, 1e-5, 2e-6, 256, 32_768, null)]
    [InlineData("LlavaInterleave7B", "interleave", ModelParts.All, 1e-5, 2e-6, 256, 32_768, 1_177_600)]
    [InlineData("SmolTimes1", "recaption", ModelParts.All, 5e-5, 2e-6, 256, 8192, 4_000_000)]
    [InlineData("SmolTimes1", "instruct", ModelParts.Connector | ModelParts.Language, 5e-4, 0, 256, 8192, 665_298)]
    public void StagesTrainWhatIsPublished(string recipe, string name, ModelParts trains, double rate, double vision, int batch, int length, int? samples)
    {
        MllmStageSpec stage = Spec(recipe).Stages.Single(stage => stage.Name == name);

        Assert.Equal((trains, rate, vision, batch, length), (stage.Trains, stage.LearningRate, stage.VisionLearningRate, stage.BatchSize, stage.MaxLength));
        Assert.Equal(samples, MllmSchedule.Samples(stage));
        Assert.Equal(0.03, stage.Warmup);
    }

    [Fact]
    public void AdaptersTrainWhereTheyArePublishedAlone()
    {
        (string Recipe, string Stage, LoraSpec Lora)[] adapted =
        [
            .. OpenVision.Recipes.Llava.OpenVisionCatalogue.Own.Mllms.SelectMany(static entry => entry.Spec.Stages
                .Where(static stage => stage.Lora is not null).Select(stage => (entry.Spec.Name, stage.Name, stage.Lora!))),
        ];
        Assert.Equal([("Llava15VicunaLora", "tune", new LoraSpec { Rank = 128, Alpha = 256, Dropout = 0.05 })], adapted);
        Assert.Equal(2e-5, Spec("Llava15VicunaLora").Stages[1].ConnectorLearningRate);
    }

    /// <summary>Rows of a table differ in their encoder alone, but for the length that pictures of patch 8 need.</summary>
    [Fact]
    public void RowsOfATableDifferInTheirEncoderAlone()
    {
        MllmRecipeSpec[] rows = [.. Table().Select(static row => row[1]).Where(static name => name.StartsWith("Llava15", StringComparison.Ordinal)).Select(Spec)];
        MllmRecipeSpec first = rows[0];
        Assert.All(rows, row =>
        {
            int length = row.Model.Vision.Patch == 8 ? 4096 : 2048;
            MllmRecipeSpec expected = first with { Name = row.Name, Model = first.Model with { Name = row.Model.Name, Vision = row.Model.Vision }, VisionWeights = row.VisionWeights };
            Assert.Equal(expected with { Stages = new(first.Stages.Select(stage => stage with { MaxLength = length })) }, row);
        });
        Assert.Equal(rows.Length, rows.Select(static row => row.VisionWeights).Distinct().Count());
    }

    /// <summary>One thing at a time: recaptions, then instructions, then the resolution.</summary>
    [Theory]
    [InlineData("SmolTimes1", 4_000_000, 665_298, 384, 576)]
    [InlineData("SmolTimes2", 8_000_000, 665_298, 384, 576)]
    [InlineData("SmolTimes4", 16_000_000, 665_298, 384, 576)]
    [InlineData("SmolTimes6", 24_000_000, 665_298, 384, 576)]
    [InlineData("SmolTimes8", 32_000_000, 665_298, 384, 576)]
    [InlineData("SmolTimes8Next1M", 32_000_000, 1_000_000, 384, 576)]
    [InlineData("SmolTimes8OneVision3M", 32_000_000, 3_200_000, 384, 576)]
    [InlineData("SmolTimes8OneVision3MAt448", 32_000_000, 3_200_000, 448, 784)]
    [InlineData("SmolTimes8OneVision3MAt512", 32_000_000, 3_200_000, 512, 1024)]
    [InlineData("SmolTimes8OneVision3MAt672", 32_000_000, 3_200_000, 672, 1764)]
    [InlineData("SmolTimes8OneVision3MAt768", 32_000_000, 3_200_000, 768, 2304)]
    public void TheSmallestModelIsVariedInOneThingAtATime(string recipe, long recaptions, long instructions, int resolution, int tokens)
    {
        MllmRecipeSpec spec = Spec(recipe);
        Assert.Equal(["align", "recaption", "instruct"], spec.Stages.Select(static stage => stage.Name));
        Assert.Equal([558_000, recaptions, instructions], spec.Stages.Select(static stage => MllmSchedule.Samples(stage) ?? 0));
        Assert.Equal((resolution, tokens), (spec.Model.Vision.Resolution, spec.Model.TileTokens));

        // "Under 250 M in all".
        Assert.InRange(Entry(recipe).GetProperty("parameters").GetProperty("total").GetInt64(), 200_000_000, 250_000_000);
    }

    /// <summary>Tokens of pictures and videos (multimodal.md, sections 2.2 and 2.4).</summary>
    [Theory]
    [InlineData("LlavaNextVicuna", 2_340, null)]
    [InlineData("LlavaOneVision7B", 2_929, 6_273)]
    [InlineData("LlavaVideo7B", 2_929, 13_440)]
    [InlineData("Llava15Vicuna", 576, null)]
    public void PicturesAndVideosMakeThePublishedTokens(string recipe, int picture, int? video)
    {
        MultimodalSpec model = Spec(recipe).Model;
        Assert.Equal(picture, TileLayout.Tokens(model, new PictureSize(640, 480)));
        Assert.Equal(video, model.Video is { } policy ? TileLayout.VideoTokens(model, policy.Frames) : null);
    }

    // Every line after the heading: table, recipe, figures.
    private static string[][] Table() =>
    [
        .. File.ReadLines(Fixture.PathOf("llava-tables.tsv")).Where(static line => line.StartsWith("Table ", StringComparison.Ordinal)).Select(static line => line.Split('\t')),
    ];

    private static MllmRecipeSpec Spec(string recipe) => OpenVision.Recipes.Llava.OpenVisionCatalogue.Own.Mllms.Single(entry => entry.Spec.Name == recipe).Spec;

    private static JsonElement Entry(string recipe) => Listed.Value.Single(entry => Name(entry) == recipe);

    private static string Name(JsonElement item) => item.GetProperty("name").GetString()!;
}
