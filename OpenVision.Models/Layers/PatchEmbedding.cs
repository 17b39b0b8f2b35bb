using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>Turns an image into tokens: a linear map of each patch, a position embedding, and a class token in front.</summary>
public sealed class PatchEmbedding
{
    private readonly ParameterStore store;
    private readonly Tensor weight;
    private readonly Tensor classToken;
    private readonly Tensor? learned;
    private readonly Dictionary<int, Tensor> fixedPositions = [];
    private readonly int width;
    private readonly int patch;
    private readonly int grid;

    /// <summary>Allocates <c>class_embedding</c>, <c>conv1.weight</c> and, where they are learned, <c>positional_embedding</c>.</summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="width">The size of a token vector.</param>
    /// <param name="patch">The side of a patch in pixels.</param>
    /// <param name="resolution">The side of the image that learned positions belong to, in pixels.</param>
    /// <param name="positions">The position embedding.</param>
    public PatchEmbedding(ParameterScope scope, int width, int patch, int resolution, Positions positions)
    {
        store = scope.Store;
        this.width = width;
        this.patch = patch;
        grid = resolution / patch;
        classToken = scope.Add("class_embedding", ParameterKind.Other, Initial.Constant(0), width);
        weight = scope["conv1"].Add("weight", ParameterKind.Matrix, Initial.Lecun(3L * patch * patch), width, 3, patch, patch);
        learned = positions == Positions.Learned
            ? scope.Add("positional_embedding", ParameterKind.Other, Initial.Normal(0.01), (grid * grid) + 1, width)
            : null;
    }

    /// <summary>Embeds images.</summary>
    /// <param name="images">float32, [B, 3, R, R].</param>
    /// <returns>[B, 1 + N, width], in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The images are not square, not of three channels, or the patch does not divide them.</exception>
    public Tensor Forward(Tensor images)
    {
        int side = SideOf(images);
        using DisposeScope scope = NewDisposeScope();
        long batch = images.shape[0];

        // A convolution whose stride is its size is one matrix product over patches.
        Tensor pixels = images.to_type(store.Settings.ComputeType)
            .view(batch, 3, side, patch, side, patch)
            .permute(0, 2, 4, 1, 3, 5)                                      // [B, rows, columns, 3, P, P]
            .reshape(batch, side * side, 3 * patch * patch);                // [B, N, 3 P P]
        Tensor tokens = functional.linear(pixels, weight.view(width, 3 * patch * patch)); // [B, N, W]
        Tensor first = classToken.expand(batch, 1, width);
        Tensor embedded = learned is null
            ? cat([first, tokens + Fixed(side)], 1)                         // the class token's fixed position is zero
            : cat([first, tokens], 1) + learned;
        return embedded.MoveToOuterDisposeScope();                          // [B, 1 + N, W]
    }

    private int SideOf(Tensor images)
    {
        long[] shape = images.shape;
        if (shape.Length != 4 || shape[1] != 3 || shape[2] != shape[3] || shape[2] % patch != 0)
        {
            throw new ArgumentException(
                $"Images of shape [{string.Join(", ", shape)}] do not fit: expected [B, 3, R, R] with R a multiple of the patch, {patch}.",
                nameof(images));
        }

        int side = (int)(shape[2] / patch);
        return learned is null || side == grid
            ? side
            : throw new ArgumentException(
                $"Images of {shape[2]} pixels do not fit learned positions for {grid * patch} pixels.", nameof(images));
    }

    private Tensor Fixed(int side)
    {
        if (!fixedPositions.TryGetValue(side, out Tensor? positions))
        {
            using Tensor exact = SinCosPositions.Grid(side, width);
            positions = store.Own(exact.to(store.Settings.ComputeType, store.Settings.Device, copy: true));
            fixedPositions.Add(side, positions);
        }

        return positions;
    }
}
