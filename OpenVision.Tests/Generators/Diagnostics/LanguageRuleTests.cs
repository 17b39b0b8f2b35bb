using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class LanguageRuleTests
{
    [Theory]
    [InlineData("{|OV1013:KeyValueHeads = 2|}", "KeyValueHeads 2 does not divide Heads 9, each being shared by as many query heads; use KeyValueHeads 1 or 3")]
    [InlineData("{|OV1013:Heads = 8|}", "KeyValueHeads 3 does not divide Heads 8, each being shared by as many query heads; use KeyValueHeads 2 or 4")]
    [InlineData("{|OV1014:HeadDim = 63|}", "HeadDim 63 is odd, and rotary positions turn pairs; use HeadDim 64")]
    [InlineData("{|OV2008:BeginToken = 49_152|}", "BeginToken 49152 is none of the 49152 rows of Vocabulary; use from 0 to 49151, or -1 for none")]
    [InlineData("{|OV2008:EndTokens = [2, -1]|}", "EndTokens -1 is none of the 49152 rows of Vocabulary; use from 0 to 49151")]
    [InlineData("{|OV1004:Depth = -1|}", "Depth is -1, but must be from 1 to 65536; set it, or name a published model such as LanguageModelSize.SmolLm135M")]
    [InlineData("{|OV1004:RopeScale = 0.5|}", "RopeScale is 0.5, but must be at least 1")]
    [InlineData("{|OV1004:RopeTheta = 1|}", "RopeTheta is 1, but must be more than 1")]
    [InlineData("{|OV1004:NormEpsilon = 1|}", "NormEpsilon is 1, but must be more than 0 and less than 1")]
    public void WhatCannotBeIsReportedOnItsArgument(string argument, string sentence) => Assert.Equal(
        [sentence], Marked.Verify($"[LanguageModel(LanguageModelSize.SmolLm135M, {argument})] partial class Writer;"));

    /// <summary>A vocabulary that is smaller than the published one leaves the published tokens without rows.</summary>
    [Fact]
    public void AVocabularyWithoutThePublishedTokensIsReportedForEachOfThem() => Assert.Equal(
        ["BeginToken 128000", "EndTokens 128009", "EndTokens 128001"],
        Marked.Verify("[LanguageModel(LanguageModelSize.Llama3Eight, {|OV2008:{|OV2008:{|OV2008:Vocabulary = 32_000|}|}|})] partial class Writer;")
            .Select(static sentence => string.Join(' ', sentence.Split(' ')[..2])));

    [Fact]
    public void SizesThatAreMissingAreReportedOnce() => Assert.Equal(
        ["Depth", "Heads", "Vocabulary", "Width"],
        Marked.Verify("[{|OV1004:{|OV1004:{|OV1004:{|OV1004:LanguageModel|}|}|}|}] partial class Writer;").Select(static sentence => sentence.Split(' ')[0]).Order());

    /// <summary>Without a size of a head by hand the heads have to divide the width; Qwen's and others need not.</summary>
    [Fact]
    public void HeadsDivideTheWidthWhereNothingSaysAHeadsSize()
    {
        Assert.Single(Marked.Verify("[LanguageModel(Width = 64, Depth = 2, {|OV1002:Heads = 3|}, Vocabulary = 100)] partial class Writer;"));
        GeneratorHarness.Run("[LanguageModel(Width = 64, Depth = 2, Heads = 3, HeadDim = 16, Vocabulary = 100)] partial class Writer;").AssertClean();
    }

    [Fact]
    public void WhatIsNotSaidFollowsFromWhatIs()
    {
        string file = GeneratorHarness.Run("[LanguageModel(Width = 64, Depth = 2, Heads = 4, Vocabulary = 100, Family = LanguageFamily.Qwen2)] partial class Writer;").AssertClean().File("Writer.g.cs");
        Assert.Contains("public const int KeyValueHeads = 4;", file, StringComparison.Ordinal);
        Assert.Contains("public const int HeadDim = 16;", file, StringComparison.Ordinal);
        Assert.Contains("public const int MlpDim = 256;", file, StringComparison.Ordinal);
        Assert.Contains("public const int Context = 2048;", file, StringComparison.Ordinal);
        Assert.Contains("AttentionBias = true,", file, StringComparison.Ordinal);
    }

    /// <summary>Each size by hand stands for itself; the rest is the published model's.</summary>
    [Fact]
    public void ASizeByHandReplacesThePublished()
    {
        string file = GeneratorHarness.Run("[LanguageModel(LanguageModelSize.Qwen2Half, Depth = 2, Vocabulary = 151_646, RopeScale = 2, TiedHead = false)] partial class Writer;").AssertClean().File("Writer.g.cs");
        Assert.Contains("public const int Depth = 2;", file, StringComparison.Ordinal);
        Assert.Contains("public const int Width = 896;", file, StringComparison.Ordinal);
        Assert.Contains("Family = LanguageFamily.Qwen2,", file, StringComparison.Ordinal);
        Assert.Contains("head = new LanguageHead(scope[\"lm_head\"], Width, Vocabulary);", file, StringComparison.Ordinal);
        Assert.Contains("RopeScale = 2.0,", file, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePublishedCountIsHeldTo()
    {
        GeneratorHarness.Run("[LanguageModel(LanguageModelSize.SmolLm135M), Published(\"its card\", Parameters = 134_515_008)] partial class Writer;").AssertClean();
        Assert.Single(Marked.Verify("[LanguageModel(LanguageModelSize.SmolLm135M), Published(\"its card\", {|OV6003:Parameters = 134_515_009|})] partial class Writer;"));
    }
}
