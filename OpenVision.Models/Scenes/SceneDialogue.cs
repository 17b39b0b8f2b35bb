using System.Globalization;
using System.Text.Json;
using OpenVision.Conversations;
using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>A conversation about a scene in LLaVA's form.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Image">The picture's path; null without one.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Exchanges">What the human says, the picture's place not included, and what the model is to say, turn after turn.</param>
internal sealed record SceneDialogue(string Id, string? Image, string Kind, IReadOnlyList<(string Question, string Answer)> Exchanges)
{
    /// <summary>The kind of a request for a description, and of several questions in a row.</summary>
    public const string Description = "describe", Questions = "questions";

    /// <summary>What asks for everything that can be said.</summary>
    public const string Tell = "What can be said about the image?";

    // How often pairs are repeated, and how many relations are told of a picture.
    private const int Rounds = 3;
    private const int MostRelations = 3;

    private const int MostAbsent = 2;

    /// <summary>What asks for a description.</summary>
    public static readonly IReadOnlyList<string> Requests =
        ["Please describe the image.", "What is in the image?", "Describe the image in detail.", "Please describe the picture in detail.", "What does the picture show?"];

    /// <summary>A picture's objects in one sentence, with where they are.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="image">Its picture.</param>
    public static SceneDialogue Caption(int number, Scene scene, string image) =>
        new(Name("caption", number), image, Description, [(Requests[0], SceneCaptions.ObjectsWithPlaces(scene))]);

    /// <summary>A full description.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="image">Its picture.</param>
    /// <param name="seed">Picks the request.</param>
    public static SceneDialogue Describe(int number, Scene scene, string image, ulong seed) => new(Name(Description, number), image, Description, [Described(number, scene, seed)]);

    /// <summary>A question.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="question">The question.</param>
    /// <param name="image">The scene's picture.</param>
    public static SceneDialogue Ask(int number, SceneQuestion question, string image) => new(Name(question.Kind, number), image, question.Kind, Asked([question]));

    /// <summary>A question about a scene that nobody sees, in notes.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="question">The question.</param>
    /// <param name="scene">The scene.</param>
    public static SceneDialogue AskOfNotes(int number, SceneQuestion question, Scene scene) => AfterNotes(Name(question.Kind, number), question.Kind, scene, Asked([question]));

    /// <summary>Questions in a row, as LLaVA's data has them of a picture.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="questions">The questions, at least one.</param>
    /// <param name="image">The scene's picture.</param>
    public static SceneDialogue Ask(int number, IReadOnlyList<SceneQuestion> questions, string image) => new(Name(Questions, number), image, Questions, Asked(questions));

    /// <summary>A full description, then everything that can be said.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="image">Its picture.</param>
    /// <param name="seed">Picks the request and what is said.</param>
    public static SceneDialogue DescribeAndTell(int number, Scene scene, string image, ulong seed) =>
        new(Name(Description, number), image, Description, [Described(number, scene, seed), Told(number, scene, seed)]);

    /// <summary>A scene that nobody sees, in notes: it is asked about.</summary>
    /// <param name="number">The number of the conversation.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="questions">The questions, at least one.</param>
    public static SceneDialogue OfNotes(int number, Scene scene, IReadOnlyList<SceneQuestion> questions) => AfterNotes(Name("notes", number), Questions, scene, Asked(questions));

    /// <summary>A scene that nobody sees, in notes: it is described, then asked about.</summary>
    /// <param name="number">The number of the conversation.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="seed">Picks the request.</param>
    public static SceneDialogue OfNotes(int number, Scene scene, IReadOnlyList<SceneQuestion> questions, ulong seed) =>
        AfterNotes(Name("notes", number), Questions, scene, [Described(number, scene, seed), .. Asked(questions)]);

    /// <summary>A crowd: its notes are asked about, or everything is told of them, or its pairs are repeated, in turn.</summary>
    /// <param name="number">The number of the conversation.</param>
    /// <param name="crowd">The crowd.</param>
    /// <param name="seed">Picks what is asked and told.</param>
    public static SceneDialogue OfCrowd(int number, Scene crowd, ulong seed)
    {
        ulong picks = Hash.Of(seed, (ulong)number);
        return (number % 3) switch
        {
            0 => AfterNotes(Name("crowd", number), Questions, crowd, Asked(SceneQuestions.OfCrowd(crowd, picks))),
            1 => AfterNotes(Name("crowd", number), Questions, crowd, [(Tell, string.Join(' ', SceneQuestions.Facts(crowd, picks, relations: 0, absent: 0)))]),
            _ => OfPairs(number, crowd, picks),
        };
    }

    /// <summary>Writes conversations as a JSON list, one a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dialogues">The conversations.</param>
    public static void Write(string path, IEnumerable<SceneDialogue> dialogues)
    {
        using FileStream file = File.Create(path);
        bool first = true;
        foreach (SceneDialogue dialogue in dialogues)
        {
            file.Write(first ? "[\n"u8 : ",\n"u8);
            using Utf8JsonWriter json = new(file);
            dialogue.Write(json);
            first = false;
        }

        file.Write(first ? "[]\n"u8 : "\n]\n"u8);
    }

    // Nothing but looking up.
    private static SceneDialogue OfPairs(int number, Scene crowd, ulong seed)
    {
        Draw draw = new(seed);
        string[] pairs = [.. SceneNotes.Pairs(crowd).Select(static pair => $"{pair.Name} {pair.Value}")];
        string Round()
        {
            draw.Shuffle(pairs.AsSpan());
            return string.Join(' ', pairs);
        }

        return new(Name("pairs", number), null, Questions, [($"{Round()}\n{Tell}", string.Join(' ', Enumerable.Range(0, Rounds).Select(_ => Round())))]);
    }

    private static SceneDialogue AfterNotes(string id, string kind, Scene scene, IReadOnlyList<(string Question, string Answer)> exchanges) =>
        new(id, null, kind, [($"{SceneNotes.Of(scene)}\n{exchanges[0].Question}", exchanges[0].Answer), .. exchanges.Skip(1)]);

    private static IReadOnlyList<(string Question, string Answer)> Asked(IReadOnlyList<SceneQuestion> questions) => [.. questions.Select(static question => (question.Text, question.Answer))];

    private static (string Question, string Answer) Told(int number, Scene scene, ulong seed) =>
        (Tell, string.Join(' ', SceneQuestions.Facts(scene, Hash.Of(seed, (ulong)number), MostRelations, MostAbsent)));

    private static (string Question, string Answer) Described(int number, Scene scene, ulong seed) =>
        (Requests[new Draw(Hash.Of(seed, (ulong)number)).Below(Requests.Count)], SceneCaptions.DescribeWithPlaces(scene));

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        if (Image is not null)
        {
            json.WriteString("image", Image);
        }

        json.WriteString("type", Kind);
        json.WriteStartArray("conversations");
        string place = Image is null ? "" : $"{Conversation.Placeholder}\n";
        foreach ((string question, string answer) in Exchanges)
        {
            Write(json, "human", place + question);
            Write(json, "gpt", answer);
            place = "";
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string speaker, string text)
    {
        json.WriteStartObject();
        json.WriteString("from", speaker);
        json.WriteString("value", text);
        json.WriteEndObject();
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D6}");
}
