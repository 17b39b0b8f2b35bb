using System.Globalization;
using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Training;

namespace OpenVision.Tests.Training;

/// <summary>Runs whose recipe names data pipelines, stopped and gone on with (KilledRunTests kills one).</summary>
public sealed class OwnPipelineRunTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    private const string Low = "RandomCrop(8, 0.5, 1, 0.75) | Flip(0.5) | noise | Normalize(ImageNet)";
    private const string High = "RandomCrop(12, 0.5, 1, 0.75) | Flip(0.5) | noise | Normalize(ImageNet)";
    private const string Words = "web: WebCaption | Sometimes(0.5, tail); synthetic: Passage | Lower; caption: Whole";

    private RecipeEntry Recipe => OwnPipelineRecipe.On(tiny.Data);

    [Fact]
    public void TheRunTrainsOnWhatItsPipelinesMake()
    {
        string own = tiny.NewFolder("own"), settings = tiny.NewFolder("settings");
        TinyRun.Execute(Recipe, new() { Out = own, MaxSteps = 2 });
        TinyRun.Execute(CaptionedRecipe.On(tiny.Data), new() { Out = settings, MaxSteps = 2 });
        Assert.NotEqual(TinyRun.Losses(settings)[0], TinyRun.Losses(own)[0]);
    }

    [Fact]
    public void TheRecordSaysWhatThePipelinesDo()
    {
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Started("recorded"), "run.json")));
        Assert.Equal($"images: {Low}; images: {High}; {Words}", record.RootElement.GetProperty("pipelines").GetString());
    }

    [Fact]
    public void ARunWhosePipelinesOnlyMovedGoesOn()
    {
        string folder = Started("moved-pipelines");
        RecipeEntry moved = Recipe with { Spec = Recipe.Spec with { Images = "Elsewhere.NoisyImages", Texts = "Elsewhere.ShortTexts" } };
        Assert.Equal(4, TinyRun.Execute(moved, new() { Out = folder, Resume = true, MaxSteps = 4 }).Steps);
    }

    [Fact]
    public void ARunWhosePipelineChangedIsRefusedWithBoth()
    {
        string folder = Started("changed-pipelines");
        RecipeEntry changed = Recipe with { Images = static target => Images.Squash(target.Resolution) | Images.Normalize(target.Colors) };
        Assert.Equal(
            $"The run cannot go on: since its checkpoint its data pipeline has changed: it was 'images: {Low}; images: {High}; {Words}'"
            + $" and is 'images: Squash(8) | Normalize(ImageNet); images: Squash(12) | Normalize(ImageNet); {Words}'. Change it back, or start a new run with another --out.",
            Refusal(changed, new() { Out = folder, Resume = true }));
    }

    [Fact]
    public void ARunWhosePipelinesWereRemovedIsRefused()
    {
        string folder = Started("removed-pipelines");
        RecipeEntry removed = Recipe with { Spec = Recipe.Spec with { Images = "", Texts = "" }, Images = null, Texts = null };
        Assert.EndsWith(
            $"{Words}' and is that of the recipe's settings. Change it back, or start a new run with another --out.",
            Refusal(removed, new() { Out = folder, Resume = true }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void APipelineThatItsEntryLacksIsRefused() => Assert.Equal(
        "The recipe names the data pipeline OpenVision.Tests.Training.NoisyImages, and its entry holds none. Give the entry OpenVision.Tests.Training.NoisyImages.Train.",
        Refusal(Recipe with { Images = null }, new() { Out = tiny.NewFolder("lacking") }));

    [Fact]
    public void APipelineThatCannotBeMadeIsRefusedBeforeTheFirstStep()
    {
        string folder = tiny.NewFolder("failing");
        RecipeEntry failing = Recipe with { Images = static target => Images.RandomCrop(target.Resolution, minArea: 2) | Images.Normalize(target.Colors) };
        string message = Refusal(failing, new() { Out = folder });
        Assert.StartsWith("The data pipeline OpenVision.Tests.Training.NoisyImages cannot be made: minArea must be more than 0 and at most 1.", message, StringComparison.Ordinal);
        Assert.EndsWith("Correct its Train.", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "metrics.jsonl")));
    }

    [Fact]
    public void TheNamesOfStepsDoNotHangOnTheMachinesCulture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        RecipeEntry dim = Recipe with
        {
            Images = static target => Step.Of<RgbImage, RgbImage>($"Dim({0.5})", static image => image) | Images.Squash(target.Resolution) | Images.Normalize(),
        };
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.StartsWith("images: Dim(0.5) | Squash(8) | ", RunPipelines.Of(dim).Steps, StringComparison.Ordinal);
            Assert.Same(comma, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Refusal(RecipeEntry recipe, TrainOptions options) =>
        Assert.Throws<OpenVisionException>(() => TinyRun.Execute(recipe, options)).Message;

    private string Started(string name)
    {
        string folder = tiny.NewFolder(name);
        TinyRun.Execute(Recipe, new() { Out = folder, MaxSteps = 2 });
        return folder;
    }
}
