using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Multimodal;
using OpenVision.Tests.Data;
using OpenVision.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

public sealed class PicturePreparationTests
{
    private static PreprocessSpec Tile(int side, ColorStatistics colors = ColorStatistics.Half) =>
        new() { Resolution = side, Mean = ColorTriple.MeanOf(colors), Std = ColorTriple.StdOf(colors) };

    private static ImagePolicySpec Grids(params ReadOnlySpan<TileGrid> grids) => new() { Aspect = ImageAspect.AnyRes, Grids = new([.. grids]), Merge = TileMerge.SpatialUnpad };

    // Red, green and blue of each pixel by its column and row.
    private static RgbImage Image(int width, int height, Func<int, int, (byte, byte, byte)> color)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = color(i % width, i / width);
        }

        return new(pixels, width, height);
    }

    private static RgbImage Rows(int width, params byte[] shades) => Image(width, shades.Length, (_, y) => (shades[y], shades[y], shades[y]));

    // The first column of a tile's red, in bytes.
    private static int[] Column(PictureTiles tiles, int tile) =>
        [.. tiles.Pixels[tile][0].select(1, 0).contiguous().data<float>().ToArray().Select(value => (int)Math.Round((value + 1) * 127.5))];

    // CLIP's mean colour is (122.77, 116.75, 104.09) of 255, cut; the strip stands one row below the middle's start, (4 - 1) / 2.
    [Fact]
    public void APaddedPictureStandsOnTheCutMeanColour()
    {
        using DisposeScope scope = NewDisposeScope();
        PictureTiles tiles = PicturePreparation.Padded(Image(4, 1, (_, _) => (255, 0, 51)), Tile(4, ColorStatistics.Clip));
        ColorTriple mean = ColorTriple.MeanOf(ColorStatistics.Clip), std = ColorTriple.StdOf(ColorStatistics.Clip);
        double[] means = [mean.Red, mean.Green, mean.Blue], deviations = [std.Red, std.Green, std.Blue], padding = [122, 116, 104], strip = [255, 0, 51];

        Assert.Equal(new PictureSize(4, 1), tiles.Size);
        Assert.Null(tiles.Grid);
        for (int channel = 0; channel < 3; channel++)
        {
            for (int row = 0; row < 4; row++)
            {
                double expected = ((row == 1 ? strip : padding)[channel] / 255 - means[channel]) / deviations[channel];
                Assert.Equal(expected, tiles.Pixels[0][channel][row][2].item<float>(), 1e-5);
            }
        }
    }

    [Fact]
    public void AGridOfTilesIsReadRowByRowBehindTheThumbnail()
    {
        using DisposeScope scope = NewDisposeScope();
        RgbImage image = Image(8, 8, (x, y) => ((byte)((x < 4 ? 0 : 50) + (y < 4 ? 0 : 100)), 0, 0));
        PictureTiles tiles = PicturePreparation.Single(image, Grids(new TileGrid(2, 2)), Tile(4));

        Assert.Equal(new TileGrid(2, 2), tiles.Grid);
        Assert.Equal([5, 3, 4, 4], tiles.Pixels.shape);
        Assert.Equal([0, 50, 100, 150], Enumerable.Range(1, 4).Select(tile => Column(tiles, tile)[0]));

        // The cubic overshoots beside the edge.
        Assert.Equal(0, Column(tiles, 0)[0]);
        Assert.InRange(Column(tiles, 0)[3], 100, 103);
    }

    [Fact]
    public void ThePictureStandsInTheMiddleOfABlackCanvas()
    {
        using DisposeScope scope = NewDisposeScope();
        PictureTiles tiles = PicturePreparation.Single(Rows(4, 10, 20, 30, 40), Grids(new TileGrid(1, 2)), Tile(4));
        Assert.Equal([10, 20, 30, 40], Column(tiles, 0));
        Assert.Equal([0, 0, 10, 20], Column(tiles, 1));
        Assert.Equal([30, 40, 0, 0], Column(tiles, 2));
    }

    // 40 x 4 on 4 x 12: one row, the sixth.
    [Fact]
    public void TilesThatShowNothingAreBlack()
    {
        using DisposeScope scope = NewDisposeScope();
        PictureTiles tiles = PicturePreparation.Single(Rows(40, 200, 200, 200, 200), Grids(new TileGrid(1, 3)) with { Thumbnail = false }, Tile(4));
        Assert.Equal([0, 0, 0, 0], Column(tiles, 0));
        Assert.Equal([0, 200, 0, 0], Column(tiles, 1));
        Assert.Equal([0, 0, 0, 0], Column(tiles, 2));
    }

    [Fact]
    public void TilesArePartsOfTheWholeResizedPicture()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Side = 16;
        Random random = new(1);
        RgbImage image = Image(57, 31, (_, _) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
        PictureTiles tiles = PicturePreparation.Single(image, Grids(new TileGrid(2, 2)), Tile(Side));

        // 32 x ceil(31 x 32 / 57) = 32 x 18, from row 7 on.
        float[] canvas = new float[3 * 4 * Side * Side];
        Resampler.Resize(image, AxisFit.Whole(32), new(18, 0, 18, 7), Interpolation.Bicubic, 32, canvas);
        Tensor whole = tensor(canvas).view(3, 32, 32) * 2 - 1;
        Tensor laid = tiles.Pixels.narrow(0, 1, 4).view(2, 2, 3, Side, Side).permute(2, 0, 3, 1, 4).reshape(3, 32, 32);
        Fixture.Near(whole, laid, 1e-5, "tiles");
    }

    [Fact]
    public void APlainPictureIsPreparedAsTheEncoderDoes()
    {
        using DisposeScope scope = NewDisposeScope();
        RgbImage image = Image(9, 5, (x, y) => ((byte)(20 * x), (byte)(40 * y), 7));
        PreprocessSpec preprocess = Tile(4) with { Resize = ResizeMode.Shortest, Interpolation = Interpolation.Bicubic };
        float[] expected = new float[3 * 4 * 4];
        EvalImage.Write(image, preprocess, expected);
        PictureTiles tiles = PicturePreparation.Single(image, new() { Aspect = ImageAspect.Plain }, preprocess);
        Assert.Equal(expected, tiles.Pixels.data<float>().ToArray());
    }

    [Fact]
    public void TheStandInIsTheMeanColour()
    {
        using DisposeScope scope = NewDisposeScope();
        PictureTiles tiles = PicturePreparation.Blank(Tile(4));
        Assert.Equal([1, 3, 4, 4], tiles.Pixels.shape);
        Assert.Equal(0, tiles.Pixels.abs().max().item<float>());
    }

    // The pixels are not there: whoever touched them before looking at the size would fail otherwise.
    [Fact]
    public void HostileSizesAreRefusedBeforeAnythingIsAllocated()
    {
        SampleFault strip = Assert.Throws<SampleFault>(() => PicturePreparation.Padded(new([], 60_000, 1), Tile(4)));
        Assert.Equal(SkipReason.ImageTooLarge, strip.Reason);
        Assert.Contains("3,600,000,000", strip.Message);

        SampleFault tiles = Assert.Throws<SampleFault>(() => PicturePreparation.Single(new([], 9000, 9000), Grids(new TileGrid(64, 64)), Tile(4)));
        Assert.Contains("4,097 tiles", tiles.Message);

        Assert.Equal(SkipReason.ImageTooLarge, Assert.Throws<SampleFault>(() => PicturePreparation.Single(new([], 20_000, 20_000), Grids(new TileGrid(1, 1)), Tile(4))).Reason);
    }

    [Fact]
    public void FilesThatAreNoPicturesAreRefusedByName()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["note.png"], "no picture");
        File.WriteAllBytes(folder["bomb.png"], Pictures.Bomb());
        using MicroReader model = new(new());
        Assert.Contains("note.png", Assert.Throws<OpenVisionException>(() => model.Prepare(folder["note.png"])).Message);
        Assert.Contains("60000 x 60000", Assert.Throws<OpenVisionException>(() => model.Prepare(folder["bomb.png"])).Message);
        Assert.Contains("missing.png", Assert.Throws<OpenVisionException>(() => model.Prepare(folder["missing.png"])).Message);
    }
}
