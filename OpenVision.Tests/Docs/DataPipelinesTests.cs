using System.Reflection;
using System.Text.RegularExpressions;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Data.Pipeline;
using OpenVision.Tests.Data.Pipeline;
using OpenVision.Tests.Support;
using OpenVision.Tests.Training;

namespace OpenVision.Tests.Docs;

/// <summary>The page on data pipelines is compiled and run, and names every step.</summary>
[Collection(AloneCollection.Name)] // the program writes to the console, which all tests share
public sealed partial class DataPipelinesTests : IDisposable
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "data-pipelines.md")).ReplaceLineEndings("\n");

    private readonly PictureShards shards = new();

    public static TheoryData<Type> Steps => [typeof(OpenVision.Data.Pipeline.Images), typeof(Texts), typeof(Step)];

    public void Dispose() => shards.Dispose();

    [Fact]
    public void TheRecipeCompilesAndItsPipelinesMakeBatches()
    {
        GeneratedProject project = GeneratorHarness.Run(Snippet(0)).AssertClean();
        Assert.Contains(
            "{ Generator = Generator, Images = global::GentleImages.Train, Texts = global::PlainTexts.Train }", project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);

        Assembly assembly = SampleProgram.Load(project);
        PairLoaderOptions options = shards.Loader(threads: 2) with
        {
            Images = Train<Step<RgbImage, Pixels>>(assembly, "GentleImages", new ImageTarget(8, ColorStatistics.ImageNet)),
            Texts = Train<TextSteps>(assembly, "PlainTexts"),
        };
        Assert.Equal(
            "no banner | RandomCrop(8, 0.8, 1, 0.75) | Flip(0.5) | Sometimes(0.3, Dim(0.5)) | Normalize(ImageNet)", options.Images.Name);
        Assert.Equal(Images(options with { Threads = 1 }), Images(options));
        Assert.NotEqual(Images(options with { Images = null }), Images(options));
    }

    [Fact]
    public void TheProgramReadsTheShards() => Assert.Equal(
        "8 pictures, first 00\n8 pictures, first 09\n3 pictures, first 17\n",
        SampleProgram.Run(Snippet(1)
            .Replace("\"vocab.txt\"", $"\"{shards.Vocabulary}\"", StringComparison.Ordinal)
            .Replace("\"shards/{00000..00001}.tar\"", $"\"{shards.Pattern}\"", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Steps))]
    public void EveryStepIsNamed(Type steps) => Assert.All(
        steps.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly),
        step => Assert.Matches($@"`({steps.Name}\.)?{step.Name}\(", Page));

    private static string Snippet(int index) => Program().Matches(Page)[index].Groups["code"].Value;

    private static T Train<T>(Assembly assembly, string type, params object[] arguments) =>
        (T)assembly.GetType(type, throwOnError: true)!.GetMethod("Train")!.Invoke(null, arguments)!;

    private static float[] Images(PairLoaderOptions options)
    {
        using PairLoader loader = new(options, LoaderPosition.Start, new());
        return [.. Enumerable.Range(0, 5).SelectMany(_ =>
        {
            PairBatch batch = loader.Next(CancellationToken.None);
            float[] images = [.. batch.Images];
            loader.Return(batch);
            return images;
        })];
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
