using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using OpenVision.Data;
using OpenVision.Data.Images;
using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>
/// Makes an image encoder's tiles of pictures: padded to a square, as the encoder prepares them, or laid on a grid of tiles (multimodal.md,
/// sections 2.1 to 2.4). Colours stay in floating point from the first resize to the last, where the originals round them to bytes between.
/// </summary>
internal static class PicturePreparation
{
    /// <summary>Prepares a sample's only picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="policy">How it is fitted.</param>
    /// <param name="preprocess">How the encoder prepares a tile, and R, its side in pixels.</param>
    /// <param name="limits">How much it may ask for. Default: <see cref="PictureLimits.Default"/>.</param>
    /// <exception cref="SampleFault">The picture is damaged, or asks for too much.</exception>
    public static PictureTiles Single(RgbImage image, ImagePolicySpec policy, PreprocessSpec preprocess, PictureLimits? limits = null) => policy.Aspect switch
    {
        ImageAspect.AnyRes => OnGrid(image, policy, preprocess, limits ?? PictureLimits.Default),
        ImageAspect.Pad => Padded(image, preprocess, limits),
        _ => Plain(image, preprocess, limits),
    };

    /// <summary>Prepares one of a sample's several pictures, which is padded whatever the policy says; or one under the policy <c>pad</c>.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="preprocess">How the encoder prepares a tile.</param>
    /// <param name="limits">How much it may ask for. Default: <see cref="PictureLimits.Default"/>.</param>
    /// <exception cref="SampleFault">The picture is damaged, or asks for too much.</exception>
    public static PictureTiles Padded(RgbImage image, PreprocessSpec preprocess, PictureLimits? limits = null)
    {
        long side = Math.Max(image.Width, image.Height), most = (limits ?? PictureLimits.Default).Pixels;
        if (side * side > most)
        {
            throw new SampleFault(SkipReason.ImageTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"The image has {image.Width} x {image.Height} pixels, and padded to a square {side * side:N0}; {most:N0} are allowed."));
        }

        if (image.Width == image.Height)
        {
            return Plain(image, preprocess, limits);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(checked((int)(side * side * 3)));
        Square(image, (int)side, preprocess.Mean, rented);
        PictureTiles tiles = Plain(new(rented, (int)side, (int)side), preprocess, limits);
        ArrayPool<byte>.Shared.Return(rented);
        return tiles with { Size = new(image.Width, image.Height) };
    }

