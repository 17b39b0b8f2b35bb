using OpenVision.Multimodal;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

public sealed class SpliceTests
{
    // Word i is the vector (i, i).
    private static Tensor Embed(Tensor ids) => ids.to_type(ScalarType.Float32).unsqueeze(1).expand(-1, 2);

    private static Tensor Picture(params float[] tokens) => tensor(tokens).unsqueeze(1).expand(-1, 2).contiguous();

    [Fact]
    public void PicturesAreUsedUpInOrderAndARowWithoutOneUsesAStandIn()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(new long[] { 1, -200, 2, 3, 4, 5, -200, 6, -200 }, 3, 3);
        SplicedBatch batch = Splice.Apply(ids, null, null, [Picture(10, 11), Picture(20), Picture(30), Picture(40, 41)], Embed);

        Assert.Equal([3, 4, 2], batch.Embeddings.shape);
        Assert.Equal([1, 10, 11, 2, 3, 4, 5, 0, 30, 6, 40, 41], batch.Embeddings.select(2, 0).reshape(-1).data<float>().ToArray());
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1], batch.Mask!.data<long>().ToArray());
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 0, 0, 1, 2, 3], batch.Positions.data<long>().ToArray());
        Assert.Null(batch.Labels);
    }

    [Fact]
    public void TheLimitCutsWithinAPictureAndPaddingStandsBefore()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(new long[] { 1, -200, 2, 7, 8, 0 }, 2, 3), mask = tensor(new long[] { 1, 1, 1, 1, 1, 0 }, 2, 3);
        SplicedBatch batch = Splice.Apply(ids, ids.clone(), mask, [Picture(10, 11, 12), Picture(20)], Embed, limit: 3, PaddingSide.Left);

        Assert.Equal([1, 10, 11, 0, 7, 8], batch.Embeddings.select(2, 1).reshape(-1).data<float>().ToArray());
        Assert.Equal([1, -100, -100, -100, 7, 8], batch.Labels!.data<long>().ToArray());
        Assert.Equal([1, 1, 1, 0, 1, 1], batch.Mask!.data<long>().ToArray());
        Assert.Equal([0, 1, 2, 0, 0, 1], batch.Positions.data<long>().ToArray());
    }

    [Fact]
    public void FullRowsHaveNoMask()
    {
        using DisposeScope scope = NewDisposeScope();
        SplicedBatch batch = Splice.Apply(tensor(new long[] { 1, -200, 2, 3 }, 2, 2), null, null, [Picture(10), Picture(0)], Embed);
        Assert.Null(batch.Mask);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PicturesThatAreNotAsManyAsPlacesAreRefused(int given)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(new long[] { 1, -200, 2, 3 }, 2, 2);
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => Splice.Apply(ids, null, null, [.. Enumerable.Range(0, given).Select(_ => Picture(1))], Embed));
        Assert.Contains($"2 pictures, a stand-in for each row without one included, but {given}", error.Message);
    }

    /// <summary>Each source's gradient is that of the places that took it: none for what was cut off, and for a stand-in.</summary>
    [Fact]
    public void DerivativesGoToWordsAndPictures()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor table = zeros(8, 2, requires_grad: true), first = zeros(3, 2, requires_grad: true), second = zeros(1, 2, requires_grad: true);
        Tensor ids = tensor(new long[] { 1, -200, 2, 1, 1, 3 }, 2, 3);
        SplicedBatch batch = Splice.Apply(ids, null, null, [first, second], words => table.index_select(0, words), limit: 3);
        (batch.Embeddings * tensor(new float[] { 1, 2, 3, 4, 5, 6 }).view(2, 3, 1)).sum().backward();

        Assert.Equal([2, 3, 0], first.grad!.select(1, 0).contiguous().data<float>().ToArray());
        Assert.Equal([0, 0], second.grad!.data<float>().ToArray());
        Assert.Equal([0, 10, 0, 6, 0, 0, 0, 0], table.grad!.select(1, 0).contiguous().data<float>().ToArray());
    }
}
