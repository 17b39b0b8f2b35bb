using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Language;
using OpenVision.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>Answers conversations.</summary>
/// <param name="model">The model.</param>
/// <param name="tokenizer">Its language model's tokenizer.</param>
/// <param name="form">How conversations are written: as the model has learned them.</param>
public sealed class MultimodalInference(MultimodalModel model, LanguageTokenizer tokenizer, ChatForm form)
{
    private readonly TilePreparer preparer = new(model.Spec, model.Preprocess);
    private readonly TextGenerator generator = new(model.Language, ids => tokenizer.Decode(ids.Select(static id => (long)id)));

    /// <summary>Answers a conversation's last turn.</summary>
    /// <param name="conversation">The conversation; its last turn is the human's.</param>
    /// <param name="settings">How the answer is written.</param>
    /// <param name="cancellation">Ends it between two tokens.</param>
    /// <returns>The answer's tokens as they come.</returns>
    /// <exception cref="OpenVisionException">A picture cannot be read, turns are not in order, or the context is too short.</exception>
    public IEnumerable<GeneratedToken> Stream(Conversation conversation, GenerationSettings settings, CancellationToken cancellation = default)
    {
        using GenerationPrompt prompt = Prompt([Row(conversation)]);
        foreach (GeneratedToken token in generator.Stream(prompt, WithStops(settings), cancellation))
        {
            yield return token;
        }
    }

    /// <summary>Answers several conversations together; each answer is what it would be alone.</summary>
    /// <param name="conversations">The conversations; the last turn of each is the human's.</param>
    /// <param name="settings">How answers are written.</param>
    /// <param name="cancellation">Ends it between two tokens.</param>
    /// <exception cref="OpenVisionException">A picture cannot be read, turns are not in order, or the context is too short.</exception>
    public IReadOnlyList<GeneratedText> Answer(IReadOnlyList<Conversation> conversations, GenerationSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        using GenerationPrompt prompt = Prompt([.. conversations.Select(Row)]);
        return generator.Generate(prompt, WithStops(settings), null, cancellation);
    }

    /// <summary>Answers one question about each of several pictures, together.</summary>
    /// <param name="pictures">The pictures, prepared; disposed of.</param>
    /// <param name="question">The question, or the request for a description.</param>
    /// <param name="settings">How answers are written.</param>
    /// <param name="cancellation">Ends it between two tokens.</param>
    /// <exception cref="OpenVisionException">The context is too short.</exception>
    public IReadOnlyList<GeneratedText> Answer(IReadOnlyList<PictureTiles> pictures, string question, GenerationSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Conversation asked = new() { Id = "picture", Images = new(["picture"]), Turns = new([new Turn(Speaker.Human, $"{Conversation.Placeholder}\n{question}")]) };
        IReadOnlyList<long> ids = TokenizedConversation.PromptOf(asked, form, tokenizer);
        using GenerationPrompt prompt = Prompt([.. pictures.Select(picture => Row(asked, ids, [picture]))]);
        return generator.Generate(prompt, WithStops(settings), null, cancellation);
    }

    /// <summary>How many tokens a text has.</summary>
    /// <param name="text">The text.</param>
    internal int TokensOf(string text) => tokenizer.Encode(text).Count;

    private static ConversationRow<PictureTiles> Row(Conversation conversation, IReadOnlyList<long> ids, IReadOnlyList<PictureTiles> pictures) =>
        new(conversation.Id, new(ids, [.. ids.Select(static _ => PlaceholderIds.Ignored)]), pictures);

    private ConversationRow<PictureTiles> Row(Conversation conversation)
    {
        List<PictureTiles> pictures = [];
        try
        {
            if (conversation.Video is { } path)
            {
                VideoPicture<PictureTiles> video = preparer.Video(path);
                pictures.Add(video.Frames);
                conversation = video.TimeSentence is { } sentence ? ConversationPreparation<PictureTiles>.Timed(conversation, sentence) : conversation;
            }

            IReadOnlyList<long> ids = TokenizedConversation.PromptOf(conversation, form, tokenizer);
            pictures.AddRange(conversation.Images.Select(image => preparer.Picture(image, isOnly: conversation.Images.Count == 1)));
            return Row(conversation, ids, pictures);
        }
        catch (SampleFault fault)
        {
            pictures.ForEach(picture => picture.Dispose());
            throw new OpenVisionException($"The conversation '{conversation.Id}' cannot be answered: {fault.Message}", fault);
        }
        catch
        {
            pictures.ForEach(picture => picture.Dispose());
            throw;
        }
    }

    private GenerationPrompt Prompt(IReadOnlyList<ConversationRow<PictureTiles>> rows)
    {
        using ConversationBatch<PictureTiles> batch = new(rows, Math.Max(0, model.Spec.Language.PaddingToken), LoaderPosition.Start);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        SplicedBatch spliced = Training.MllmBatch.Splice(model, batch, 0, rows.Count, limit: 0, PaddingSide.Left);
        return new(spliced.Embeddings.DetachFromDisposeScope(), spliced.Mask?.DetachFromDisposeScope());
    }

    // A form's end may be a special token that the language model's configuration does not list.
    private GenerationSettings WithStops(GenerationSettings settings) =>
        settings.EndTokens is null && form.End.Length > 0 && tokenizer.Special.TryGetValue(form.End, out long end)
            ? settings with { EndTokens = [.. model.Spec.Language.EndTokens, (int)end] }
            : settings;
}
