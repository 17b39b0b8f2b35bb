using TorchSharp;

namespace OpenVision.Tests;

public sealed class NativeLibraryTests
{
    [Fact]
    public void TorchLoadsAndComputes()
    {
        using torch.Tensor sum = torch.ones(2, 3).sum();
        Assert.Equal(6f, sum.item<float>());
    }
}
