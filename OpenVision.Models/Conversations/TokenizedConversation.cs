using System.Text;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Multimodal;
using OpenVision.Text;

namespace OpenVision.Conversations;

/// <summary>A conversation as a language model reads it.</summary>
/// <param name="Ids">The ids; <see cref="PlaceholderIds.Picture"/> at pictures' places.</param>
/// <param name="Labels">For each place its id where it is learned, else <see cref="PlaceholderIds.Ignored"/>. A model that predicts the next id compares place i + 1's with what it says at place i.</param>
public sealed record TokenizedConversation(IReadOnlyList<long> Ids, IReadOnlyList<long> Labels)
{
    /// <summary>The number of pictures' places.</summary>
    public int Pictures => Ids.Count(id => id == PlaceholderIds.Picture);

    /// <summary>Makes ids and labels of a conversation, to be learned.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="tokenizer">The language model's tokenizer.</param>
    /// <param name="maxLength">The most ids, a picture's place counting as one; what is beyond is cut off, pictures included.</param>
    /// <exception cref="OpenVisionException">Its turns or places are not in order, or nothing of it is to be learned.</exception>
    public static TokenizedConversation Of(Conversation conversation, ChatForm form, LanguageTokenizer tokenizer, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(form);
        try
        {
            return Learned(conversation, form, tokenizer, maxLength);
        }
        catch (SampleFault fault)
        {
            throw new OpenVisionException($"The conversation '{conversation.Id}' cannot be learned: {fault.Message}", fault);
        }
    }

    /// <summary>The ids of a prompt, at whose end the model goes on.</summary>
    /// <param name="conversation">The conversation; its last turn is the human's.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="tokenizer">The language model's tokenizer.</param>
    /// <exception cref="OpenVisionException">Its turns or places are not in order.</exception>
    public static IReadOnlyList<long> PromptOf(Conversation conversation, ChatForm form, LanguageTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Of(form.Prompt(conversation), form, tokenizer).Ids;
    }

    /// <summary>As <see cref="Of(Conversation, ChatForm, LanguageTokenizer, int)"/>, for samples, which are skipped.</summary>
    /// <exception cref="SampleFault">The turns or places are not in order, or nothing is to be learned.</exception>
    internal static TokenizedConversation Learned(Conversation conversation, ChatForm form, LanguageTokenizer tokenizer, int maxLength)
    {
        TokenizedConversation whole = Of(form.Checked(conversation, opens: false), form, tokenizer);
        TokenizedConversation kept = whole.Ids.Count <= maxLength ? whole : new([.. whole.Ids.Take(maxLength)], [.. whole.Labels.Take(maxLength)]);
        return kept.Labels.Any(label => label != PlaceholderIds.Ignored)
            ? kept
            : throw new SampleFault(SkipReason.NothingSupervised, whole.Labels.All(label => label == PlaceholderIds.Ignored)
                ? "It has no answer, so nothing of it is to be learned."
                : $"Its answers lie beyond the first {maxLength} of its {whole.Ids.Count} tokens, so nothing of it is to be learned.");
    }

    private static TokenizedConversation Of(IReadOnlyList<Segment> segments, ChatForm form, LanguageTokenizer tokenizer)
    {
        HashSet<long> learned =
        [
            .. form.LearnedMarkers.Select(tokenizer.SpecialId),
            .. form.LearnedTexts.Select(text => tokenizer.Encode(text, continues: true)).Where(tokens => tokens.Count == 1).Select(tokens => tokens[0].Id),
        ];
        List<long> ids = [], labels = [];
        List<Segment> run = [];
        bool continues = false;
        foreach (Segment segment in segments)
        {
            if (segment.Kind == SegmentKind.Text)
            {
                run.Add(segment);
                continue;
            }

            Flush();
            long? id = segment.Kind switch
            {
                SegmentKind.Picture => PlaceholderIds.Picture,
                SegmentKind.Begin => tokenizer.Begin,
                _ => tokenizer.SpecialId(segment.Text),
            };
            if (id is { } found)
            {
                Add(found, segment.IsSupervised);
            }

            continues = segment.Kind == SegmentKind.Marker;
        }

        Flush();
        return new(ids, labels);

        // Text between pictures and markers is made into tokens as one: where a segment ends is seen from the places of its tokens.
        void Flush()
        {
            StringBuilder text = new();
            List<(int End, bool IsSupervised)> ends = [];
            foreach (Segment segment in run)
            {
                text.Append(tokenizer.Normalize(segment.Text));
                ends.Add((text.Length, segment.IsSupervised));
            }

            int at = 0;
            foreach (TextToken token in tokenizer.Encode(text.ToString(), continues))
            {
                while (token.Start >= ends[at].End)
                {
                    at++;
                }

                Add(token.Id, ends[at].IsSupervised);
            }

            run.Clear();
        }

        void Add(long id, bool isSupervised)
        {
            ids.Add(id);
            labels.Add(isSupervised || learned.Contains(id) ? id : PlaceholderIds.Ignored);
        }
    }
}
