namespace OpenVision.Conversations;

/// <summary>Llama 3's form, of headers and ends. Texts are trimmed.</summary>
/// <param name="answersOnly">
/// Whether answers and their ends alone are learned, as in Open-LLaVA-NeXT, which writes the beginning after the tokenizer's own, so that two stand there;
/// else whole turns of the model and every marker, as in LLaVA-NeXT.
/// </param>
internal sealed class Llama3Form(bool answersOnly) : ChatForm
{
    private const string Beginning = "<|begin_of_text|>", HeaderStart = "<|start_header_id|>", HeaderEnd = "<|end_header_id|>";

    private const string DefaultSystem =
        "You are a helpful language and vision assistant. You are able to understand the visual content that the user provides, and assist the user with a variety of tasks using natural language.";

    /// <inheritdoc/>
    public override string End => "<|eot_id|>";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LearnedMarkers => answersOnly ? [] : [Beginning, HeaderStart, HeaderEnd, End];

    /// <inheritdoc/>
    private protected override void Write(ChatTurns turns, bool opens, List<Segment> segments)
    {
        if (answersOnly)
        {
            segments.Add(new(SegmentKind.Begin, ""));
        }

        segments.Add(new(SegmentKind.Marker, Beginning));
        Header(segments, "system", isSupervised: false);
        segments.Add(new(SegmentKind.Text, (turns.System ?? DefaultSystem).Trim()));
        segments.Add(new(SegmentKind.Marker, End));
        foreach (Turn turn in turns.Turns)
        {
            bool answers = turn.Speaker == Speaker.Assistant;
            Header(segments, answers ? "assistant" : "user", answers && !answersOnly);
            Say(segments, turns, turn.Text.Trim(), answers);
            segments.Add(new(SegmentKind.Marker, End, answers));
        }

        if (opens)
        {
            Header(segments, "assistant", !answersOnly);
        }
    }

    private static void Header(List<Segment> segments, string role, bool isSupervised)
    {
        segments.Add(new(SegmentKind.Marker, HeaderStart, isSupervised));
        segments.Add(new(SegmentKind.Text, role, isSupervised));
        segments.Add(new(SegmentKind.Marker, HeaderEnd, isSupervised));
        segments.Add(new(SegmentKind.Text, "\n\n", isSupervised));
    }
}
