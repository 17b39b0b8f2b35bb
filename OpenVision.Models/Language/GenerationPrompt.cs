using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>What texts are continued from: the vectors of a batch of prompts, padded on the left.</summary>
/// <param name="Embeddings">[B, T, width]; a picture's vectors stand in their place.</param>
/// <param name="Mask">1 for real tokens, 0 for padding on the left, [B, T]; none where all prompts are of one length.</param>
public sealed record GenerationPrompt(Tensor Embeddings, Tensor? Mask = null) : IDisposable
{
    /// <summary>The prompts of token ids.</summary>
    /// <param name="model">The language model.</param>
    /// <param name="prompts">The ids of each prompt, at least one.</param>
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="OpenVisionException">There is no prompt, one is empty, or an id is not in the vocabulary.</exception>
    public static GenerationPrompt Of(LanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        LanguageSpec spec = model.Spec;
        if (prompts.Count == 0 || prompts.Any(static prompt => prompt.Count == 0))
        {
            throw new OpenVisionException("There is nothing to continue: every prompt needs at least one token.");
        }

        foreach (int id in prompts.SelectMany(static prompt => prompt).Where(id => id < 0 || id >= spec.Vocabulary).Take(1))
        {
            throw new OpenVisionException($"A prompt has token {id}; {spec.Name} has {spec.Vocabulary:N0} tokens. Use the tokenizer of this model; pictures come as embeddings.");
        }

        int length = prompts.Max(static prompt => prompt.Count);
        long filler = Math.Clamp(spec.PaddingToken, 0, spec.Vocabulary - 1);
        long[] ids = [.. prompts.SelectMany(prompt => Enumerable.Repeat(filler, length - prompt.Count).Concat(prompt.Select(static id => (long)id)))];
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor embeddings = model.Embed(tensor(ids).view(prompts.Count, length).to(model.Head.Map.Weight.device)).DetachFromDisposeScope();
        return prompts.All(prompt => prompt.Count == length)
            ? new(embeddings)
            : new(embeddings, tensor(Flags(prompts, length)).view(prompts.Count, length).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Embeddings.Dispose();
        Mask?.Dispose();
    }

    private static bool[] Flags(IReadOnlyList<IReadOnlyList<int>> prompts, int length) =>
        [.. prompts.SelectMany(prompt => Enumerable.Range(0, length).Select(i => i >= length - prompt.Count))];
}
