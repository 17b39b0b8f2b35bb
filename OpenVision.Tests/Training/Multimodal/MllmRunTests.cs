using System.Security.Cryptography;
using OpenVision.Multimodal;
using OpenVision.Training;
using OpenVision.Weights;

namespace OpenVision.Tests.Training.Multimodal;

public sealed class MllmRunTests(MllmRunTests.Ran ran) : IClassFixture<MllmRunTests.Ran>
{
    private static readonly string[] PartNames = ["vision", "connector", "language"];

    private string Picture => Path.Combine(Path.GetDirectoryName(ran.Folder)!, "data", "train", "000000.jpg");

    [Fact]
    public void RunsEveryStageAndItsLossFalls()
    {
        Assert.Equal(["align 3", "describe 3", "tune 2"], ran.Observer.Stages);
        Assert.Equal(8, ran.Summary.Steps);
        float[] losses = [.. ran.Observer.Reports.Select(report => report.Losses.Total)];
        Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
        Assert.True(losses[5] < losses[3], $"{losses[3]} to {losses[5]}");
        Assert.All(ran.Observer.Reports, report => Assert.Null(report.Losses.Contrastive));
    }

    [Theory]
    [InlineData(0, new[] { "vision", "language" })]
    [InlineData(1, new string[0])]
    public void FrozenPartsAreTheSameToTheLastBit(int stage, string[] frozen) => Assert.Equal(frozen, PartNames.Where(part => Part(stage, part) == Part(stage + 1, part)));

    [Fact]
    public void AnEncoderThatAdaptersLeaveAloneIsTheSameInTheFinalWeights()
    {
        using SafetensorsFile before = SafetensorsFile.Open(Path.Combine(ran.Folder, "parts", "stage-2", "vision.safetensors"));
        using SafetensorsFile after = SafetensorsFile.Open(Path.Combine(ran.Folder, "model.safetensors"));
        using TorchSharp.torch.Tensor kept = before.Read("visual.conv1.weight");
        using TorchSharp.torch.Tensor final = after.Read("model.vision_tower.vision_tower.vision_model.embeddings.patch_embedding.weight");
        Assert.Equal(kept.bytes.ToArray(), final.bytes.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)] // the end of the first stage
    [InlineData(4)]
    [InlineData(7)]
    public void AStoppedRunGoesOnAsIfItHadNotBeenStopped(int at)
    {
        using TemporaryFolder folder = new();
        TinyMllm.Execute(ran.Recipe, folder.Path, maxSteps: at);
        TinyMllm.Execute(ran.Recipe, folder.Path, resume: true);
        Assert.Equal(TinyRun.Losses(ran.Folder), TinyRun.Losses(folder.Path));
        Assert.Equal(Digest(Path.Combine(ran.Folder, "model.safetensors")), Digest(Path.Combine(folder.Path, "model.safetensors")));
    }

    [Fact]
    public void GradientsOfPartsOfABatchAreThoseOfTheWhole()
    {
        using TemporaryFolder folder = new();
        MllmRecipeSpec parts = ran.Recipe with { Stages = new(ran.Recipe.Stages.Take(2).Select(static stage => stage with { MicroBatch = 3 })) };
        TinyRun.Quiet observer = new();
        TinyMllm.Execute(parts, folder.Path, observer: observer);
        foreach ((StepReport whole, StepReport part) in ran.Observer.Reports.Take(6).Zip(observer.Reports))
        {
            Assert.Equal(whole.Losses.Total, part.Losses.Total, 1e-3f);
            Assert.Equal(whole.GradientNorm, part.GradientNorm, 1e-2);
        }
    }

