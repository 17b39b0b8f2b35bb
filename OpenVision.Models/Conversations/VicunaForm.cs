namespace OpenVision.Conversations;

/// <summary>Vicuna's form: <c>{system} USER: {q} ASSISTANT: {a}&lt;/s&gt;USER: …</c>. Answers and their ends are learned.</summary>
internal sealed class VicunaForm : ChatForm
{
    private const string DefaultSystem =
        "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions.";

    /// <inheritdoc/>
    public override string End => "</s>";

    /// <inheritdoc/>
    private protected override void Write(ChatTurns turns, bool opens, List<Segment> segments)
    {
        segments.Add(new(SegmentKind.Begin, ""));
        segments.Add(new(SegmentKind.Text, $"{turns.System ?? DefaultSystem} "));
        foreach (Turn turn in turns.Turns)
        {
            if (turn.Speaker == Speaker.Human)
            {
                segments.Add(new(SegmentKind.Text, "USER: "));
                Say(segments, turns, turn.Text);
                segments.Add(new(SegmentKind.Text, " ASSISTANT:"));
            }
            else
            {
                segments.Add(new(SegmentKind.Text, " ", IsSupervised: true));
                Say(segments, turns, turn.Text, isSupervised: true);
                segments.Add(new(SegmentKind.Marker, End, IsSupervised: true));
            }
        }

        if (!opens && turns.Turns[^1].Speaker == Speaker.Human)
        {
            segments.RemoveAt(segments.Count - 1); // nobody answers: no answer is begun
        }
    }
}
