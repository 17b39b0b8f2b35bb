using System.Text.Json;
using CsCheck;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Multimodal;

public sealed class TileLayoutTests
{
    private static readonly Gen<PictureSize> sizes = Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 3000], (width, height) => new PictureSize(width, height));

    public static TheoryData<string, string> Encoders => new() { { "336/14", "next" }, { "336/14", "anyres_max_9" }, { "384/14", "next" }, { "384/14", "anyres_max_9" } };

    /// <summary>Forty sizes: odd ones, ties, a strip of which no row is left, and two whose scale is not the floor of the quotient.</summary>
    [Theory]
    [MemberData(nameof(Encoders))]
    public void LayoutsAreThePublishedOnes(string encoder, string mode)
    {
        foreach (JsonElement picture in Fixture.Json("anyres.json").GetProperty("cases").EnumerateArray())
        {
            PictureSize size = SizeOf(picture.GetProperty("size"));
            JsonElement expected = picture.GetProperty(encoder).GetProperty(mode);
            MultimodalSpec spec = SpecOf(encoder, mode, TileRule.Original);
            int tile = spec.Vision.Resolution;

            TileGrid grid = TileLayout.Choose(size, spec.Images, tile);
            TilePlace place = TileLayout.Place(size, grid, tile);
            (int rows, int columns) = (grid.Rows * spec.Grid, grid.Columns * spec.Grid);
            TokenWindow window = TileLayout.Unpad(size, rows, columns, TileRule.Original);

            Assert.Equal(Pair(expected, "grid"), (grid.Columns, grid.Rows));
            Assert.Equal(Pair(expected, "resized"), (place.Resized.Width, place.Resized.Height));
            Assert.Equal(Pair(expected, "offset"), (place.X, place.Y));
            Assert.Equal(Pair(expected, "unpadded"), (window.Rows, window.Columns));
            Assert.Equal(Pair(expected, "unpad_offset"), (window.Row, window.Column));
            Assert.Equal(Pair(expected, "final"), TileLayout.Cap(window.Rows, window.Columns, spec.Grid, spec.Images.MaxTiles));
            Assert.Equal(expected.GetProperty("tokens").GetInt32(), TileLayout.Tokens(spec, size));
            Assert.Equal(expected.GetProperty("tiles").GetInt32(), 1 + (grid.Columns * grid.Rows));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void ThePortReadsGridsTransposed(string encoder, string mode)
    {
        foreach (JsonElement picture in Fixture.Json("anyres.json").GetProperty("cases").EnumerateArray())
        {
            JsonElement original = picture.GetProperty(encoder).GetProperty(mode);
            JsonElement expected = original.TryGetProperty("hf", out JsonElement port) ? port : original;
            MultimodalSpec spec = SpecOf(encoder, mode, TileRule.HuggingFace);
            PictureSize size = SizeOf(picture.GetProperty("size"));
            TileGrid grid = TileLayout.Choose(size, spec.Images, spec.Vision.Resolution);

            Assert.Equal(Pair(expected, "grid"), (grid.Columns, grid.Rows));
            Assert.Equal(expected.GetProperty("tokens").GetInt32(), TileLayout.Tokens(spec, size));
        }
    }

    [Theory]
    [InlineData(336, 336, 1176, 1176, 1513, 1485)]
    [InlineData(640, 480, 2340, 2340, 2929, 2929)]
    [InlineData(1024, 899, 2634, 6552, 3369, 6551)]
    [InlineData(1920, 1080, 1948, 5760, 2379, 7269)]
    [InlineData(2304, 2304, 2928, 5832, 3699, 7371)]
    [InlineData(300, 200, 976, 976, 1233, 1261)]
    public void CountsAreThePublishedOnes(int width, int height, int next336, int max336, int next384, int max384) =>
        Assert.Equal(
            [next336, max336, next384, max384],
            new[] { ("336/14", "next"), ("336/14", "anyres_max_9"), ("384/14", "next"), ("384/14", "anyres_max_9") }
                .Select(pair => TileLayout.Tokens(SpecOf(pair.Item1, pair.Item2, TileRule.Original), new(width, height))));

    // Worked by hand. 729 + 162 x (49 + 1): 162 x 49 = 7,938 tokens are just below 1.21 x 9 x 729. 576 + 130 x (48 + 1) likewise.
    [Theory]
    [InlineData("384/14", 8829)]
    [InlineData("336/14", 6946)]
    public void TheMostTokensAreAboveTheCap(string encoder, int expected) =>
        Assert.Equal(expected, TileLayout.MostTokens(SpecOf(encoder, "anyres_max_9", TileRule.Original)));

    [Fact]
    public void NoPictureHasMoreThanTheMostTokens()
    {
        foreach (TileRule rule in new[] { TileRule.Original, TileRule.HuggingFace })
        {
            MultimodalSpec five = SpecOf("336/14", "next", rule), all = SpecOf("384/14", "anyres_max_9", rule);
            (int mostOfFive, int mostOfAll) = (TileLayout.MostTokens(five), TileLayout.MostTokens(all));
            sizes.Sample(size => TileLayout.Tokens(five, size) <= mostOfFive && TileLayout.Tokens(all, size) <= mostOfAll);
        }
    }

    [Fact]
    public void APictureFillsOneSideOfItsCanvasAndItsTokensOneSideOfTheGrid() => sizes.Sample(size =>
    {
        MultimodalSpec spec = SpecOf("336/14", "next", TileRule.Original);
        TileGrid grid = TileLayout.Choose(size, spec.Images, 336);
        TilePlace place = TileLayout.Place(size, grid, 336);
        (int width, int height) = (grid.Columns * 336, grid.Rows * 336);
        (int rows, int columns) = (grid.Rows * spec.Grid, grid.Columns * spec.Grid);
        TokenWindow window = TileLayout.Unpad(size, rows, columns, TileRule.Original);

        Assert.True(place.Resized.Width == width || place.Resized.Height == height);
        Assert.InRange(place.Resized.Width, 1, width);
        Assert.InRange(place.Resized.Height, 1, height);
        Assert.InRange(width - place.Resized.Width - (2 * place.X), 0, 1);
        Assert.InRange(height - place.Resized.Height - (2 * place.Y), 0, 1);
        Assert.True(window.Rows == rows || window.Columns == columns);
        Assert.Equal(rows, window.Rows + (2 * window.Row));
        Assert.Equal(columns, window.Columns + (2 * window.Column));
        Assert.True(window.Rows >= 0 && window.Columns >= 0);
        Assert.Equal(576 + (window.Rows * (window.Columns + 1)), TileLayout.Tokens(spec, size));
    });

    [Fact]
    public void EveryMergeHasItsCount()
    {
        // 640 x 480 lies on 2 x 2 tiles of 24 x 24 tokens, of which 36 rows show it.
        Assert.Equal(5 * 576, Count(TileMerge.Flat));
        Assert.Equal(5 * 576, Count(TileMerge.Spatial));
        Assert.Equal(576 + (24 * 24), Count(TileMerge.SpatialMaxPool));
        Assert.Equal(576 + (36 * 49), Count(TileMerge.SpatialUnpad));
        Assert.Equal(36 * 49, Count(TileMerge.SpatialUnpad, thumbnail: false));
        Assert.Equal(4 * 576, Count(TileMerge.Flat, thumbnail: false));

        static int Count(TileMerge merge, bool thumbnail = true) => TileLayout.Tokens(
            MicroMultimodal.Spec(MicroMultimodal.AnyRes(MicroMultimodal.FiveGrids, merge: merge, thumbnail: thumbnail), 336), new(640, 480));
    }

    [Theory]
    [InlineData(TokenPooling.Bilinear, NewlinePlace.Video, 32, 6273)]
    [InlineData(TokenPooling.Bilinear, NewlinePlace.Row, 64, 13440)]
    [InlineData(TokenPooling.Bilinear, NewlinePlace.Frame, 32, 6304)]
    [InlineData(TokenPooling.Bilinear, NewlinePlace.None, 32, 6272)]
    [InlineData(TokenPooling.Average, NewlinePlace.None, 32, 5408)]
    public void VideosHaveTheRecipesCounts(TokenPooling pooling, NewlinePlace newline, int frames, int expected) =>
        Assert.Equal(expected, TileLayout.VideoTokens(
            MicroMultimodal.Spec(MicroMultimodal.AnyRes(MicroMultimodal.AllGrids, 9), 384, video: new() { Pooling = pooling, Newline = newline }), frames));

    [Fact]
    public void PicturesWithoutPixelsAreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TileLayout.Tokens(SpecOf("336/14", "next", TileRule.Original), new(0, 5)));

    private static MultimodalSpec SpecOf(string encoder, string mode, TileRule rule) => MicroMultimodal.Spec(
        mode == "next" ? MicroMultimodal.AnyRes(MicroMultimodal.FiveGrids, rule: rule) : MicroMultimodal.AnyRes(MicroMultimodal.AllGrids, 9, rule: rule),
        encoder == "336/14" ? 336 : 384);

    private static PictureSize SizeOf(JsonElement size) => new(size[0].GetInt32(), size[1].GetInt32());

    private static (int, int) Pair(JsonElement element, string name) => (element.GetProperty(name)[0].GetInt32(), element.GetProperty(name)[1].GetInt32());
}
