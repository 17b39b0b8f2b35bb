using OpenVision.Cli;
using OpenVision.Layers;

namespace OpenVision.Tests.Cli;

public class AppTests
{
    [Fact]
    public void VersionIsOpenVisions() => Assert.Matches("^OpenVision \\d+\\.\\d+\\.\\d+\\s*$", CommandLine.Run("--version").Output);

    [Fact]
    public void HelpExplainsVerbsAndOptions()
    {
        CommandLine run = CommandLine.Run("train", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--max-steps <N>", run.Output, StringComparison.Ordinal);
        Assert.Contains("f32|bf16", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void FailureOfTheUsersIsOneLine() =>
        Assert.Equal("error: The shard 'a b.tar' is damaged.", FailureReport.Of(new OpenVisionException("The shard 'a\nb.tar' is damaged."), verbose: false));

    [Fact]
    public void UnexpectedFailureIsOneLineWithoutAStackTrace() => Assert.Equal(
        "error: unexpected InvalidOperationException: No such thing. Run again with --verbose to see where.",
        FailureReport.Of(new InvalidOperationException("No such thing."), verbose: false));

    [Fact]
    public void VerboseShowsTheStackTrace()
    {
        Exception error = Assert.Throws<InvalidOperationException>(() => DemoCatalogue.Two.Recipes[0].Create(GraphSettings.Inference));

        Assert.Contains("   at ", FailureReport.Of(error, verbose: true), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstSignalCancelsAndTheSecondEndsTheProcess()
    {
        List<string> told = [];
        using Interrupts interrupts = new(told.Add);

        Assert.True(interrupts.Signal());
        Assert.True(interrupts.Token.IsCancellationRequested);
        Assert.False(interrupts.Signal());
        Assert.Single(told);
    }
}
