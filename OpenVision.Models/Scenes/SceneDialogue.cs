using System.Globalization;
using System.Text.Json;
using OpenVision.Conversations;
using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>A conversation about a scene in LLaVA's form.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Image">The picture's path; null without one.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Question">What the human says, the picture's place not included.</param>
/// <param name="Answer">What the model is to say.</param>
internal sealed record SceneDialogue(string Id, string? Image, string Kind, string Question, string Answer)
{
    /// <summary>The kind of a request for a description.</summary>
    public const string Description = "describe";

    /// <summary>What asks for a short answer, as LLaVA's data does.</summary>
    public const string Short = "Answer the question using a single word or phrase.";

    /// <summary>What asks for a description.</summary>
    public static readonly IReadOnlyList<string> Requests =
        ["Please describe the image.", "What is in the image?", "Describe the image in detail.", "Please describe the picture in detail.", "What does the picture show?"];

    /// <summary>A picture's objects in one sentence.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="image">Its picture.</param>
    public static SceneDialogue Caption(int number, Scene scene, string image)
    {
        string caption = SceneCaptions.Describe(scene);
        return new(Name("caption", number), image, Description, Requests[0], caption[..(caption.IndexOf('.', StringComparison.Ordinal) + 1)]);
    }

    /// <summary>A full description.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="image">Its picture; null for one that nobody sees.</param>
    /// <param name="seed">Picks the request.</param>
    public static SceneDialogue Describe(int number, Scene scene, string? image, ulong seed) =>
        new(Name(Description, number), image, Description, Requests[new Draw(Hash.Of(seed, (ulong)number)).Below(Requests.Count)], SceneCaptions.Describe(scene));

    /// <summary>A question.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="question">The question.</param>
    /// <param name="image">The scene's picture.</param>
    public static SceneDialogue Ask(int number, SceneQuestion question, string image) =>
        new(Name(question.Kind, number), image, question.Kind, $"{question.Text}\n{Short}", question.Answer);

    /// <summary>A question whose answer is in a description that stands before it.</summary>
    /// <param name="number">The scene's number.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="question">The question.</param>
    public static SceneDialogue AskInText(int number, Scene scene, SceneQuestion question) =>
        new(Name(question.Kind, number), null, question.Kind, $"{SceneCaptions.Describe(scene)}\n{question.Text}\n{Short}", question.Answer);

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
        Write(json, "human", Image is null ? Question : $"{Conversation.Placeholder}\n{Question}");
        Write(json, "gpt", Answer);
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
