using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Multimodal;

/// <summary>Pools and joins the tokens of a video's frames (multimodal.md, section 2.4).</summary>
public static class VideoTokens
{
    /// <summary>Joins the tokens of a video.</summary>
    /// <param name="tokens">The connector's tokens, [frames, n², W].</param>
    /// <param name="policy">How they are pooled, and where newlines stand.</param>
    /// <param name="newline">The newline vector, [W]; none where the model has none, which only a place after the whole video allows.</param>
    /// <returns>[T, W], T as <see cref="TileLayout.VideoTokens"/> counts them; in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The tokens of a frame are no square, or there is no newline vector for its places.</exception>
    public static Tensor Join(Tensor tokens, VideoPolicySpec policy, Tensor? newline)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(policy);
        using DisposeScope scope = NewDisposeScope();
        Tensor frames = Pooled(tokens, policy);         // [F, s, s, W]
        Tensor joined = policy.Newline switch
        {
            NewlinePlace.Row => Ended(frames.flatten(0, 1), newline),
            NewlinePlace.Frame => Ended(frames.flatten(1, 2), newline),
            NewlinePlace.Video => TokenMerge.WithEnd(frames.flatten(0, 2), newline),
            _ => frames.flatten(0, 2),
        };
        return joined.MoveToOuterDisposeScope();
    }

    private static Tensor Pooled(Tensor tokens, VideoPolicySpec policy)
    {
        long side = (long)Math.Round(Math.Sqrt(tokens.shape[1]));
        if (side * side != tokens.shape[1])
        {
            throw new ArgumentException($"{tokens.shape[1]} tokens of a frame are no square grid; a class token cannot be pooled.", nameof(tokens));
        }

        Tensor frames = tokens.reshape(tokens.shape[0], side, side, tokens.shape[2]);
        if (policy.Stride == 1)
        {
            return frames;
        }

        Tensor grids = frames.permute(0, 3, 1, 2);      // [F, W, n, n]
        int pooled = TileLayout.PooledSide((int)side, policy.Pooling, policy.Stride);
        Tensor smaller = policy.Pooling switch
        {
            TokenPooling.Average => functional.avg_pool2d(grids, policy.Stride),
            TokenPooling.Max => functional.max_pool2d(grids, policy.Stride),
            _ => TokenMerge.Scaled(grids, pooled, pooled),
        };
        return smaller.permute(0, 2, 3, 1);
    }

    // A newline after each run of tokens: [N, T, W] to [N (T + 1), W].
    private static Tensor Ended(Tensor runs, Tensor? newline) => newline is null
        ? throw new ArgumentException("The model has no newline vector to put between frames or rows: it needs pictures merged as SpatialUnpad.", nameof(newline))
        : cat([runs, newline.expand(runs.shape[0], 1, newline.shape[0])], 1).flatten(0, 1);
}
