using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>Draws scenes: a pure function of a seed.</summary>
internal static class SceneSampler
{
    // A scene is a board of two by two places, each with an object, a sign or nothing on it.
    private const int Columns = 2;
    private const double Cell = 1.0 / Columns;

    // How far an object lies from the middle of its place at most.
    private const double MostJitter = 0.03;

    /// <summary>The most objects of a scene.</summary>
    public const int MostObjects = 3;

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
    /// <param name="objects">The number of objects, 1 to 3.</param>
    /// <param name="only">The class of the first object drawn; none draws it too.</param>
    /// <param name="signed">Whether there is a sign for certain; with three objects there is none.</param>
    public static Scene Sample(ulong seed, int objects, int? only = null, bool signed = false)
    {
        Draw draw = new(seed);

        int[] places = [.. Enumerable.Range(0, Columns * Columns)];
        draw.Shuffle(places);

        // With three objects and a sign a caption would outgrow its 32 pieces.
        SceneSign? sign = (draw.Unit() < SignShare || signed) && objects < MostObjects
            ? new(SceneWords.Signs[draw.Below(SceneWords.Signs.Count)], Middle(places[^1] % Columns), Middle(places[^1] / Columns))
            : null;
        int[] classes = Classes(ref draw, objects, only);
        return new(
            Place(ref draw, classes, places),
            Background(ref draw),
            new((SceneSide)draw.Below(SceneWords.Sides.Count), (SceneBrightness)draw.Below(SceneWords.Brightnesses.Count)),
            draw.Unit() is var finish && finish < 0.1 ? SceneFinish.Blurry
                : finish < 0.2 ? SceneFinish.Grainy : SceneFinish.Clear,
            sign);
    }

    /// <summary>A scene that nobody could paint, of two to eight objects of different shapes and a sign: there is much in it to be looked up.</summary>
    /// <param name="seed">Fixes everything.</param>
    public static Scene Crowd(ulong seed)
    {
        Draw draw = new(seed);
        int[] shapes = [.. Enumerable.Range(0, SceneWords.Shapes.Count)];
        draw.Shuffle(shapes);
        SceneObject[] objects = new SceneObject[2 + draw.Below(shapes.Length - 1)];
        for (int i = 0; i < objects.Length; i++)
        {
            objects[i] = Object(ref draw, (draw.Below(SceneWords.Colors.Count) * shapes.Length) + shapes[i], draw.Below(Columns * Columns));
        }

        SceneSign sign = new(SceneWords.Signs[draw.Below(SceneWords.Signs.Count)], Middle(draw.Below(Columns)), Middle(draw.Below(Columns)));
        return new(objects, Background(ref draw), new(SceneSide.Left, SceneBrightness.Soft), SceneFinish.Clear, sign);
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

    // The first so many of the places in random order, read like a page: row by row, each from left to right.
    private static SceneObject[] Place(ref Draw draw, int[] classes, ReadOnlySpan<int> places)
    {
        SceneObject[] objects = new SceneObject[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            objects[i] = Object(ref draw, classes[i], places[i]);
        }

        int[] order = places[..classes.Length].ToArray();
        Array.Sort(order, objects);
        return objects;
    }

    private static SceneObject Object(ref Draw draw, int number, int place)
    {
        SceneSize size = draw.Below(2) == 0 ? SceneSize.Big : SceneSize.Small;
        double extent = size == SceneSize.Big ? draw.Between(0.36, 0.43) : draw.Between(0.28, 0.32);
        double room = Math.Min(MostJitter, (Cell - extent) / 2);
        return new(
            (SceneShape)(number % SceneWords.Shapes.Count),
            (SceneColor)(number / SceneWords.Shapes.Count),
            size,
            Middle(place % Columns) + draw.Between(-room, room),
            Middle(place / Columns) + draw.Between(-room, room),
            extent,
            draw.Between(-10, 10));
    }

    private static double Middle(int number) => (number + 0.5) * Cell;
}
