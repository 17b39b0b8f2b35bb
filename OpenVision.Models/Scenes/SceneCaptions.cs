using System.Text;
using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>What kind of web caption a picture got.</summary>
public enum WebCaptionKind
{
    /// <summary>It names objects of the picture.</summary>
    True,

    /// <summary>It names the objects of another picture.</summary>
    Wrong,

    /// <summary>It says nothing about the picture.</summary>
    Useless,

    /// <summary>There is no text.</summary>
    Empty,
}

/// <summary>A web caption.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it is worth.</param>
public readonly record struct WebCaption(string Text, WebCaptionKind Kind);

/// <summary>Puts scenes into words.</summary>
/// <remarks>
/// A caption decoder with learnable queries names word j without having seen the words before it, so the place of every
/// word must follow from the picture: the sentences come in a fixed order, objects as a page is read, and synonyms
/// (<see cref="Synthetic"/>) replace one word by one.
/// </remarks>
internal static class SceneCaptions
{
    /// <summary>The share of web captions of each kind but <see cref="WebCaptionKind.True"/>: a third in all.</summary>
    public const double EmptyShare = 0.08, UselessShare = 0.15, WrongShare = 0.1;

    /// <summary>Words that another now and then stands for.</summary>
    public static readonly IReadOnlyDictionary<string, string> Synonyms = new Dictionary<string, string>
    {
        ["big"] = "large",
        ["small"] = "little",
        ["above"] = "over",
        ["below"] = "under",
        ["says"] = "reads",
        ["background"] = "backdrop",
        ["striped"] = "stripy",
        ["checked"] = "checkered",
        ["gradient"] = "shaded",
        ["blurry"] = "fuzzy",
        ["grainy"] = "noisy",
        ["dim"] = "faint",
        ["soft"] = "mild",
        ["bright"] = "strong",
    };

    /// <summary>What web captions say that say nothing; <c>#</c> stands for a digit.</summary>
    public static readonly IReadOnlyList<string> Useless =
    [
        "IMG_####", "DSC_####", "free stock photo", "untitled", "download wallpaper", "image ##", "click to enlarge",
        "my new photo", "photo of the day", "buy now", "best price", "screenshot ##",
    ];

    private const double SynonymShare = 0.04, TypoShare = 0.06, ShapeOnlyShare = 0.5;

    /// <summary>The full caption in its plainest wording; two scenes with the same one are the same scene to a reader.</summary>
    /// <param name="scene">The scene.</param>
    public static string Describe(Scene scene) => Full(scene, Objects(scene, static item => $"a {Sized(item)}"));

    /// <summary>The full caption, which says of each object where it is, too.</summary>
    /// <param name="scene">The scene.</param>
    public static string DescribeWithPlaces(Scene scene) => Full(scene, ObjectsWithPlaces(scene));

    /// <summary>The objects in one sentence, with where they are.</summary>
    /// <param name="scene">The scene.</param>
    public static string ObjectsWithPlaces(Scene scene) => Objects(scene, static item => $"a {Sized(item)} {SceneNotes.Place(item.X, item.Y)}");

    private static string Objects(Scene scene, Func<SceneObject, string> name)
    {
        StringBuilder text = new();
        for (int i = 0; i < scene.Objects.Count; i++)
        {
            text.Append(i == 0 ? "" : i < scene.Objects.Count - 1 ? ", " : " and ").Append(name(scene.Objects[i]));
        }

        return text.Append('.').ToString();
    }

    private static string Sized(SceneObject item) => $"{SceneWords.Sizes[(int)item.Size]} {item.Phrase}";

    private static string Full(Scene scene, string objects)
    {
        StringBuilder text = new(objects);
        if (Relation(scene) is { } relation)
        {
            text.Append(" the ").Append(scene.Objects[relation.Subject].Phrase)
                .Append(" is ").Append(SceneWords.Directions[(int)relation.Direction])
                .Append(" the ").Append(scene.Objects[relation.Other].Phrase).Append('.');
        }

        text.Append(' ').Append(Background(scene.Background));
        if (scene.Sign is { } sign)
        {
            text.Append(" the sign says ").Append(sign.Word).Append('.');
        }

        return text.ToString();
    }

    /// <summary>The sentence about the background.</summary>
    /// <param name="background">The background.</param>
    public static string Background(SceneBackground background)
    {
        string first = SceneWords.Grounds[(int)background.First], second = SceneWords.Grounds[(int)background.Second];
        return background.Pattern switch
        {
            ScenePattern.Plain => $"a plain {first} background.",
            ScenePattern.Gradient => $"a {first} to {second} gradient background.",
            ScenePattern.Striped => $"a {first} and {second} striped background.",
            _ => $"a {first} and {second} checked background.",
        };
    }