    /// <summary>Prepares a video's frames, each as the encoder does; one frame at a time is held.</summary>
    /// <param name="frames">The frames in their order.</param>
    /// <param name="most">How many there are at most.</param>
    /// <param name="preprocess">How the encoder prepares a tile.</param>
    /// <exception cref="SampleFault">A frame is damaged, or there is none.</exception>
    public static PictureTiles Frames(IEnumerable<RgbImage> frames, int most, PreprocessSpec preprocess)
    {
        int count = 0;
        PictureSize size = default;
        Tensor room = empty(most, 3, preprocess.Resolution, preprocess.Resolution);
        try
        {
            foreach (RgbImage frame in frames.Take(most))
            {
                size = new(frame.Width, frame.Height);
                Write(room, count++, target => EvalImage.Write(frame, preprocess, target));
            }

            return count == most ? new(room, size, IsVideo: true)
                : count > 0 ? new(Cut(room, count), size, IsVideo: true)
                : throw new SampleFault(SkipReason.NoImage, "The video has no frame.");
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    /// <summary>The stand-in for the picture of a sample without one: the encoder's mean colour, of which no token is used.</summary>
    /// <param name="preprocess">How the encoder prepares a tile.</param>
    public static PictureTiles Blank(PreprocessSpec preprocess) =>
        new(zeros(1, 3, preprocess.Resolution, preprocess.Resolution), new(preprocess.Resolution, preprocess.Resolution));

    private static PictureTiles Plain(RgbImage image, PreprocessSpec preprocess, PictureLimits? limits)
    {
        RequirePixels(image, limits ?? PictureLimits.Default);
        return new(Tiles(1, preprocess, (_, target) => EvalImage.Write(image, preprocess, target)), new(image.Width, image.Height));
    }

    private static PictureTiles OnGrid(RgbImage image, ImagePolicySpec policy, PreprocessSpec preprocess, PictureLimits limits)
    {
        RequirePixels(image, limits);
        PictureSize size = new(image.Width, image.Height);
        int side = preprocess.Resolution, leading = policy.Thumbnail ? 1 : 0;
        TileGrid grid = TileLayout.Choose(size, policy, side);
        long count = leading + ((long)grid.Columns * grid.Rows);
        if (count > limits.Tiles)
        {
            throw new SampleFault(SkipReason.ImageTooLarge, string.Create(CultureInfo.InvariantCulture,
                $"The image of {image.Width} x {image.Height} pixels would lie on {count:N0} tiles; {limits.Tiles:N0} are allowed."));
        }

        TilePlace place = TileLayout.Place(size, grid, side);

        // Decoded once: every tile reads a part of it.
        RgbImage decoded = new(image.Pixels, image.Width, image.Height);
        return new(Tiles((int)count, preprocess, Write), size, grid);

        // The canvas is never made: a tile is the part of the resized picture that falls on it, in black.
        void Write(int tile, Span<float> target)
        {
            (AxisFit across, AxisFit down) = tile < leading
                ? (AxisFit.Whole(side), AxisFit.Whole(side))
                : (Part(place.Resized.Width, place.X, (tile - leading) % grid.Columns * side, side), Part(place.Resized.Height, place.Y, (tile - leading) / grid.Columns * side, side));
            target.Clear();
            if (across.Count > 0 && down.Count > 0)
            {
                Resampler.Resize(decoded, across, down, Interpolation.Bicubic, side, target);
            }

            Normalization.Apply(target, preprocess.Mean, preprocess.Std);
        }
    }

    /// <summary>What a tile shows of one side of a picture.</summary>
    /// <param name="resized">The picture's resized length.</param>
    /// <param name="offset">Where it starts on the canvas.</param>
    /// <param name="start">Where the tile starts on the canvas.</param>
    /// <param name="side">The tile's length.</param>
    private static AxisFit Part(int resized, int offset, int start, int side)
    {
        int from = Math.Max(start, offset), to = Math.Min(start + side, offset + resized);
        return new(resized, from - offset, Math.Max(0, to - from), from - start);
    }

    private static void RequirePixels(RgbImage image, PictureLimits limits)
    {
        if (ImageHeader.Excess(image.Width, image.Height, limits.Pixels) is { } excess)
        {
            throw new SampleFault(excess.Reason, excess.Detail);
        }
    }

    // The mean colour is cut to whole numbers: CLIP's 0.48145466 x 255 = 122.77 is 122.
    private static void Square(RgbImage image, int side, ColorTriple mean, byte[] target)
    {
        Span<byte> color = [(byte)(mean.Red * 255), (byte)(mean.Green * 255), (byte)(mean.Blue * 255)];
        int x = (side - image.Width) / 2, y = (side - image.Height) / 2, rowBytes = image.Width * 3;
        for (int at = 0; at < side * side * 3; at += 3)
        {
            color.CopyTo(target.AsSpan(at));
        }

        for (int row = 0; row < image.Height; row++)
        {
            image.Pixels.AsSpan(row * rowBytes, rowBytes).CopyTo(target.AsSpan((((y + row) * side) + x) * 3));
        }
    }

    private static Tensor Tiles(int count, PreprocessSpec preprocess, Action<int, Span<float>> write)
    {
        Tensor tiles = empty(count, 3, preprocess.Resolution, preprocess.Resolution);
        try
        {
            for (int i = 0; i < count; i++)
            {
                Write(tiles, i, target => write(i, target));
            }

            return tiles;
        }
        catch
        {
            tiles.Dispose();
            throw;
        }
    }

    // A tile at a time: a span cannot hold more than 2 GB.
    private static void Write(Tensor tiles, int tile, Action<Span<float>> write)
    {
        using Tensor part = tiles[tile];
        write(MemoryMarshal.Cast<byte, float>(part.bytes));
    }

    private static Tensor Cut(Tensor room, int count)
    {
        using Tensor part = room.narrow(0, 0, count);
        Tensor cut = part.clone();
        room.Dispose();
        return cut;
    }
}
