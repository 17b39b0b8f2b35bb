using CsCheck;
using OpenVision.Layers;
using OpenVision.Tests.Generators;
using OpenVision.Tests.Support;
using OpenVision.Training;
using OpenVision.Vision;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Training;

/// <summary>Which patches a training step sees, and what an encoder makes of them.</summary>
public sealed class TokenDroppingTests
{
    private static readonly Gen<(int Side, int Kept, TokenMask Mask, int Seed, long First)> Cases =
        from side in Gen.Int[1, 16]
        from kept in Gen.Int[1, side * side]
        from mask in Gen.Enum<TokenMask>()
        from seed in Gen.Int
        from first in Gen.Long[0, long.MaxValue / 2]
        select (side, kept, mask, seed, first);

    [Fact]
    public void PatchesAreDistinctAndRise() => Cases.Sample(one =>
    {
        long[] patches = new TokenDropping(one.Side, one.Kept, one.Mask, one.Seed).Of(one.First, 3);
        return patches.Length == 3 * one.Kept && patches.Chunk(one.Kept).All(row =>
            row[0] >= 0 && row[^1] < one.Side * one.Side && row.Zip(row.Skip(1)).All(static pair => pair.First < pair.Second));
    });

    /// <summary>A batch of another size, as after a change of the command line, or a resumed run: a sample's patches are its own.</summary>
    [Fact]
    public void ASamplesPatchesDependOnItsNumberAlone() => Cases.Sample(one =>
    {
        TokenDropping dropping = new(one.Side, one.Kept, one.Mask, one.Seed);
        return dropping.Of(one.First, 4).AsSpan(2 * one.Kept, one.Kept).SequenceEqual(dropping.Of(one.First + 2, 1));
    });

    [Fact]
    public void SamplesAndSeedsDiffer()
    {
        TokenDropping dropping = new(8, 32, TokenMask.Random, 0);
        long[][] rows = [.. dropping.Of(0, 100).Chunk(32), .. new TokenDropping(8, 32, TokenMask.Random, 1).Of(0, 100).Chunk(32)];
        Assert.Equal(200, rows.Select(static row => string.Join(",", row)).Distinct().Count());
    }

    [Fact]
    public void RandomPatchesAreEquallyOftenSeen()
    {
        const int Samples = 4000;
        int[] seen = [.. new TokenDropping(4, 8, TokenMask.Random, 3).Of(0, Samples).GroupBy(static patch => patch).Select(static group => group.Count())];
        Assert.Equal(16, seen.Length);
        Assert.All(seen, count => Assert.InRange(count, (Samples / 2) - 160, (Samples / 2) + 160)); // five deviations
    }

    [Fact]
    public void ABlockIsLeftOutInOnePiece() => Cases.Where(static one => one.Mask == TokenMask.Block).Sample(one =>
    {
        long[] row = new TokenDropping(one.Side, one.Kept, TokenMask.Block, one.Seed).Of(one.First, 1);
        int[] dropped = [.. Enumerable.Range(0, one.Side * one.Side).Where(patch => !row.Contains(patch))];
        int width = (int)Math.Ceiling(Math.Sqrt(dropped.Length));
        return dropped.Length == 0
            || (dropped.Max(patch => patch % one.Side) - dropped.Min(patch => patch % one.Side) < width
                && (dropped.Max() / one.Side) - (dropped.Min() / one.Side) < width);
    });

    [Fact]
    public void AStageWithoutAMaskRatioLeavesNothingOut()
    {
        Assert.Null(TokenDropping.Of(MicroPartsRecipe.Definition, MicroPartsRecipe.Definition.Stages[1]));
        Assert.Equal(8, TokenDropping.Of(MicroPartsRecipe.Definition, MicroPartsRecipe.Definition.Stages[0])!.Kept);
    }

    /// <summary>Without attention between them, each token would be as in the whole image; so the embedding is compared, before the blocks.</summary>
    [Theory]
    [InlineData(true, Positions.SinCos2d)]
    [InlineData(false, Positions.Learned)]
    public void PatchesKeepTheirPositions(bool classToken, Positions positions)
    {
        using DisposeScope scope = NewDisposeScope();
        VisionSpec spec = MicroEncoder.Definition with { ClassToken = classToken, Positions = positions };
        using ParameterStore store = new(ParameterCount.Of(ParameterTable.Vision(spec)), GraphSettings.Inference);
        PatchEmbedding embedding = new(store.Root, spec);
        Tensor images = randn(2, 3, 16, 16), kept = tensor(new long[] { 0, 5, 15, 2, 3, 9 }).view(2, 3);
        Tensor all = embedding.Forward(images), some = embedding.Forward(images, kept);
        int leading = classToken ? 1 : 0;
        Assert.Equal([2, leading + 3, spec.Width], some.shape);
        for (int image = 0; image < 2; image++)
        {
            Tensor rows = classToken ? cat([zeros(1, ScalarType.Int64), kept[image] + 1]) : kept[image];
            Fixture.Near(all[image].index_select(0, rows), some[image], 1e-6, $"image {image}");
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void AllPatchesAreTheWholeImage(int resolution)
    {
        using DisposeScope scope = NewDisposeScope();
        using TrainingGraph graph = MicroRecipe.Create(GraphSettings.Inference);
        int patches = Tokens.Patches(MicroEncoder.Definition, resolution);
        Tensor images = randn(2, 3, resolution, resolution);
        VisionFeatures whole = graph.Vision.Forward(images), same = graph.Vision.Forward(images, arange(patches, ScalarType.Int64).expand(2, patches));
        Fixture.Near(whole.Embedding, same.Embedding, 1e-6, "embedding");
        Fixture.Near(whole.Tokens, same.Tokens, 1e-6, "tokens");
    }

    [Fact]
    public void PatchesOfOtherImagesAreRefused()
    {
        using DisposeScope scope = NewDisposeScope();
        using TrainingGraph graph = MicroRecipe.Create(GraphSettings.Inference);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => graph.Vision.Forward(zeros(2, 3, 16, 16), zeros(3, 2, ScalarType.Int64))).Message, StringComparison.Ordinal);
    }
}
