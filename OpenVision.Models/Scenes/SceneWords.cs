namespace OpenVision.Scenes;

/// <summary>The words for everything in a scene, in the order of the enumerations they name.</summary>
internal static class SceneWords
{
    public static readonly IReadOnlyList<string> Shapes = Names<SceneShape>();
    public static readonly IReadOnlyList<string> Colors = Names<SceneColor>();
    public static readonly IReadOnlyList<string> Sizes = Names<SceneSize>();
    public static readonly IReadOnlyList<string> Directions = ["left of", "right of", "above", "below"];
    public static readonly IReadOnlyList<string> Grounds = Names<SceneGround>();
    public static readonly IReadOnlyList<string> Patterns = Names<ScenePattern>();
    public static readonly IReadOnlyList<string> Sides = Names<SceneSide>();
    public static readonly IReadOnlyList<string> Brightnesses = Names<SceneBrightness>();
    public static readonly IReadOnlyList<string> Finishes = Names<SceneFinish>();

    /// <summary>What signs say: short words that look different from each other.</summary>
    public static readonly IReadOnlyList<string> Signs =
    [
        "art", "bed", "boat", "book", "box", "bus", "cafe", "cat", "coat", "cow", "cup", "dog", "door", "exit",
        "farm", "fish", "fox", "gate", "go", "hat", "hot", "ice", "inn", "jazz", "key", "king", "lamp", "map",
        "milk", "moon", "open", "park", "pie", "queen", "sale", "shop", "stop", "taxi", "tea", "zoo",
    ];

    /// <summary>The number of classes: every colour with every shape.</summary>
    public static int Classes => Colors.Count * Shapes.Count;

    /// <summary>The phrase that names a class, such as <c>red circle</c>.</summary>
    public static string Phrase(int number) => $"{Colors[number / Shapes.Count]} {Shapes[number % Shapes.Count]}";

    private static string[] Names<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
}
