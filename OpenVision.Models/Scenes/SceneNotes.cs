namespace OpenVision.Scenes;

/// <summary>
/// Puts a scene into notes, thing after thing as its picture's tokens come: what stands in for the picture where a language model learns to describe and to
/// answer before it sees any. A thing's properties follow its name: small models learn to look for a word and read on long before they learn to read back.
/// </summary>
internal static class SceneNotes
{
    /// <summary>Everything that notes are written with but what captions say.</summary>
    public const string Texts = "top left, top right, bottom left, bottom right.";

    /// <summary>The name of what has a word on it.</summary>
    public const string Sign = "sign";

    private const double Half = 0.5;

    /// <summary>The notes of a scene: <c>circle red small top left, sign cafe bottom left. a plain mint background.</c></summary>
    /// <param name="scene">The scene.</param>
    public static string Of(Scene scene)
    {
        List<(double Y, double X, string Text)> things =
        [
            .. scene.Objects.Select(static item => (
                item.Y, item.X, $"{SceneWords.Shapes[(int)item.Shape]} {SceneWords.Colors[(int)item.Color]} {SceneWords.Sizes[(int)item.Size]} {Place(item.X, item.Y)}")),
        ];
        if (scene.Sign is { } sign)
        {
            things.Add((sign.Y, sign.X, $"{Sign} {sign.Word} {Place(sign.X, sign.Y)}"));
        }

        IEnumerable<string> read = things.OrderBy(static thing => thing.Y >= Half).ThenBy(static thing => thing.X).Select(static thing => thing.Text);
        return $"{string.Join(", ", read)}. {SceneCaptions.Background(scene.Background)}";
    }

    /// <summary>What can be looked up by a name that only one thing has, name and what is asked of it: <c>circle</c>, <c>red</c>; <c>sign</c>, <c>cafe</c>.</summary>
    /// <param name="scene">The scene.</param>
    public static IReadOnlyList<(string Name, string Value)> Pairs(Scene scene)
    {
        IEnumerable<(string Name, string Value)> objects = scene.Single().Select(static item => (SceneWords.Shapes[(int)item.Shape], SceneWords.Colors[(int)item.Color]));
        return [.. objects, .. scene.Sign is { } sign ? [(Sign, sign.Word)] : Array.Empty<(string Name, string Value)>()];
    }

    /// <summary>A sentence that says a pair.</summary>
    /// <param name="pair">The pair.</param>
    public static string Sentence((string Name, string Value) pair) => pair.Name == Sign ? $"the sign says {pair.Value}." : $"the {pair.Name} is {pair.Value}.";

    /// <summary>Says where an object is: <c>the red circle is top left</c>.</summary>
    /// <param name="item">The object.</param>
    public static string PlaceOf(SceneObject item) => $"the {item.Phrase} is {Place(item.X, item.Y)}";

    /// <summary>Where a thing stands: <c>top left</c>.</summary>
    /// <param name="x">Its middle, 0 on the left, 1 on the right.</param>
    /// <param name="y">Its middle, 0 at the top, 1 at the bottom.</param>
    public static string Place(double x, double y) => $"{(y < Half ? "top" : "bottom")} {(x < Half ? "left" : "right")}";
}
