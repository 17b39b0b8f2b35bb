namespace OpenVision.Conversations;

/// <summary>ChatML: <c>&lt;|im_start|&gt;user\n{q}&lt;|im_end|&gt;\n</c>.</summary>
/// <param name="system">The system text of a conversation that has none of its own; null for no system turn.</param>
/// <param name="answersOnly">Whether answers and their ends alone are learned; else whole turns of the model and every marker and line break that is a token, as in LLaVA-NeXT.</param>
internal sealed class ChatMlForm(string? system, bool answersOnly) : ChatForm
{
    private const string Start = "<|im_start|>", LineBreak = "\n";

    /// <inheritdoc/>
    public override string End => "<|im_end|>";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LearnedMarkers => answersOnly ? [] : [Start, End];

    /// <inheritdoc/>
    public override IReadOnlyList<string> LearnedTexts => answersOnly ? [] : [LineBreak];

    /// <inheritdoc/>
    private protected override void Write(ChatTurns turns, bool opens, List<Segment> segments)
    {
        if ((turns.System ?? system) is { } text)
        {
            Header(segments, "system", isSupervised: false);
            segments.Add(new(SegmentKind.Text, text));
            Finish(segments, answers: false);
        }

        foreach (Turn turn in turns.Turns)
        {
            bool answers = turn.Speaker == Speaker.Assistant;
            Header(segments, answers ? "assistant" : "user", answers && !answersOnly);
            Say(segments, turns, turn.Text, answers);
            Finish(segments, answers);
        }

        if (opens)
        {
            Header(segments, "assistant", !answersOnly);
        }
    }

    private static void Header(List<Segment> segments, string role, bool isSupervised)
    {
        segments.Add(new(SegmentKind.Marker, Start, isSupervised));
        segments.Add(new(SegmentKind.Text, role + LineBreak, isSupervised));
    }

    private void Finish(List<Segment> segments, bool answers)
    {
        segments.Add(new(SegmentKind.Marker, End, answers));
        segments.Add(new(SegmentKind.Text, LineBreak, answers && !answersOnly));
    }
}
