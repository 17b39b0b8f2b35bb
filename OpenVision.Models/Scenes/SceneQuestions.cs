using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>
/// Asks about scenes. A question has one right answer, which the picture shows, and whoever has only read the question can but guess: every answer of a
/// kind is right equally often, exactly for yes and no, numbers and directions, by the drawing of scenes for colours and words.
/// </summary>
internal static class SceneQuestions
{
    /// <summary>The kinds of questions.</summary>
    public const string Presence = "presence", Count = "count", Color = "color", Relation = "relation", Word = "word";

    private const double HardShare = 0.5;

    private const int CrowdQuestions = 5;

    private static readonly string[] numbers = ["zero", "one", "two", "three"];

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Presence, Count, Color, Relation, Word];

    /// <summary>Everything that questions and answers are written with but the names of things, for the vocabulary.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "Is there a circle?", "Is there an orange circle?", "How many objects are there?", "What color is the circle?", "Where is the red circle, seen from the blue star?",
        "What does the sign say?", "there is no circle, so no", "yes", .. numbers,
    ];

    /// <summary>Asks about scenes: of each kind one question a scene where it can be asked, less those that would favour an answer.</summary>
    /// <param name="scenes">The scenes, in an order that does not depend on what they show.</param>
    /// <param name="seed">Picks what is asked.</param>
    /// <returns>The questions with the numbers of their scenes, scene after scene.</returns>
    public static IReadOnlyList<(int Scene, SceneQuestion Question)> About(IReadOnlyList<Scene> scenes, ulong seed)
    {
        List<(int Scene, SceneQuestion Question)> asked = [];
        for (int number = 0; number < scenes.Count; number++)
        {
            Draw draw = new(Hash.Of(seed, (ulong)number));
            SceneQuestion?[] all = [AskPresence(scenes[number], number % 2 == 0, ref draw), AskCount(scenes[number]), AskColor(scenes[number], ref draw), AskRelation(scenes[number], ref draw), AskWord(scenes[number])];
            asked.AddRange(all.OfType<SceneQuestion>().Select(question => (number, question)));
        }

        return
        [
            .. Level(asked, Presence, 2), .. Level(asked, Count, SceneSampler.MostObjects), .. Level(asked, Relation, SceneWords.Directions.Count),
            .. asked.Where(one => one.Question.Kind is Color or Word),
        ];
    }

    /// <summary>Asks everything about a scene, in random order: two things that are there as often as not, two colours, two relations, and what there is one of.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="seed">Picks what is asked.</param>
    /// <returns>Different questions, at least one.</returns>
    public static IReadOnlyList<SceneQuestion> Many(Scene scene, ulong seed)
    {
        Draw draw = new(seed);
        SceneQuestion?[] all =
        [
            AskPresence(scene, draw.Below(2) == 0, ref draw), AskPresence(scene, draw.Below(2) == 0, ref draw), AskCount(scene), AskColor(scene, ref draw),
            AskColor(scene, ref draw), AskRelation(scene, ref draw), AskRelation(scene, ref draw), AskWord(scene),
        ];
        SceneQuestion[] asked = [.. all.OfType<SceneQuestion>().Distinct()];
        draw.Shuffle(asked.AsSpan());
        return asked;
    }

    /// <summary>Asks about a crowd: as often whether a thing is there as for a colour, and what its sign says, in random order.</summary>
    /// <param name="scene">The crowd.</param>
    /// <param name="seed">Picks what is asked.</param>
    /// <returns>Different questions, at least two.</returns>
    public static IReadOnlyList<SceneQuestion> OfCrowd(Scene scene, ulong seed)
    {
        Draw draw = new(seed);
        List<SceneQuestion?> all = [AskWord(scene)];
        for (int i = 0; i < CrowdQuestions; i++)
        {
            all.Add(AskPresence(scene, i % 2 == 0, ref draw));
            all.Add(AskColor(scene, ref draw));
        }

        SceneQuestion[] asked = [.. all.OfType<SceneQuestion>().Distinct()];
        draw.Shuffle(asked.AsSpan());
        return asked;
    }

    /// <summary>
    /// Tells what can be looked up about a scene, in random order, each once with nothing between name and answer and once in a sentence: dense in what has to be looked up, which is how
    /// a small model learns to look up within minutes; and of some shapes that they are not there, which it would take long to find out from questions.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="seed">Picks what is told.</param>
    /// <param name="relations">How many relations are told at most.</param>
    /// <param name="absent">How many shapes are told not to be there at most.</param>
    /// <returns>Different sentences, at least one where a shape may be told absent or the scene has a sign.</returns>
    public static IReadOnlyList<string> Facts(Scene scene, ulong seed, int relations, int absent)
    {
        Draw draw = new(seed);
        List<string> facts =
        [
            .. SceneNotes.Pairs(scene).SelectMany(static pair => (IEnumerable<string>)[$"{pair.Name} {pair.Value}.", SceneNotes.Sentence(pair)]),
            .. scene.Objects.Select(static item => $"{SceneNotes.PlaceOf(item)}."),
        ];
        for (int i = 0; i < relations; i++)
        {
            if (AskRelation(scene, ref draw) is { } relation)
            {
                facts.Add(relation.Answer);
            }
        }

        string[] missing = [.. SceneWords.Shapes.Where((_, shape) => scene.Objects.All(item => (int)item.Shape != shape))];
        new Draw(Hash.Of(seed, 1)).Shuffle(missing.AsSpan()); // of its own: a crowd, of which nothing is told absent, is told as it was
        facts.AddRange(missing.Take(absent).Select(static shape => $"{Absence(shape)}."));

        string[] told = [.. facts.Distinct()];
        draw.Shuffle(told.AsSpan());
        return told;
    }

    /// <summary>
    /// Asks whether a thing of a colour and a shape is there; one that is not has half the time the shape of one that is. The answer first says what is to be seen, then decides: a small
    /// model writes down what it has looked up before it compares. None where every shape is there several times.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="present">Whether it is there.</param>
    /// <param name="draw">Picks the thing.</param>
    public static SceneQuestion? AskPresence(Scene scene, bool present, ref Draw draw)
    {
        SceneObject[] single = [.. scene.Single()];
        if (single.Length == 0)
        {
            return null;
        }

        SceneObject item = single[draw.Below(single.Length)];
        int shapes = SceneWords.Shapes.Count, shape = (int)item.Shape, color = (int)item.Color;
        bool hard = draw.Unit() < HardShare || scene.Objects.Select(static one => one.Shape).Distinct().Count() == shapes;
        while (!present && hard && color == (int)item.Color)
        {
            color = draw.Below(SceneWords.Colors.Count);
        }

        while (!present && !hard && scene.Objects.Any(one => (int)one.Shape == shape))
        {
            shape = draw.Below(shapes);
        }

        string phrase = SceneWords.Phrase((color * shapes) + shape), name = SceneWords.Shapes[shape];
        string seen = present || hard ? $"the {name} is {SceneWords.Colors[(int)item.Color]}" : Absence(name);
        string answer = present ? "yes" : "no";
        return new(Presence, $"Is there {SceneCaptions.Article(phrase)} {phrase}?", $"{seen}, so {answer}.", answer);
    }

    /// <summary>Asks for the number of objects; not where a sign might be taken for one.</summary>
    /// <param name="scene">The scene.</param>
    public static SceneQuestion? AskCount(Scene scene) =>
        scene.Sign is null ? new SceneQuestion(Count, "How many objects are there?", $"{numbers[scene.Objects.Count]}.", numbers[scene.Objects.Count]) : null;

    /// <summary>Asks for the colour of a shape that is there once; none where every shape is there several times.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="draw">Picks the shape.</param>
    public static SceneQuestion? AskColor(Scene scene, ref Draw draw)
    {
        SceneObject[] single = [.. scene.Single()];
        if (single.Length == 0)
        {
            return null;
        }

        SceneObject item = single[draw.Below(single.Length)];
        (string color, string shape) = (SceneWords.Colors[(int)item.Color], SceneWords.Shapes[(int)item.Shape]);
        return new(Color, $"What color is the {shape}?", SceneNotes.Sentence((shape, color)), color);
    }

    /// <summary>
    /// Asks where one object lies, seen from another; of two that lie in a row or in a column, so that one direction is right alone. The answer first says where both are, as a page is read,
    /// then decides: descriptions name things in that order, and what is seen in one order is hard to tell in another.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="draw">Picks the two.</param>
    public static SceneQuestion? AskRelation(Scene scene, ref Draw draw)
    {
        SceneRelation[] alone = [.. scene.Relations().GroupBy(relation => (relation.Subject, relation.Other)).Where(pair => pair.Count() == 1).Select(pair => pair.First())];
        if (alone.Length == 0)
        {
            return null;
        }

        SceneRelation relation = alone[draw.Below(alone.Length)];
        (SceneObject subject, SceneObject other, string direction) = (scene.Objects[relation.Subject], scene.Objects[relation.Other], SceneWords.Directions[(int)relation.Direction]);
        (SceneObject first, SceneObject second) = relation.Subject < relation.Other ? (subject, other) : (other, subject);
        return new(
            Relation,
            $"Where is the {subject.Phrase}, seen from the {other.Phrase}?",
            $"{SceneNotes.PlaceOf(first)}, {SceneNotes.PlaceOf(second)}, so {direction} the {other.Phrase}.",
            direction);
    }

    /// <summary>Asks for the word on the sign; none without a sign.</summary>
    /// <param name="scene">The scene.</param>
    public static SceneQuestion? AskWord(Scene scene) =>
        scene.Sign is { } sign ? new SceneQuestion(Word, "What does the sign say?", SceneNotes.Sentence((SceneNotes.Sign, sign.Word)), sign.Word) : null;

    private static string Absence(string shape) => $"there is no {shape}";

    // As many of each answer as there are of the rarest.
    private static IEnumerable<(int Scene, SceneQuestion Question)> Level(List<(int Scene, SceneQuestion Question)> asked, string kind, int answers)
    {
        (int Scene, SceneQuestion Question)[][] groups = [.. asked.Where(one => one.Question.Kind == kind).GroupBy(one => one.Question.Deciding).Select(group => group.ToArray())];
        int each = groups.Length < answers ? 0 : groups.Min(group => group.Length);
        return groups.SelectMany(group => group.Take(each)).OrderBy(one => one.Scene);
    }
}
