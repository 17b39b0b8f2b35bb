using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OpenVision.Layers;

/// <summary>
/// Turns an image into tokens: a linear map of each patch, a position embedding and, where there is one, a class token in front.
/// </summary>
public sealed class PatchEmbedding
{
    private const int Channels = 3;

    private readonly ParameterStore store;
    private readonly VisionSpec spec;
    private readonly Tensor weight;
    private readonly Tensor? bias;
    private readonly Tensor? classToken;
    private readonly Tensor? positions;
    private readonly Dictionary<int, Tensor> fixedPositions = [];
    private readonly int grid;

    /// <summary>
    /// Allocates <c>class_embedding</c>, <c>conv1.weight</c>, <c>conv1.bias</c> and <c>positional_embedding</c>, each where the
    /// encoder has it; fixed positions are no parameter, but are kept under that name for checkpoints.
    /// </summary>
    /// <param name="scope">Where to allocate.</param>
    /// <param name="spec">The image encoder.</param>
    public PatchEmbedding(ParameterScope scope, VisionSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        store = scope.Store;
        this.spec = spec;
        grid = spec.Resolution / spec.Patch;
        ParameterScope convolution = scope["conv1"];
        classToken = spec.ClassToken ? scope.Add("class_embedding", ParameterKind.Other, Initial.Constant(0), spec.Width) : null;
        weight = convolution.Add("weight", ParameterKind.Matrix, Initial.Lecun((long)Channels * spec.Patch * spec.Patch), spec.Width, Channels, spec.Patch, spec.Patch);
        bias = spec.PatchBias ? convolution.Add("bias", ParameterKind.Other, Initial.Constant(0), spec.Width) : null;
        positions = spec.Positions switch
        {
            Positions.Learned => scope.Add("positional_embedding", ParameterKind.Other, Initial.Normal(0.01), Tokens.Vision(spec), spec.Width),
            Positions.SinCos2d => scope.AddFixed("positional_embedding", SinCosPositions.Tokens(spec)),
            _ => null,
        };
    }

    /// <summary>Embeds images.</summary>
    /// <param name="images">float32, [B, 3, R, R].</param>
    /// <param name="kept">The patches to embed, counted by rows from 0, int64, [B, K], K then being N. Default: all.</param>
    /// <returns>[B, 1 + N, width], or [B, N, width] without a class token; in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The images are not square, not of three channels, or the patch does not divide them; or the patches are not of as many images.</exception>
    public Tensor Forward(Tensor images, Tensor? kept = null)
    {
        int side = SideOf(images);
        if (kept is not null && (kept.dim() != 2 || kept.shape[0] != images.shape[0]))
        {
            throw new ArgumentException($"Patches of shape [{string.Join(", ", kept.shape)}] do not fit: expected [{images.shape[0]}, K].", nameof(kept));
        }

        using DisposeScope scope = NewDisposeScope();
        long batch = images.shape[0];
        int patch = spec.Patch, pixelsOfPatch = Channels * patch * patch;

        // A convolution whose stride is its size is one matrix product over patches.
        Tensor pixels = Cropped(images, side * patch).to_type(store.Settings.ComputeType)
            .reshape(batch, Channels, side, patch, side, patch)
            .permute(0, 2, 4, 1, 3, 5)                                      // [B, rows, columns, 3, P, P]
            .reshape(batch, side * side, pixelsOfPatch);                    // [B, N, 3 P P]
        if (kept is not null)
        {
            // Before the map: what is left out costs nothing, and pixels need no gradient.
            Tensor first = tensor([.. Enumerable.Range(0, (int)batch).Select(image => (long)image * side * side)], device: kept.device).unsqueeze(1);
            pixels = pixels.view(-1, pixelsOfPatch).index_select(0, kept.Plus(first).reshape(-1)).view(batch, -1, pixelsOfPatch);
        }

        Tensor tokens = functional.linear(pixels, weight.view(spec.Width, pixelsOfPatch), bias); // [B, N, W]
        if (classToken is not null)
        {
            tokens = cat([classToken.expand(batch, 1, spec.Width), tokens], 1);
        }

        return (PositionsFor(side) is { } where ? tokens.Plus(kept is null ? where : Chosen(where, kept)) : tokens).MoveToOuterDisposeScope();
    }

    // The positions of the patches kept, and of the class token in front of them: [B, 1 + K, W].
    private Tensor Chosen(Tensor where, Tensor kept)
    {
        long leading = classToken is null ? 0 : 1, batch = kept.shape[0];
        Tensor patches = where.narrow(0, leading, where.shape[0] - leading).index_select(0, kept.reshape(-1)).view(batch, -1, spec.Width);
        return classToken is null ? patches : cat([where.narrow(0, 0, 1).expand(batch, 1, spec.Width), patches], 1);
    }

    private static Tensor Cropped(Tensor images, int side) =>
        images.shape[2] == side ? images : images.narrow(2, 0, side).narrow(3, 0, side);

    private int SideOf(Tensor images)
    {
        long[] shape = images.shape;
        return shape.Length == 4 && shape[1] == Channels && shape[2] == shape[3] && shape[2] >= spec.Patch
            && (shape[2] % spec.Patch == 0 || spec.CropToPatches)
            ? (int)(shape[2] / spec.Patch)
            : throw new ArgumentException(
                $"Images of shape [{string.Join(", ", shape)}] do not fit: expected [B, 3, R, R] with R a multiple of the patch, {spec.Patch}.",
                nameof(images));
    }

    private Tensor? PositionsFor(int side) => positions is null || side == grid
        ? positions
        : spec.Positions == Positions.Learned
            ? PositionGrid.Resample(positions, grid, side)
            : Fixed(side);

    private Tensor Fixed(int side)
    {
        if (!fixedPositions.TryGetValue(side, out Tensor? found))
        {
            using Tensor exact = SinCosPositions.Tokens(spec, side);
            found = store.Own(exact.to(store.Settings.ComputeType, store.Settings.Device, copy: true));
            fixedPositions.Add(side, found);
        }

        return found;
    }
}
