using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Conversations;

/// <summary>LLaVA's first stage: the picture and its caption. What the human says is left out; the caption and the line break behind it are learned; nothing ends it.</summary>
internal sealed class PlainForm : ChatForm
{
    /// <inheritdoc/>
    public override string End => "";

    /// <inheritdoc/>
    private protected override void Write(ChatTurns turns, bool opens, List<Segment> segments)
    {
        if (turns.Turns.Count != (opens ? 1 : 2))
        {
            throw new SampleFault(SkipReason.WrongTurn, $"The plain form is of one question and one answer; there are {turns.Turns.Count} turns.");
        }

        if (!turns.HasPictures || turns.Turns[0].Text.Split(Conversation.Placeholder).Length != 2)
        {
            throw new SampleFault(SkipReason.PictureCount, $"The plain form is of one picture, whose place {Conversation.Placeholder} is in the question.");
        }

        segments.Add(new(SegmentKind.Begin, ""));
        segments.Add(new(SegmentKind.Picture, Conversation.Placeholder));
        if (!opens)
        {
            segments.Add(new(SegmentKind.Text, $"{turns.Turns[1].Text}\n", IsSupervised: true));
        }
    }
}
