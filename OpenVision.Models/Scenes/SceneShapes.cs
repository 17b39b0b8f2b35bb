using SkiaSharp;

namespace OpenVision.Scenes;

/// <summary>The outlines of the shapes, each filling the square from (-0.5, -0.5) to (0.5, 0.5) as far as it can.</summary>
internal static class SceneShapes
{
    /// <summary>The outline of a shape, the caller's own: what a path computes when it is first drawn, it computes for one thread alone.</summary>
    /// <param name="shape">The shape.</param>
    public static SKPath Outline(SceneShape shape)
    {
        SKPath path = new();
        switch (shape)
        {
            case SceneShape.Circle:
                path.AddCircle(0, 0, 0.48f);
                break;
            case SceneShape.Square:
                path.AddRect(new(-0.42f, -0.42f, 0.42f, 0.42f));
                break;
            case SceneShape.Triangle:
                path.AddPoly([new(0, -0.47f), new(0.5f, 0.42f), new(-0.5f, 0.42f)]);
                break;
            case SceneShape.Star:
                path.AddPoly([.. Enumerable.Range(0, 10).Select(i => OnCircle(i / 10.0, i % 2 == 0 ? 0.52 : 0.22))]);
                break;
            case SceneShape.Cross:
                const float arm = 0.15f, end = 0.48f;
                path.AddPoly(
                [
                    new(-arm, -end), new(arm, -end), new(arm, -arm), new(end, -arm), new(end, arm), new(arm, arm),
                    new(arm, end), new(-arm, end), new(-arm, arm), new(-end, arm), new(-end, -arm), new(-arm, -arm),
                ]);
                break;
            case SceneShape.Ring:
                path.FillType = SKPathFillType.EvenOdd;
                path.AddCircle(0, 0, 0.49f);
                path.AddCircle(0, 0, 0.27f);
                break;
            case SceneShape.Heart:
                path.MoveTo(0, 0.48f);
                path.CubicTo(-0.2f, 0.28f, -0.5f, 0.1f, -0.5f, -0.17f);
                path.CubicTo(-0.5f, -0.5f, -0.1f, -0.52f, 0, -0.22f);
                path.CubicTo(0.1f, -0.52f, 0.5f, -0.5f, 0.5f, -0.17f);
                path.CubicTo(0.5f, 0.1f, 0.2f, 0.28f, 0, 0.48f);
                path.Close();
                break;
            default:
                path.AddPoly([new(0, -0.52f), new(0.34f, 0), new(0, 0.52f), new(-0.34f, 0)]);
                break;
        }

        return path;
    }

    private static SKPoint OnCircle(double turn, double radius) =>
        new((float)(radius * Math.Sin(2 * Math.PI * turn)), (float)(-radius * Math.Cos(2 * Math.PI * turn)));
}
