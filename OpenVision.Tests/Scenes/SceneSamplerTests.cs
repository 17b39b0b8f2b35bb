using CsCheck;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneSamplerTests
{
    private static readonly Gen<(ulong Seed, int Objects)> requests = Gen.Select(Gen.ULong, Gen.Int[1, 4]);

    [Fact]
    public void SameSeedGivesSameScene() => requests.Sample(request => Assert.Equal(
        SceneTruth.Write(SceneSampler.Sample(request.Seed, request.Objects), WebCaptionKind.True),
        SceneTruth.Write(SceneSampler.Sample(request.Seed, request.Objects), WebCaptionKind.True)));

    [Fact]
    public void ObjectsAreDistinctInOrderAndInsideThePicture() => requests.Sample(request =>
    {
        Scene scene = SceneSampler.Sample(request.Seed, request.Objects);
        Assert.Equal(request.Objects, scene.Objects.Select(item => item.Class).Distinct().Count());
        Assert.Equal(scene.Objects.OrderBy(item => item.X), scene.Objects);
        double top = scene.Sign is { AtTop: true } ? SceneSampler.SignHeight : 0;
        double bottom = scene.Sign is { AtTop: false } ? 1 - SceneSampler.SignHeight : 1;
        foreach (SceneObject item in scene.Objects)
        {
            double half = item.Extent / 2;
            Assert.InRange(item.X, half, 1 - half);
            Assert.InRange(item.Y, top + half, bottom - half);
            Assert.Equal(item.Extent > (scene.Objects.Count == 1 ? 0.5 : 0.3) ? SceneSize.Big : SceneSize.Small, item.Size);
        }
    });

    [Fact]
    public void ObjectsHardlyTouch() => requests.Sample(request =>
    {
        IReadOnlyList<SceneObject> objects = SceneSampler.Sample(request.Seed, request.Objects).Objects;
        foreach ((SceneObject one, SceneObject other) in objects.SelectMany((one, i) => objects.Skip(i + 1).Select(other => (one, other))))
        {
            Assert.True(Math.Abs(one.X - other.X) >= Scene.Apart);
            Assert.True(Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2)) >= (one.Extent + other.Extent) / 2);
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
