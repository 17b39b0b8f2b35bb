using OpenVision.Multimodal;

namespace OpenVision.Tests.Multimodal;

public sealed class FrameSelectionTests
{
    [Fact]
    public void AShortVideoGivesAFrameASecond() =>
        Assert.Equal([0, 30, 60, 90], FrameSelection.OfVideo(100, 29.97, new() { Frames = 32 }));

    [Fact]
    public void HalvesOfAStepGoToTheEvenNumberAsPythons() =>
        Assert.Equal([0, 12, 24], FrameSelection.OfVideo(30, 25, new() { FramesPerSecond = 2 }));

    // 299 / 3 = 99.67 and 199.33, cut.
    [Fact]
    public void ALongVideoIsSampledEvenly() =>
        Assert.Equal([0, 99, 199, 299], FrameSelection.OfVideo(300, 10, new() { Frames = 4 }));

    [Fact]
    public void AlwaysSamplingRepeatsFramesOfAShortVideo() =>
        Assert.Equal([0, 0, 1, 2], FrameSelection.OfVideo(3, 10, new() { Frames = 4, AlwaysSample = true }));

    [Fact]
    public void AsManyStepsAsTheLimitAreKept() =>
        Assert.Equal([0, 10, 20, 30], FrameSelection.OfVideo(40, 10, new() { Frames = 4 }));

    [Fact]
    public void AFolderGivesTenFrames() =>
        Assert.Equal([0, 2, 4, 7, 9, 12, 14, 17, 19, 22], FrameSelection.OfFrames(23, new() { Frames = 4 }));

    [Fact]
    public void AFolderSampledAlwaysGivesTheLimit() =>
        Assert.Equal([0, 11, 22], FrameSelection.OfFrames(23, new() { Frames = 3, AlwaysSample = true }));

    [Fact]
    public void AFasterStepThanTheVideoTakesEveryFrame() =>
        Assert.Equal([0, 1, 2], FrameSelection.OfVideo(3, 0.2, new() { FramesPerSecond = 1 }));
}
