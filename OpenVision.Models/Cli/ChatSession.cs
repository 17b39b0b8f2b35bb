using System.Text;
using OpenVision.Conversations;
using OpenVision.Language;
using OpenVision.Multimodal;

namespace OpenVision.Cli;

/// <summary>A conversation that goes on: turns and pictures so far.</summary>
/// <param name="inference">Answers.</param>
/// <param name="settings">How.</param>
internal sealed class ChatSession(MultimodalInference inference, GenerationSettings settings)
{
    private Conversation conversation = new() { Id = "chat", Turns = default };
    private IReadOnlyList<string> shown = [];
    private string? video;

    /// <summary>Shows pictures, or a video, with the next question.</summary>
    /// <param name="pictures">The pictures' paths.</param>
    /// <param name="video">The video's path; none without one.</param>
    /// <exception cref="OpenVisionException">There are both, or a file is missing.</exception>
    public void Show(IReadOnlyList<string> pictures, string? video)
    {
        if (video is not null && (pictures.Count > 0 || conversation.Images.Count > 0))
        {
            throw new OpenVisionException("A conversation is about pictures or about a video; leave one of them out.");
        }

        if (pictures.Append(video).FirstOrDefault(static path => path is not null && !Path.Exists(path)) is { } missing)
        {
            throw new OpenVisionException($"There is no '{missing}'. Name a picture, or a video.");
        }

        shown = [.. shown, .. pictures];
        this.video = video ?? this.video;
    }

    /// <summary>Forgets everything that was said and shown.</summary>
    public void Clear()
    {
        conversation = new() { Id = "chat", Turns = default };
        (shown, video) = ([], null);
    }

    /// <summary>Asks, and writes the answer as it comes.</summary>
    /// <param name="question">The question.</param>
    /// <param name="write">Writes a piece of the answer.</param>
    /// <param name="cancellation">Ends the answer.</param>
    /// <returns>The whole answer.</returns>
    /// <exception cref="OpenVisionException">A picture cannot be read, or the conversation has grown beyond the context; it is as it was before then.</exception>
    public string Ask(string question, Action<string> write, CancellationToken cancellation)
    {
        bool beginsVideo = video is not null && conversation.Video is null;
        IEnumerable<string> places = Enumerable.Repeat(Conversation.Placeholder, shown.Count + (beginsVideo ? 1 : 0));
        Conversation asked = conversation with
        {
            Images = new(conversation.Images.Concat(shown)),
            Video = video,
            Turns = new(conversation.Turns.Append(new(Speaker.Human, string.Join('\n', places.Append(question))))),
        };
        StringBuilder answer = new();
        foreach (GeneratedToken token in inference.Stream(asked, settings, cancellation))
        {
            write(token.Text);
            answer.Append(token.Text);
        }

        string said = answer.ToString().Trim();
        conversation = asked with { Turns = new(asked.Turns.Append(new(Speaker.Assistant, said.Length > 0 ? said : "…"))) };
        shown = [];
        return said;
    }
}
