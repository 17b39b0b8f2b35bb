using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Text;

namespace OpenVision.Conversations;

/// <summary>Makes rows of conversations: ids, labels and pictures. Safe to use from several threads.</summary>
/// <typeparam name="TPicture">What pictures are prepared into.</typeparam>
/// <param name="form">How conversations are written.</param>
/// <param name="tokenizer">The language model's tokenizer.</param>
/// <param name="maxLength">The most ids of a row, a picture's place counting as one.</param>
/// <param name="pictures">Prepares pictures.</param>
internal sealed class ConversationPreparation<TPicture>(ChatForm form, LanguageTokenizer tokenizer, int maxLength, IPicturePreparer<TPicture> pictures)
    where TPicture : class, IDisposable
{
    /// <summary>Makes a row.</summary>
    /// <param name="conversation">The conversation, its paths joined to their folders.</param>
    /// <exception cref="SampleFault">It cannot be used.</exception>
    public ConversationRow<TPicture> Row(Conversation conversation)
    {
        List<TPicture> prepared = [];
        try
        {
            if (conversation.Video is { } video)
            {
                VideoPicture<TPicture> read = pictures.Video(Present(video));
                prepared.Add(read.Frames);
                conversation = read.TimeSentence is { } sentence ? Timed(conversation, sentence) : conversation;
            }

            // Before pictures are decoded: what is skipped costs little, and pictures beyond the longest length none.
            TokenizedConversation text = TokenizedConversation.Learned(conversation, form, tokenizer, maxLength);
            foreach (string image in conversation.Images.Take(text.Pictures))
            {
                prepared.Add(pictures.Picture(Present(image), isOnly: conversation.Images.Count == 1));
            }

            if (prepared.Count == 0 && pictures.Blank() is { } blank)
            {
                prepared.Add(blank);
            }

            return new(conversation.Id, text, prepared);
        }
        catch
        {
            prepared.ForEach(picture => picture.Dispose());
            throw;
        }
    }

    /// <summary>A conversation whose first question is preceded by a sentence on the video, as LLaVA-Video's code has it.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="sentence">The sentence.</param>
    internal static Conversation Timed(Conversation conversation, string sentence)
    {
        int first = conversation.Turns.TakeWhile(turn => turn.Speaker != Speaker.Human).Count();
        return conversation with
        {
            Turns = new(conversation.Turns.Select((turn, place) => place != first ? turn : turn with
            {
                Text = $"{Conversation.Placeholder}\n{sentence}\n{turn.Text.Replace(Conversation.Placeholder, "", StringComparison.Ordinal).Trim()}",
            })),
        };
    }

    private static string Present(string path) =>
        Path.Exists(path) ? path : throw new SampleFault(SkipReason.MissingPicture, $"There is no '{path}'.");
}
