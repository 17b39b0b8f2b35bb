using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

public class UsageTests
{
    [Fact]
    public void UnknownVerbNamesTheNearest() => AssertUsage(
        """
        error: this program has no verb 'trian'.
          trian Captioner --seed 3
          ^^^^^
        Did you mean 'train'?
        """,
        "trian", "Captioner", "--seed", "3");

    [Fact]
    public void UnknownVerbFarFromAllListsThem() => Assert.Contains("The verbs are list, describe", CommandLine.Run("frobnicate").Error, StringComparison.Ordinal);

    [Fact]
    public void UnknownOptionNamesTheNearest() => AssertUsage(
        """
        error: train has no option '--max-step'.
          train Captioner --max-step=3
                          ^^^^^^^^^^^^
        Did you mean '--max-steps'?
        """,
        "train", "Captioner", "--max-step=3");

    [Fact]
    public void UnknownRecipeNamesTheNearest() => AssertUsage(
        """
        error: There is no recipe 'Captoiner'.
          train Captoiner
                ^^^^^^^^^
        Did you mean 'Captioner'?
        """,
        "train", "Captoiner");

    [Fact]
    public void MissingRecipeIsAskedFor() => AssertUsage(
        """
        error: train needs RECIPE.
          train
        'train --help' explains them.
        """,
        "train");

    [Fact]
    public void NumberOutOfRangeShowsTheRange() => AssertUsage(
        """
        error: --batch-size takes a whole number from 1 to 2147483647, not '0'.
          train Captioner --batch-size 0
                                       ^
        """,
        "train", "Captioner", "--batch-size", "0");

    [Fact]
    public void WordIsOneOfThoseAllowed() => AssertUsage(
        """
        error: --precision takes f32 or bf16, not 'fp16'.
          train Captioner --precision=fp16
                          ^^^^^^^^^^^^^^^^
        """,
        "train", "Captioner", "--precision=fp16");

    [Fact]
    public void DeviceIsChecked() => AssertUsage(
        """
        error: --device takes cpu, cuda or cuda:N with the GPU's number, not 'tpu'.
          train Captioner --device tpu
                                   ^^^
        """,
        "train", "Captioner", "--device", "tpu");

    [Fact]
    public void OptionWithoutItsValueIsNamed() => AssertUsage(
        """
        error: --seed needs a value.
          train Captioner --seed
                          ^^^^^^
        """,
        "train", "Captioner", "--seed");

    [Fact]
    public void OptionGivenTwiceIsNamed() => AssertUsage(
        """
        error: --seed is given more than once.
          train Captioner --seed 1 --seed 2
                                   ^^^^^^
        """,
        "train", "Captioner", "--seed", "1", "--seed", "2");

    [Fact]
    public void UnknownStageNamesTheNearest() => AssertUsage(
        """
        error: Captioner has no stage 'pretrian'.
          train Captioner --stage pretrian
                                  ^^^^^^^^
        Did you mean 'pretrain'?
        """,
        "train", "Captioner", "--stage", "pretrian");

    [Fact]
    public void ArgumentTooManyIsNamed() => AssertUsage(
        """
        error: list does not know what to do with 'extra words'.
          list "extra words"
               ^^^^^^^^^^^^^
        'list --help' lists what it takes.
        """,
        "list", "extra words");

    [Fact]
    public void UnknownOptionIsNotTakenForAnArgument() => AssertUsage(
        """
        error: pack has no option '--ouf'.
          data pack --ouf shards
                    ^^^^^
        Did you mean '--out'?
        """,
        "data", "pack", "--ouf", "shards");

    [Fact]
    public void VerbBelowAnotherHasTheCommonOptions() => AssertUsage(
        """
        error: make has no option '--out'.
          data make Captioner --out x
                              ^^^^^
        The options are --help, --json and --verbose.
        """,
        "data", "make", "Captioner", "--out", "x");

    [Fact]
    public void TerminalCodesOfAnArgumentAreNotShown() =>
        Assert.DoesNotContain('\u001b', CommandLine.Run("\u001b[2J", "x").Error);

    [Fact]
    public void AtSignDoesNotReadAFile() => Assert.StartsWith("error: There is no recipe '@args'.", CommandLine.Run("train", "@args").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("tarin", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("discribe", "describe")]
    [InlineData("x", null)]
    [InlineData("completely-different", null)]
    public void NearestNameTakesFewEdits(string typed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(typed, ["list", "train", "describe"]));

    private static void AssertUsage(string expected, params string[] args)
    {
        CommandLine run = CommandLine.Run(args);

        Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", run.Error);
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitCode);
    }
}
