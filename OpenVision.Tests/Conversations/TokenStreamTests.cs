using CsCheck;
using OpenVision.Tests.Support;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

public sealed class TokenStreamTests
{
    private static readonly LanguageTokenizer tokenizer = LanguageTokenizer.Load(Fixture.PathOf("tokenizers/qwen2.json"));

    [Fact]
    public void ACharacterIsHeldBackUntilItsLastByte()
    {
        TokenStream stream = tokenizer.Stream();
        long[] face = [172, 253, 246, 222]; // F0 9F 98 80
        Assert.Equal(["a", "", "", "", "😀", "a"], Pushed(stream, [64, .. face, 64]));
        Assert.Equal("", stream.End());
    }

    [Fact]
    public void WhatIsLeftAtTheEndIsReplaced()
    {
        TokenStream stream = tokenizer.Stream();
        Assert.Equal("", stream.Push(172));
        Assert.Equal("\uFFFD", stream.End());
    }

    [Fact]
    public void SpecialTokensAndPicturesHaveNoText() => Assert.Equal("aa", tokenizer.Decode([64, 301, -200, 999_999, -100, 64]));

    [Fact]
    public void PiecesTogetherAreTheWhole() => Gen.Long[-1, 310].Array[0, 40].Sample(ids =>
    {
        TokenStream stream = tokenizer.Stream();
        Assert.Equal(tokenizer.Decode(ids), string.Concat(ids.Select(stream.Push)) + stream.End());
    });

    [Fact]
    public void TheTokenizersOwnSpaceIsLeftOut()
    {
        TokenStream stream = LanguageTokenizer.Load(Fixture.PathOf("tokenizers/vicuna")).Stream();
        Assert.Equal(["", "a", " cat"], Pushed(stream, [1, 259, 262]));
    }

    private static string[] Pushed(TokenStream stream, long[] ids) => [.. ids.Select(stream.Push)];
}