    [Fact]
    public void AStageFitsPicturesAndJoinsTheirTokensAsItSays()
    {
        ImagePolicySpec grid = new() { Aspect = ImageAspect.AnyRes, Grids = new([new(2, 2)]), Merge = TileMerge.Spatial };
        using (TinyReader stage = new(MultimodalSettings.Inference with { Images = grid }), whole = new())
        using (PictureTiles tiles = stage.Prepare(Picture), tile = whole.Prepare(Picture))
        using (TorchSharp.torch.Tensor many = stage.PictureTokens(tiles), few = whole.PictureTokens(tile))
        {
            Assert.Equal((5 * 4, 4), (many.shape[0], few.shape[0]));
        }

        using TemporaryFolder folder = new();
        MllmRecipeSpec tiled = ran.Recipe with { Stages = new(ran.Recipe.Stages.Take(2).Select((stage, i) => i == 0 ? stage : stage with { Images = grid, MicroBatch = 3 })) };
        TinyRun.Quiet observer = new();
        TinyMllm.Execute(tiled, folder.Path, observer: observer);
        Assert.Equal(ran.Observer.Reports[2].Losses.Total, observer.Reports[2].Losses.Total);
        Assert.NotEqual(ran.Observer.Reports[3].Losses.Total, observer.Reports[3].Losses.Total, 1e-3f);
        Assert.All(observer.Reports, report => Assert.True(float.IsFinite(report.Losses.Total)));
    }

    [Fact]
    public void AReplayIsTheSameAcrossStagesAndAChangedNumberIsFound()
    {
        MllmRecipeSpec recipe = ran.Recipe;
        OpenVision.Cli.Catalogue catalogue = new([], [], [], [], [], []) { Mllms = [new(recipe, settings => new TinyReader(settings))] };
        string parts = string.Join(' ', Directory.GetFiles(ran.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Cli.CommandLine same = Cli.CommandLine.Run(catalogue, "verify", ran.Folder);
        Assert.Equal((0, "same: 8 steps, all that the record holds one by one, every number bit for bit\n"), (same.ExitCode, same.Output));
        Assert.Equal(parts, string.Join(' ', Directory.GetFiles(ran.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)));

        using TemporaryFolder folder = new();
        System.Text.Json.Nodes.JsonNode record = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(ran.Folder, "run.json")))!;
        record["losses"]![4]!["loss"] = 1.5;
        File.WriteAllText(folder["run.json"], record.ToJsonString());
        Cli.CommandLine other = Cli.CommandLine.Run(catalogue, "verify", folder["run.json"]);
        Assert.Equal(1, other.ExitCode);
        Assert.StartsWith("different: first at step 5 of stage 'describe': the total loss was 1.5 and is ", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherRecipeDoesNotGoOn()
    {
        using TemporaryFolder folder = new();
        TinyMllm.Execute(ran.Recipe, folder.Path, maxSteps: 1);
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => TinyMllm.Execute(ran.Recipe with { Seed = 4 }, folder.Path, resume: true));
        Assert.StartsWith("The run cannot go on: since its checkpoint the recipe has changed: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsWeightsAreAWholeModelInLlavasLayout()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(ran.Folder, "model.safetensors"));
        Assert.Contains("model.mm_projector.0.weight", file.Tensors.Keys);
        Assert.Contains("model.layers.1.self_attn.q_proj.weight", file.Tensors.Keys);
        Assert.Contains(file.Tensors.Keys, name => name.StartsWith("model.vision_tower.vision_tower.", StringComparison.Ordinal));
        Assert.DoesNotContain(file.Tensors.Keys, name => name.Contains("lora", StringComparison.Ordinal));
    }

    private string Part(int stage, string name) => Digest(Path.Combine(ran.Folder, "parts", $"stage-{stage}", $"{name}.safetensors"));

    private static string Digest(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>A run that nothing disturbs.</summary>
    public sealed class Ran : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Ran()
        {
            string data = Path.Combine(folder.Path, "data");
            TinyMllm.MakeData(data);
            Recipe = TinyMllm.Recipe(data);
            Folder = Path.Combine(folder.Path, "run");
            Summary = TinyMllm.Execute(Recipe, Folder, observer: Observer);
        }

        internal MllmRecipeSpec Recipe { get; }

        internal string Folder { get; }

        internal RunSummary Summary { get; }

        internal TinyRun.Quiet Observer { get; } = new();

        public void Dispose() => folder.Dispose();
    }
}
