using System.Text.Json;
using OpenVision.Evaluation;
using static TorchSharp.torch;

namespace OpenVision.Tests.Evaluation;

public class ZeroShotTallyTests
{
    [Fact]
    public void AccuraciesEqualTheReferenceScorers() => Assert.All(Cases("topk"), item =>
    {
        float[][] logits = item.GetProperty("logits").Matrix();
        int[] labels = item.GetProperty("labels").Integers();
        ZeroShotTally tally = new([.. logits[0].Select((_, label) => $"class {label}")]);

        foreach ((float[] scores, int label) in logits.Zip(labels))
        {
            tally.Add(scores, label);
        }

        Assert.Equal(item.GetProperty("expected").GetProperty("top1").GetDouble(), tally.Metrics()["top1"], 9);
        Assert.Equal(item.GetProperty("expected").GetProperty("top5").GetDouble(), tally.Metrics()["top5"], 9);
    });

    [Fact]
    public void ClassVectorsEqualTheReferenceScorers() => Assert.All(Cases("average_embeddings"), item =>
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        float[][] embeddings = item.GetProperty("embeddings").Matrix();
        int[] labels = item.GetProperty("labels").Integers();
        float[][] expected = item.GetProperty("expected").GetProperty("normalized").Matrix();

        foreach (int label in labels.Distinct())
        {
            float[][] own = [.. embeddings.Where((_, i) => labels[i] == label)];
            Tensor prompts = tensor(own.SelectMany(row => row).ToArray(), 1, own.Length, own[0].Length);

            Tensor average = ClassEmbeddings.Average(prompts);

            Assert.Equal([1, own[0].Length], average.shape);
            Assert.Equal(expected[label], average.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        }
    });

    [Fact]
    public void ClassesAreCountedApartAndClassesWithoutImagesLeftOut()
    {
        ZeroShotTally tally = new(["cat", "dog", "owl"]);
        tally.Add([0.9f, 0.1f, 0], 0);
        tally.Add([0.9f, 0.1f, 0], 0);
        tally.Add([0.2f, 0.1f, 0], 0);
        tally.Add([0.9f, 0.1f, 0], 1);

        Assert.Equal([new("cat", 3, 1), new("dog", 1, 0)], tally.ByClass());
        Assert.Equal(0.75, tally.Metrics()["top1"]);
        Assert.Equal(0.5, tally.Metrics()["mean_class_top1"]);
        Assert.Equal(4, tally.Images);
    }

    [Fact]
    public void PromptsPutTheNameIntoEveryTemplate()
    {
        Assert.Equal(["a photo of a hen.", "hen, a hen"], ClassEmbeddings.Prompts("hen", ["a photo of a {}.", "{}, a {}"]));
        Assert.Equal(["hen"], ClassEmbeddings.Prompts("hen", []));
    }

    private static IEnumerable<JsonElement> Cases(string kind) =>
        ScorerFixture.Cases("zeroshot.json").Where(item => item.GetProperty("kind").GetString() == kind);
}
