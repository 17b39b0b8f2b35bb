using OpenVision.Scenes;
using SkiaSharp;

namespace OpenVision.Tests.Scenes;

public sealed class SceneRendererTests
{
    private static readonly Scene empty = new(
        [], new(ScenePattern.Plain, SceneGround.White, SceneGround.White), new(SceneSide.Top, SceneBrightness.Soft), SceneFinish.Clear, null);

    [Fact]
    public void PictureIsAJpegOfTheRightSize()
    {
        using SceneRenderer renderer = new();
        using MemoryStream stream = new(renderer.Render(empty, 0));
        using SKCodec codec = SKCodec.Create(stream);
        Assert.Equal(SKEncodedImageFormat.Jpeg, codec.EncodedFormat);
        Assert.Equal(new SKSizeI(SceneRenderer.Side, SceneRenderer.Side), codec.Info.Size);
    }

    [Theory]
    [InlineData(SceneColor.Red, 0)]
    [InlineData(SceneColor.Yellow, 55)]
    [InlineData(SceneColor.Green, 135)]
    [InlineData(SceneColor.Blue, 224)]
    public void ObjectsHaveTheirColour(SceneColor color, double hue)
    {
        using SceneRenderer renderer = new();
        SceneObject item = new(SceneShape.Circle, color, SceneSize.Big, 0.3, 0.7, 0.4, 0);
        using SKBitmap picture = SKBitmap.Decode(renderer.Render(empty with { Objects = [item] }, 0));
        picture.GetPixel((int)(0.3 * SceneRenderer.Side), (int)(0.7 * SceneRenderer.Side)).ToHsv(out float found, out _, out _);
        Assert.InRange(Math.Abs(((found - hue + 540) % 360) - 180), 0, 12);
    }

    [Fact]
    public void EveryShapeBackgroundFinishAndSignLooksDifferent()
    {
        SceneObject item = new(SceneShape.Circle, SceneColor.Red, SceneSize.Big, 0.5, 0.5, 0.5, 0);
        List<Scene> scenes =
        [
            .. Enum.GetValues<SceneShape>().Select(shape => empty with { Objects = [item with { Shape = shape }] }),
            .. Enum.GetValues<ScenePattern>().Select(pattern => empty with { Background = new(pattern, SceneGround.Gray, SceneGround.White) }),
            .. Enum.GetValues<SceneFinish>().Select(finish => empty with { Objects = [item with { Extent = 0.4 }], Finish = finish }),
            .. SceneWords.Signs.Select(word => empty with { Sign = new(word, X: 0.5, Y: 0.5) }),
        ];
        using SceneRenderer renderer = new();
        Assert.Equal(scenes.Count, scenes.Select(scene => Convert.ToHexString(renderer.Render(scene, 5))).Distinct().Count());
    }

    [Fact]
    public void RenderingLeavesNoTraceInTheNextPicture()
    {
        using SceneRenderer used = new(), fresh = new();
        Scene scene = SceneSampler.Sample(1, 3);
        used.Render(SceneSampler.Sample(2, 3) with { Finish = SceneFinish.Blurry }, 9);
        Assert.Equal(fresh.Render(scene, 7), used.Render(scene, 7));
    }
}
