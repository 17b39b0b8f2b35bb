using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Conversations;

/// <summary>
/// How conversations are written (multimodal.md, section 3). A form says once, as segments, what is written and what of it is learned: prompts, ids and
/// labels all follow from these.
/// </summary>
public abstract class ChatForm
{
    /// <summary>What LLaVA's data sets mark noisy answers with; it is taken out of turns.</summary>
    private const string Noisy = "QA_GT_caption_based_noisy";

    private protected ChatForm()
    {
    }

    /// <summary>The special token that ends an answer; empty where a form has none.</summary>
    public abstract string End { get; }

    /// <summary>Special tokens that are learned wherever they stand.</summary>
    public virtual IReadOnlyList<string> LearnedMarkers => [];

    /// <summary>Texts of one token that are learned wherever they stand; of no effect where the tokenizer makes several of one.</summary>
    public virtual IReadOnlyList<string> LearnedTexts => [];

    /// <summary>The form of a template.</summary>
    /// <param name="template">The template.</param>
    public static ChatForm Of(ChatTemplate template) => template switch
    {
        ChatTemplate.Plain => new PlainForm(),
        ChatTemplate.VicunaV1 => new VicunaForm(),
        ChatTemplate.Llama3 => new Llama3Form(answersOnly: false),
        ChatTemplate.Llama3Answers => new Llama3Form(answersOnly: true),
        ChatTemplate.Qwen => new ChatMlForm("You are a helpful assistant.", answersOnly: false),
        ChatTemplate.ChatMl => new ChatMlForm(null, answersOnly: true),
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "There is no such template."),
    };

    /// <summary>A conversation's segments, to be learned.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <exception cref="OpenVisionException">Its turns or its places for pictures are not in order.</exception>
    public IReadOnlyList<Segment> Write(Conversation conversation) => Guarded(conversation, () => Checked(conversation, opens: false));

    /// <summary>A conversation's segments up to where the model goes on: all turns so far and the beginning of the answer.</summary>
    /// <param name="conversation">The conversation; its last turn is the human's.</param>
    /// <exception cref="OpenVisionException">Its turns or its places for pictures are not in order.</exception>
    public IReadOnlyList<Segment> Prompt(Conversation conversation) => Guarded(conversation, () => Checked(conversation, opens: true));

    /// <summary>As <see cref="Write(Conversation)"/> and <see cref="Prompt"/>, for samples, which are skipped where they are not in order.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="opens">Whether the model goes on.</param>
    /// <exception cref="SampleFault">The conversation's turns or its places for pictures are not in order.</exception>
    internal IReadOnlyList<Segment> Checked(Conversation conversation, bool opens)
    {
        ChatTurns turns = ChatTurns.Of(conversation, opens);
        List<Segment> segments = [];
        Write(turns, opens, segments);
        return segments;
    }

    /// <summary>Adds a conversation's segments.</summary>
    /// <param name="turns">Its turns.</param>
    /// <param name="opens">Whether the model goes on.</param>
    /// <param name="segments">Where they go.</param>
    private protected abstract void Write(ChatTurns turns, bool opens, List<Segment> segments);

    /// <summary>Adds what a speaker says, cut at the pictures.</summary>
    /// <param name="segments">Where it goes.</param>
    /// <param name="turns">The conversation that it is part of.</param>
    /// <param name="text">What is said.</param>
    /// <param name="isSupervised">Whether the model learns to write it.</param>
    private protected static void Say(List<Segment> segments, ChatTurns turns, string text, bool isSupervised = false)
    {
        string[] pieces = turns.HasPictures ? text.Split(Conversation.Placeholder) : [text];
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
            {
                segments.Add(new(SegmentKind.Picture, Conversation.Placeholder));
            }

            if (pieces[i].Length > 0)
            {
                segments.Add(new(SegmentKind.Text, pieces[i], isSupervised));
            }
        }
    }

    private static IReadOnlyList<Segment> Guarded(Conversation conversation, Func<IReadOnlyList<Segment>> write)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        try
        {
            return write();
        }
        catch (SampleFault fault)
        {
            throw new OpenVisionException($"The conversation '{conversation.Id}' cannot be written: {fault.Message}", fault);
        }
    }

    /// <summary>A conversation's turns, checked and brought into LLaVA's form.</summary>
    /// <param name="System">The system text; null where the conversation has none of its own.</param>
    /// <param name="Turns">The human's and the model's turns in turn, the human's first.</param>
    /// <param name="HasPictures">Whether <c>&lt;image&gt;</c> is a picture's place.</param>
    private protected sealed record ChatTurns(string? System, IReadOnlyList<Turn> Turns, bool HasPictures)
    {
        /// <summary>Checks a conversation.</summary>
        /// <param name="conversation">The conversation.</param>
        /// <param name="opens">Whether the model goes on.</param>
        /// <exception cref="SampleFault">Turns or places for pictures are not in order.</exception>
        public static ChatTurns Of(Conversation conversation, bool opens)
        {
            bool hasPictures = conversation.Pictures > 0;
            Turn[] turns = [.. conversation.Turns.Select(turn => turn with { Text = hasPictures ? Placed(turn.Text) : turn.Text.Replace(Noisy, "", StringComparison.Ordinal) })];
            string? system = turns is [{ Speaker: Speaker.System, Text: var said }, ..] ? said : null;
            turns = system is null ? turns : turns[1..];

            // As LLaVA's code does: what the model says before anyone has asked is left out.
            turns = turns is [{ Speaker: Speaker.Assistant }, ..] ? turns[1..] : turns;
            Check(turns, opens);
            int places = turns.Sum(turn => turn.Text.Split(Conversation.Placeholder).Length - 1);
            return !hasPictures || places == conversation.Pictures
                ? new(system, turns, hasPictures)
                : throw new SampleFault(SkipReason.PictureCount, $"The turns have {places} places {Conversation.Placeholder} for {conversation.Pictures} pictures; there must be one for each.");
        }

        private static void Check(Turn[] turns, bool opens)
        {
            for (int i = 0; i < turns.Length; i++)
            {
                Speaker due = i % 2 == 0 ? Speaker.Human : Speaker.Assistant;
                if (turns[i].Speaker != due)
                {
                    throw new SampleFault(SkipReason.WrongTurn, $"Turn {i} is the {turns[i].Speaker}'s, and the {due} is due; turns are the human's and the model's in turn.");
                }

                if (due == Speaker.Assistant && string.IsNullOrWhiteSpace(turns[i].Text))
                {
                    throw new SampleFault(SkipReason.WrongTurn, $"Turn {i}, an answer, is empty.");
                }
            }

            if (turns.Length == 0 || (opens && turns.Length % 2 == 0))
            {
                throw new SampleFault(SkipReason.WrongTurn, turns.Length == 0 ? "There is no turn of the human's." : "The last turn is the model's; a prompt ends with the human's.");
            }
        }

        // A single place goes to the front, on a line of its own; several stay where they are, and so does one that begins the turn.
        private static string Placed(string text)
        {
            const string place = Conversation.Placeholder;
            text = text.Replace(Noisy, "", StringComparison.Ordinal);
            return text.StartsWith(place, StringComparison.Ordinal) || text.Split(place).Length != 2
                ? text
                : $"{place}\n{text.Replace(place, "", StringComparison.Ordinal).Trim()}".Trim();
        }
    }
}
