using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>
/// Continues texts, a token at a time: the prompts go through the language model once, their keys and values stay, and every new token
/// goes through it alone (multimodal.md, section 7).
/// </summary>
/// <param name="model">The language model.</param>
/// <param name="decode">The text of token ids: a tokenizer's.</param>
public sealed class TextGenerator(LanguageModel model, Func<IReadOnlyList<int>, string> decode)
{
    private const int FirstRoom = 256;

    /// <summary>Continues prompts together.</summary>
    /// <param name="prompt">The prompts.</param>
    /// <param name="settings">How they are continued.</param>
    /// <param name="observe">Shown every new token as it comes.</param>
    /// <param name="cancellation">Ends generation between two tokens.</param>
    /// <returns>The texts, in the prompts' order: each is what it would be alone.</returns>
    /// <exception cref="OpenVisionException">A setting makes no sense, or a prompt and its new tokens pass the context.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<GeneratedText> Generate(
        GenerationPrompt prompt, GenerationSettings settings, Action<GeneratedToken>? observe = null, CancellationToken cancellation = default)
    {
        GenerationRow[] rows = Begin(prompt, settings);
        foreach (GeneratedToken token in Tokens(prompt, rows, MostNew(prompt, settings), cancellation))
        {
            observe?.Invoke(token);
        }

        return [.. rows.Select(static row => row.Result)];
    }

    /// <summary>Continues prompts of token ids together.</summary>
    /// <param name="prompts">The ids of each prompt.</param>
    /// <param name="settings">How they are continued.</param>
    /// <param name="cancellation">Ends generation between two tokens.</param>
    /// <returns>The texts, in the prompts' order.</returns>
    /// <exception cref="OpenVisionException">A prompt is empty or has unknown tokens, a setting makes no sense, or a prompt and its new tokens pass the context.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<GeneratedText> Generate(
        IReadOnlyList<IReadOnlyList<int>> prompts, GenerationSettings settings, CancellationToken cancellation = default)
    {
        using GenerationPrompt prompt = GenerationPrompt.Of(model, prompts);
        return Generate(prompt, settings, null, cancellation);
    }

    /// <summary>Continues prompts together; tokens come as they are generated, those of texts that have ended no more.</summary>
    /// <param name="prompt">The prompts; kept by the caller until the last token.</param>
    /// <param name="settings">How they are continued.</param>
    /// <param name="cancellation">Ends generation between two tokens.</param>
    /// <exception cref="OpenVisionException">A setting makes no sense, or a prompt and its new tokens pass the context.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<GeneratedToken> Stream(GenerationPrompt prompt, GenerationSettings settings, CancellationToken cancellation = default) =>
        Tokens(prompt, Begin(prompt, settings), MostNew(prompt, settings), cancellation);

    private GenerationRow[] Begin(GenerationPrompt prompt, GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        RealTokens tokens = RealTokens.Of(prompt.Mask, prompt.Embeddings);
        if (Enumerable.Range(0, tokens.Batch).Any(row => tokens.Row(row)[^1] == 0))
        {
            throw new OpenVisionException("A prompt ends in padding; its continuation would follow that. Pad prompts on the left.");
        }

        int most = MostNew(prompt, settings);
        IReadOnlyList<int> ends = settings.EndTokens ?? [.. model.Spec.EndTokens];
        return [.. Enumerable.Range(0, (int)prompt.Embeddings.shape[0]).Select(row => new GenerationRow(row, settings, ends, most, decode))];
    }

    private int MostNew(GenerationPrompt prompt, GenerationSettings settings)
    {
        (int length, int context) = ((int)prompt.Embeddings.shape[1], model.Spec.Positions);
        int most = settings.MaxNewTokens == 0 ? context - length : settings.MaxNewTokens;
        return most > 0 && length + most <= context
            ? most
            : throw new OpenVisionException($"A prompt has {length:N0} tokens; with {Math.Max(1, most):N0} new ones it passes the context of {model.Spec.Name}, {context:N0}. Shorten the prompt or lower the maximum of new tokens.");
    }

    private IEnumerable<GeneratedToken> Tokens(GenerationPrompt prompt, GenerationRow[] rows, int most, CancellationToken cancellation)
    {
        int length = (int)prompt.Embeddings.shape[1];
        using KeyValueCache cache = model.NewCache(rows.Length, Math.Min(length + most, length + FirstRoom));
        cancellation.ThrowIfCancellationRequested();
        int words = model.Spec.Vocabulary;
        float[] logits = new float[rows.Length * words];
        long[] next = new long[rows.Length];
        Answer(prompt.Embeddings, prompt.Mask, cache, logits);
        while (true)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                if (rows[row].End is null)
                {
                    GeneratedToken token = rows[row].Next(logits.AsSpan(row * words, words));
                    next[row] = token.Id;
                    yield return token;
                }
            }

            if (Array.TrueForAll(rows, static row => row.End is not null))
            {
                yield break;
            }

            cancellation.ThrowIfCancellationRequested();
            Answer(next, cache, logits);
        }
    }

    // Texts that have ended go on with their last token, which nobody looks at.
    private void Answer(long[] ids, KeyValueCache cache, float[] logits)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Answer(model.Embed(tensor(ids).view(-1, 1).to(model.Head.Map.Weight.device)), null, cache, logits);
    }

    private void Answer(Tensor embeddings, Tensor? mask, KeyValueCache cache, float[] logits)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor hidden = model.Forward(embeddings, new(Mask: mask, Cache: cache));
        Tensor answers = model.Logits(hidden.narrow(1, hidden.shape[1] - 1, 1)).cpu().contiguous();
        answers.bytes.CopyTo(MemoryMarshal.AsBytes(logits.AsSpan()));
    }
}
