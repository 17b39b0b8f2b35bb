using System.Text.Json;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneSamplesTests
{
    private static readonly SceneSamples samples = new(0);
    private static readonly SceneSample[] training = [.. Enumerable.Range(0, 4000).Select(samples.Train)];

    [Fact]
    public void EveryClassIsHeldOutTenTimesAndTrainedOn()
    {
        Assert.Equal(
            Enumerable.Repeat(10, SceneWords.Classes),
            samples.Singles.GroupBy(sample => Assert.Single(sample.Scene.Objects).Class).OrderBy(same => same.Key).Select(same => same.Count()));
        Assert.Equal(
            SceneWords.Classes,
            training.Where(sample => sample.Scene.Objects.Count == 1).Select(sample => sample.Scene.Objects[0].Class).Distinct().Count());
    }

    [Fact]
    public void HeldOutScenesAreNeitherTrainedOnNorRepeated()
    {
        string[] heldOut = [.. samples.Singles.Concat(samples.Multiples).Select(sample => SceneCaptions.Describe(sample.Scene))];
        Assert.Equal(heldOut.Length, heldOut.Distinct().Count());
        Assert.Empty(training.Select(sample => SceneCaptions.Describe(sample.Scene)).Intersect(heldOut));
        Assert.Equal(SceneSamples.HeldOutMultiples, samples.Multiples.Select(sample => sample.Synthetic).Distinct().Count());
    }

    [Fact]
    public void NearlyFourTrainingScenesInTenHaveOneObject() =>
        Assert.InRange(training.Average(sample => sample.Scene.Objects.Count == 1 ? 1.0 : 0), 0.33, 0.42);

    [Fact]
    public void SamplesFollowFromTheirNumberAlone()
    {
        SceneSample[] parallel = new SceneSample[64];
        Parallel.For(0, parallel.Length, index =>
        {
            using SceneRenderer renderer = new();
            parallel[index] = samples.Train(index);
            _ = renderer.Render(parallel[index].Scene, parallel[index].PaintSeed);
        });
        using SceneRenderer renderer = new();
        Assert.All(parallel.Select((sample, index) => (sample, index)), pair =>
        {
            Assert.Equal(training[pair.index].Synthetic, pair.sample.Synthetic);
            Assert.Equal(training[pair.index].Web, pair.sample.Web);
            Assert.Equal(
                training[pair.index].Members(renderer, labelled: false).Select(member => Convert.ToHexString(member.Bytes)),
                pair.sample.Members(renderer, labelled: false).Select(member => Convert.ToHexString(member.Bytes)));
        });
        Assert.NotEqual(training[0].Synthetic, new SceneSamples(1).Train(0).Synthetic);
    }

    [Fact]
    public void TruthAgreesWithTheScene()
    {
        foreach (SceneSample sample in samples.Multiples.Take(100))
        {
            using JsonDocument json = JsonDocument.Parse(SceneTruth.Write(sample.Scene, sample.Web.Kind));
            JsonElement truth = json.RootElement;
            Assert.Equal(sample.Scene.Objects.Select(item => item.Phrase), Strings(truth.GetProperty("phrases")));
            Assert.Equal(
                sample.Scene.Objects.Select(item => item.Phrase),
                truth.GetProperty("objects").EnumerateArray().Select(item => $"{item.GetProperty("color")} {item.GetProperty("shape")}"));
            Assert.Equal(
                sample.Scene.Relations().Select(relation => $"{relation.Subject} {SceneWords.Directions[(int)relation.Direction]} {relation.Other}"),
                truth.GetProperty("relations").EnumerateArray().Select(relation => $"{relation[0]} {relation[1]} {relation[2]}"));
            Assert.Equal(sample.Scene.Sign?.Word, truth.GetProperty("word").GetString());
            Assert.Contains(Strings(truth.GetProperty("background").GetProperty("colors")).Count(), new[] { 1, 2 });
            Assert.All(
                truth.GetProperty("objects").EnumerateArray().SelectMany(item => item.GetProperty("box").EnumerateArray()),
                edge => Assert.InRange(edge.GetDouble(), 0, 1));
        }

        static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString());
    }
}
