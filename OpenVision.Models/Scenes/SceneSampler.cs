using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>Draws scenes: a pure function of a seed.</summary>
internal static class SceneSampler
{
    // The height of the strip at the upper or lower edge that a sign keeps free of objects, and the margin around all objects.
    public const double SignHeight = 0.2;
    private const double Margin = 0.02;

    private const double SignShare = 0.2;

    // Pairs that differ clearly, yet not so much that a pattern of them shouts objects down; the order is that of a caption.
    private static readonly (SceneGround First, SceneGround Second)[] pairs =
    [
        (SceneGround.White, SceneGround.Gray),
        (SceneGround.Gray, SceneGround.White),
        (SceneGround.White, SceneGround.Beige),
        (SceneGround.Beige, SceneGround.Peach),
        (SceneGround.Peach, SceneGround.Beige),
        (SceneGround.Peach, SceneGround.Lilac),
        (SceneGround.Gray, SceneGround.Lilac),
        (SceneGround.Gray, SceneGround.Mint),
        (SceneGround.Mint, SceneGround.Lilac),
        (SceneGround.Lilac, SceneGround.Gray),
    ];

    /// <summary>A scene of a given number of objects.</summary>
    /// <param name="seed">Fixes everything.</param>
    /// <param name="objects">The number of objects, 1 to 4.</param>
    /// <param name="only">The class of the first object drawn; none draws it too.</param>
    public static Scene Sample(ulong seed, int objects, int? only = null)
    {
        Draw draw = new(seed);

        // With four objects and a sign a caption would outgrow its 38 pieces and a picture its room.
        SceneSign? sign = draw.Unit() < SignShare && objects < 4
            ? new(SceneWords.Signs[draw.Below(SceneWords.Signs.Count)], draw.Below(2) == 0)
            : null;
        int[] classes = Classes(ref draw, objects, only);
        return new(
            Place(ref draw, classes, sign),
            Background(ref draw),
            new((SceneSide)draw.Below(SceneWords.Sides.Count), (SceneBrightness)draw.Below(SceneWords.Brightnesses.Count)),
            draw.Unit() is var finish && finish < 0.1 ? SceneFinish.Blurry
                : finish < 0.2 ? SceneFinish.Grainy : SceneFinish.Clear,
            sign);
    }

    private static int[] Classes(ref Draw draw, int count, int? only)
    {
        List<int> classes = only is int first ? [first] : [];
        while (classes.Count < count)
        {
            int drawn = draw.Below(SceneWords.Classes);
            if (!classes.Contains(drawn))
            {
                classes.Add(drawn);
            }
        }

        return [.. classes];
    }

    private static SceneBackground Background(ref Draw draw)
    {
        if (draw.Unit() < 0.5)
        {
            SceneGround ground = (SceneGround)draw.Below(SceneWords.Grounds.Count);
            return new(ScenePattern.Plain, ground, ground);
        }

        ScenePattern pattern = (ScenePattern)(1 + draw.Below(SceneWords.Patterns.Count - 1));
        (SceneGround first, SceneGround second) = pairs[draw.Below(pairs.Length)];
        return new(pattern, first, second);
    }

    // Objects are drawn one by one until each is clear of those before it; now and then all anew, lest the first ones fill the room.
    private static SceneObject[] Place(ref Draw draw, int[] classes, SceneSign? sign)
    {
        List<SceneObject> placed = new(classes.Length);
        while (placed.Count < classes.Length)
        {
            SceneObject next = Object(ref draw, classes[placed.Count], classes.Length == 1, sign);
            if (placed.TrueForAll(other => Clear(other, next)))
            {
                placed.Add(next);
            }
            else if (draw.Unit() < 0.02)
            {
                placed.Clear();
            }
        }

        return [.. placed.OrderBy(item => item.X)];
    }

    private static SceneObject Object(ref Draw draw, int number, bool alone, SceneSign? sign)
    {
        SceneSize size = draw.Unit() < (alone ? 0.65 : 0.5) ? SceneSize.Big : SceneSize.Small;
        double extent = (size, alone) switch
        {
            (SceneSize.Small, true) => draw.Between(0.34, 0.42),
            (SceneSize.Big, true) => draw.Between(0.54, 0.74),
            (SceneSize.Small, false) => draw.Between(0.24, 0.28),
            _ => draw.Between(0.35, 0.42),
        };
        double edge = (extent / 2) + Margin;
        return new(
            (SceneShape)(number % SceneWords.Shapes.Count),
            (SceneColor)(number / SceneWords.Shapes.Count),
            size,
            draw.Between(edge, 1 - edge),
            draw.Between(edge + (sign is { AtTop: true } ? SignHeight : 0), 1 - edge - (sign is { AtTop: false } ? SignHeight : 0)),
            extent,
            draw.Between(-10, 10));
    }

    // Apart in width, so that an order from left to right is plain to see, and nearly never touching.
    private static bool Clear(SceneObject one, SceneObject other)
    {
        double x = one.X - other.X, y = one.Y - other.Y;
        double reach = 0.53 * (one.Extent + other.Extent);
        return Math.Abs(x) >= Scene.Apart && (x * x) + (y * y) >= reach * reach;
    }
}