    /// <summary>The full caption: <see cref="Describe"/> with some words replaced by synonyms. At most 32 words and marks.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="draw">Picks the words.</param>
    public static string Synthetic(Scene scene, ref Draw draw)
    {
        string[] words = Describe(scene).Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i].TrimEnd(',', '.');
            if (Synonyms.TryGetValue(word, out string? synonym) && draw.Unit() < SynonymShare)
            {
                words[i] = string.Concat(synonym, words[i].AsSpan(word.Length));
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>A caption such as the web has: short, careless, and a third of them of no use.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="other">Another scene, for a caption that got to the wrong picture.</param>
    /// <param name="draw">Picks kind and words.</param>
    public static WebCaption Web(Scene scene, Scene other, ref Draw draw)
    {
        double kind = draw.Unit();
        if (kind < EmptyShare)
        {
            return new("", WebCaptionKind.Empty);
        }

        if (kind < EmptyShare + UselessShare)
        {
            return new(Digits(Useless[draw.Below(Useless.Count)], ref draw), WebCaptionKind.Useless);
        }

        bool wrong = kind < EmptyShare + UselessShare + WrongShare;
        return new(Careless(Short(wrong ? other : scene, ref draw), ref draw), wrong ? WebCaptionKind.Wrong : WebCaptionKind.True);
    }

    // The relation that a caption tells: of the first two objects, up and down where they lie in different rows, else across,
    // told of the bigger one. A rule, not a draw, for the decoder's sake.
    private static SceneRelation? Relation(Scene scene)
    {
        if (scene.Objects.Count < 2)
        {
            return null;
        }

        (SceneObject first, SceneObject second) = (scene.Objects[0], scene.Objects[1]);
        double down = second.Y - first.Y;
        SceneDirection direction = down >= Scene.Apart ? SceneDirection.Above : SceneDirection.LeftOf;
        return second.Size > first.Size ? new(1, Opposite(direction), 0) : new(0, direction, 1);
    }

    private static SceneDirection Opposite(SceneDirection direction) => direction switch
    {
        SceneDirection.LeftOf => SceneDirection.RightOf,
        SceneDirection.RightOf => SceneDirection.LeftOf,
        SceneDirection.Above => SceneDirection.Below,
        _ => SceneDirection.Above,
    };

    // The first so many objects, named without their sizes and often by their shape alone, with or without a frame around
    // them. Shapes alone are what teaches shapes: beside a colour, which is far easier to see, a shape is hardly looked at.
    private static string Short(Scene scene, ref Draw draw)
    {
        int named = draw.Unit() < 0.7 ? scene.Objects.Count : 1 + draw.Below(scene.Objects.Count);
        bool articles = draw.Below(2) == 0;
        bool shapesOnly = draw.Unit() < ShapeOnlyShare;
        string Name(SceneObject item) => shapesOnly ? SceneWords.Shapes[(int)item.Shape] : item.Phrase;
        string list = string.Join(
            " and ",
            scene.Objects.Take(named).Select(Name).Select(name => articles ? $"{Article(name)} {name}" : name));
        return draw.Below(6) switch
        {
            0 => $"pic of {list}",
            1 => $"photo of {list}",
            2 => $"{list} on {SceneWords.Grounds[(int)scene.Background.First]}",
            3 when scene.Sign is { } sign => $"{list} {sign.Word}",
            _ => list,
        };
    }

    /// <summary>The article before a phrase of the scene world's words.</summary>
    /// <param name="phrase">The phrase.</param>
    public static string Article(string phrase) => phrase[0] == 'o' ? "an" : "a";

    private static string Careless(string text, ref Draw draw)
    {
        if (draw.Unit() < TypoShare)
        {
            int at = draw.Below(text.Length - 1);
            text = draw.Below(2) == 0
                ? text.Remove(at, 1)
                : string.Concat(text.AsSpan(0, at), [text[at + 1], text[at]], text.AsSpan(at + 2));
        }

        return draw.Below(10) switch
        {
            0 => text.ToUpperInvariant(),
            1 or 2 => char.ToUpperInvariant(text[0]) + text[1..],
            3 => text + "!",
            _ => text,
        };
    }

    private static string Digits(string pattern, ref Draw draw)
    {
        char[] text = pattern.ToCharArray();
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = text[i] == '#' ? (char)('0' + draw.Below(10)) : text[i];
        }

        return new(text);
    }
}
