using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Multimodal;
using OpenVision.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Multimodal;

public sealed class VideoPreparationTests
{
    private static readonly PreprocessSpec tile = new() { Resolution = 4, Mean = new(0, 0, 0), Std = new(1, 1, 1) };

    // The grey of each frame, in bytes.
    private static int[] Shades(PreparedVideo video) => [.. Enumerable.Range(0, video.Tiles.Count).Select(frame => (int)Math.Round(video.Tiles.Pixels[frame].mean().item<float>() * 255))];

    private static byte[] Frame(int shade) => Pictures.Png(6, 4, new((byte)shade, (byte)shade, (byte)shade));

    [Fact]
    public void AFolderOfFramesIsReadInTheOrderOfItsNames()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        foreach (int shade in new[] { 30, 0, 20, 10 })
        {
            File.WriteAllBytes(folder[$"frame{shade:D3}.png"], Frame(shade));
        }

        File.WriteAllText(folder["aaa.txt"], "no frame");
        PreparedVideo video = VideoPreparation.Read(folder.Path, new() { Frames = 4, AlwaysSample = true }, tile);

        Assert.Equal([0, 10, 20, 30], Shades(video));
        Assert.True(video.Tiles.IsVideo);
        Assert.Equal(2, video.Seconds);
        Assert.Equal([0, 0.5, 1, 1.5], video.Times);
    }

    [Fact]
    public void AShardOfFramesIsReadInTheOrderOfItsNames()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        using (ShardWriter writer = new(folder.Path, "clip", 100))
        {
            foreach (int shade in new[] { 200, 100, 150 })
            {
                writer.Write($"{shade}", [("png", Frame(shade))]);
            }

            writer.Complete();
        }

        string shard = Directory.EnumerateFiles(folder.Path, "*.tar").Single();
        Assert.Equal([100, 150, 200], Shades(VideoPreparation.Read(shard, new() { Frames = 3, AlwaysSample = true }, tile)));
        Assert.Equal([100, 100, 100, 100, 100, 150, 150, 150, 150, 200], Shades(VideoPreparation.Read(shard, new(), tile)));
    }

    [Fact]
    public void TheTimeSentenceIsThePublishedOne()
    {
        using PictureTiles tiles = new(zeros(2, 3, 4, 4), new(6, 4), IsVideo: true);
        Assert.Equal(
            "The video lasts for 12.50 seconds, and 2 frames are uniformly sampled from it. These frames are located at 0.00s,12.25s."
                + "Please answer the following questions related to this video.",
            new PreparedVideo(tiles, 12.5, [0, 12.25]).TimeSentence);
    }

    [Fact]
    public void WithoutFfmpegTheMessageSaysWhatToDo()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["clip.mp4"], [1, 2, 3]);
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => VideoPreparation.Read(folder["clip.mp4"], new(), tile, search: folder.Path));
        Assert.Contains("Install ffmpeg, or name a folder or a shard of frames", error.Message);
    }

    [Fact]
    public void FoldersWithoutFramesAndMissingFilesAreRefused()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(SkipReason.NoImage, Assert.Throws<SampleFault>(() => VideoPreparation.Read(folder.Path, new(), tile)).Reason);
        Assert.Contains("missing.mp4", Assert.Throws<OpenVisionException>(() => VideoPreparation.Read(folder["missing.mp4"], new(), tile)).Message);
    }

    /// <summary>25 frames a second for 4 seconds: every 25th frame. The name is one that a shell would tear apart.</summary>
    [UnixFact]
    public void AVideoFileIsDecodedByFfmpeg()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        FakeFfmpeg.Install(folder, probe: """{"streams":[{"width":2,"height":1,"avg_frame_rate":"25/1","nb_frames":"100"}],"format":{"duration":"4.0"}}""", FakeFfmpeg.Frames(10, 20, 30, 40));
        string file = folder["a $(touch x); 'clip'.mp4"];
        File.WriteAllBytes(file, [0]);

        PreparedVideo video = VideoPreparation.Read(file, new() { Frames = 8 }, tile, search: folder.Path);

        Assert.Equal([10, 20, 30, 40], Shades(video));
        Assert.Equal(4, video.Seconds);
        Assert.Equal([0, 1, 2, 3], video.Times);
        string[] arguments = File.ReadAllLines(folder["arguments"]);
        Assert.Contains($"file:{file}", arguments);
        Assert.Contains(@"select=eq(n\,0)+eq(n\,25)+eq(n\,50)+eq(n\,75),setpts=N/FRAME_RATE/TB", arguments);
        Assert.False(File.Exists(folder["x"]));
    }

    [UnixFact]
    public void FramesThatTheContainerOnlyPromisedAreLeftOut()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        FakeFfmpeg.Install(folder, """{"streams":[{"width":2,"height":1,"avg_frame_rate":"30000/1001"}],"format":{"duration":"4.0"}}""", FakeFfmpeg.Frames(10, 20));
        File.WriteAllBytes(folder["clip.mkv"], [0]);
        PreparedVideo video = VideoPreparation.Read(folder["clip.mkv"], new(), tile, search: folder.Path);
        Assert.Equal([10, 20], Shades(video));
        Assert.Equal(2, video.Times.Count);
    }

    [UnixTheory]
    [InlineData("{\"streams\":[]}", "", "a video stream")]
    [InlineData("garbage", "", "a video stream")]
    [InlineData("{\"streams\":[{\"width\":2,\"height\":1,\"avg_frame_rate\":\"0/0\",\"nb_frames\":\"9\"}]}", "", "known length")]
    [InlineData("{\"streams\":[{\"width\":60000,\"height\":60000,\"avg_frame_rate\":\"25/1\",\"nb_frames\":\"9\"}]}", "", "60000 x 60000")]
    [InlineData("{\"streams\":[{\"width\":2,\"height\":1,\"avg_frame_rate\":\"25/1\",\"nb_frames\":\"9\"}]}", "", "no frame")]
    [InlineData("{\"streams\":[{\"width\":2,\"height\":1,\"avg_frame_rate\":\"25/1\",\"nb_frames\":\"9\"}]}", "P6\\n60000 60000\\n255\\n", "60000 x 60000")]
    [InlineData("{\"streams\":[{\"width\":2,\"height\":1,\"avg_frame_rate\":\"25/1\",\"nb_frames\":\"9\"}]}", "P6\\n2 1\\n255\\nabc", "within a frame")]
    [InlineData("{\"streams\":[{\"width\":2,\"height\":1,\"avg_frame_rate\":\"25/1\",\"nb_frames\":\"9\"}]}", "RIFF....", "no picture")]
    public void HostileVideosAreRefused(string probe, string frames, string expected)
    {
        using TemporaryFolder folder = new();
        FakeFfmpeg.Install(folder, probe, frames);
        File.WriteAllBytes(folder["clip.mp4"], [0]);
        Assert.Contains(expected, Assert.Throws<SampleFault>(() => VideoPreparation.Read(folder["clip.mp4"], new(), tile, search: folder.Path)).Message);
    }

    [UnixFact]
    public void ADecoderThatHangsIsEnded()
    {
        using TemporaryFolder folder = new();
        FakeFfmpeg.Install(folder, """{"streams":[{"width":2,"height":1,"avg_frame_rate":"25/1","nb_frames":"9"}]}""", "", before: "sleep 60");
        File.WriteAllBytes(folder["clip.mp4"], [0]);
        PictureLimits limits = new() { VideoTime = TimeSpan.FromSeconds(1) };
        SampleFault fault = Assert.Throws<SampleFault>(() => VideoPreparation.Read(folder["clip.mp4"], new(), tile, limits, folder.Path));
        Assert.Contains("took too long", fault.Message);
    }
}

/// <summary>A fact about programs that are shell scripts here.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "The stand-in for ffmpeg is a shell script." : null;
}

/// <summary>A theory about programs that are shell scripts here.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "The stand-in for ffmpeg is a shell script." : null;
}

/// <summary>Programs named ffmpeg and ffprobe that write what a test tells them to.</summary>
internal static class FakeFfmpeg
{
    /// <summary>Frames of two grey pixels, as printf writes them.</summary>
    public static string Frames(params int[] shades) => string.Concat(shades.Select(shade => $"P6\\n2 1\\n255\\n{string.Concat(Enumerable.Repeat($"\\{Convert.ToString(shade, 8).PadLeft(3, '0')}", 6))}"));

    public static void Install(TemporaryFolder folder, string probe, string frames, string before = ":")
    {
        Write(folder["ffprobe"], $"printf '%s' '{probe}'");
        Write(folder["ffmpeg"], $"{before}\nprintf '%s\\n' \"$@\" > '{folder["arguments"]}'\nprintf '{frames}'");
    }

    private static void Write(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
