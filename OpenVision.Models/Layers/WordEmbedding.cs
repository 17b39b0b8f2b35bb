using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>Turns token ids into vectors, without positions.</summary>
/// <param name="scope">Where to allocate <c>token_embedding.weight</c> (deviation 0.02).</param>
/// <param name="vocabulary">The number of token ids.</param>
/// <param name="context">The most tokens of a text.</param>
/// <param name="width">The size of a token vector.</param>
public sealed class WordEmbedding(ParameterScope scope, int vocabulary, int context, int width)
{
    private readonly Tensor weight = scope["token_embedding"].Add("weight", ParameterKind.Other, Initial.Normal(0.02), vocabulary, width);

    /// <summary>Embeds texts.</summary>
    /// <param name="tokens">int64, [B, T]; T is at most the context.</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The tokens do not have that shape.</exception>
    public Tensor Forward(Tensor tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.dim() != 2 || tokens.shape[1] > context)
        {
            throw new ArgumentException($"Texts of shape [{string.Join(", ", tokens.shape)}] do not fit: expected [B, T] with T at most {context}.", nameof(tokens));
        }

        using DisposeScope scope = NewDisposeScope();
        return weight.index_select(0, tokens.reshape(-1)).view(tokens.shape[0], tokens.shape[1], weight.shape[1]).MoveToOuterDisposeScope();
    }
}
