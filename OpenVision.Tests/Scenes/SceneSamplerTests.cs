using CsCheck;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneSamplerTests
{
    private static readonly Gen<(ulong Seed, int Objects)> requests = Gen.Select(Gen.ULong, Gen.Int[1, SceneSampler.MostObjects]);

    [Fact]
    public void SameSeedGivesSameScene() => requests.Sample(request => Assert.Equal(
        SceneTruth.Write(SceneSampler.Sample(request.Seed, request.Objects), WebCaptionKind.True),
        SceneTruth.Write(SceneSampler.Sample(request.Seed, request.Objects), WebCaptionKind.True)));

    [Fact]
    public void ObjectsAreDistinctInOrderAndInsideThePicture() => requests.Sample(request =>
    {
        Scene scene = SceneSampler.Sample(request.Seed, request.Objects);
        Assert.Equal(request.Objects, scene.Objects.Select(item => item.Class).Distinct().Count());
        Assert.Equal(scene.Objects.OrderBy(item => item.Y > 0.5).ThenBy(item => item.X > 0.5), scene.Objects);
        foreach (SceneObject item in scene.Objects)
        {
            double half = item.Extent / 2;
            Assert.InRange(item.X, half, 1 - half);
            Assert.InRange(item.Y, half, 1 - half);
            Assert.Equal(item.Extent > 0.34 ? SceneSize.Big : SceneSize.Small, item.Size);
        }
    });

    [Fact]
    public void ObjectsAndSignHaveAPlaceEach() => requests.Sample(request =>
    {
        Scene scene = SceneSampler.Sample(request.Seed, request.Objects);
        IEnumerable<(double X, double Y)> middles = scene.Objects.Select(item => (item.X, item.Y));
        middles = scene.Sign is { } sign ? middles.Append((sign.X, sign.Y)) : middles;
        Assert.Equal(middles.Count(), middles.Select(middle => (middle.X > 0.5, middle.Y > 0.5)).Distinct().Count());
        foreach (SceneObject item in scene.Objects)
        {
            double half = item.Extent / 2;
            Assert.Equal(item.X - half > 0.5, item.X + half > 0.5);
            Assert.Equal(item.Y - half > 0.5, item.Y + half > 0.5);
        }
    });

    [Fact]
    public void RelationsHoldBothWays() => requests.Sample(request =>
    {
        Scene scene = SceneSampler.Sample(request.Seed, request.Objects);
        HashSet<SceneRelation> relations = [.. scene.Relations()];
        foreach (SceneRelation relation in relations)
        {
            (SceneObject subject, SceneObject other) = (scene.Objects[relation.Subject], scene.Objects[relation.Other]);
            (bool holds, SceneDirection opposite) = relation.Direction switch
            {
                SceneDirection.LeftOf => (subject.X < other.X, SceneDirection.RightOf),
                SceneDirection.RightOf => (subject.X > other.X, SceneDirection.LeftOf),
                SceneDirection.Above => (subject.Y < other.Y, SceneDirection.Below),
                _ => (subject.Y > other.Y, SceneDirection.Above),
            };
            Assert.True(holds);
            Assert.Contains(new SceneRelation(relation.Other, opposite, relation.Subject), relations);
        }
    });

    [Fact]
    public void ClassIsAsAsked() => Gen.Select(Gen.ULong, Gen.Int[0, SceneWords.Classes - 1]).Sample((seed, number) =>
    {
        SceneObject item = Assert.Single(SceneSampler.Sample(seed, 1, number).Objects);
        Assert.Equal(number, item.Class);
        Assert.Equal(SceneWords.Phrase(number), item.Phrase);
    });
}
