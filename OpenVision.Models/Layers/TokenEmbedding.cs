using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Layers;

/// <summary>Turns token ids into vectors and adds a learned position to each.</summary>
public sealed class TokenEmbedding
{
    private readonly Tensor weight;
    private readonly Tensor positions;
    private readonly int context;

    /// <summary>Allocates <c>token_embedding.weight</c> (deviation 0.02) and <c>positional_embedding</c> (deviation 0.01).</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="vocabulary">The number of token ids.</param>
    /// <param name="context">The number of tokens of a text.</param>
    /// <param name="width">The size of a token vector.</param>
    public TokenEmbedding(ParameterScope scope, int vocabulary, int context, int width)
    {
        weight = scope["token_embedding"].Add("weight", ParameterKind.Other, Initial.Normal(0.02), vocabulary, width);
        positions = scope.Add("positional_embedding", ParameterKind.Other, Initial.Normal(0.01), context, width);
        this.context = context;
    }

    /// <summary>Embeds texts.</summary>
    /// <param name="tokens">int64, [B, T].</param>
    /// <returns>[B, T, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">T is not the context.</exception>
    public Tensor Forward(Tensor tokens)
    {
        if (tokens.dim() != 2 || tokens.shape[1] != context)
        {
            throw new ArgumentException(
                $"Texts of shape [{string.Join(", ", tokens.shape)}] do not fit: expected [B, {context}].", nameof(tokens));
        }

        using DisposeScope scope = NewDisposeScope();
        Tensor words = weight.index_select(0, tokens.reshape(-1)).view(tokens.shape[0], context, weight.shape[1]);
        return words.Plus(positions).MoveToOuterDisposeScope();
    }
}
