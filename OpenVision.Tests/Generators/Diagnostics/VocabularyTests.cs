using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class VocabularyTests
{
    [Fact]
    public void ADecoderOfAnotherVocabularyIsReportedOnItsTypeArgument() => Assert.Equal(
        ["Vocabulary 512 of Decoder differs from Vocabulary 32000 of Text, and both read the same tokens; set both to the size of the vocabulary file"],
        Marked.Verify(Sources.Recipe($$"""
            [CaptionDecoder(Variant.Ti, Vocabulary = 512)] partial class Decoder;
            [TrainRecipe<Encoder, Text, {|OV2001:Decoder|}>] {{Sources.Data}} {{Sources.Stage}}
            """)));

    [Fact]
    public void APresetDecoderSpeaksItsTextEncodersVocabulary() => GeneratorHarness.Run($$"""
        [VisionModel(Variant.Ti)] partial class Encoder;
        [TextModel(Variant.Ti, Vocabulary = 512)] partial class Text;
        [TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
        """).AssertClean();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AContextWithoutRoomForAWordIsReported(int context) => Assert.Equal(
        [$"Context {context} has no room for a word between the tokens that begin and end a text; use 3 or more"],
        Marked.Verify($$"""[TextModel(Variant.Ti, {|OV2002:Context = {{context}}|})] partial class Text;"""));

    [Fact]
    public void AContextForOneWordIsNot() => GeneratorHarness.Run("[TextModel(Variant.Ti, Context = 3)] partial class Text;").AssertClean();

    [Theory]
    [InlineData("Tokenization = Tokenization.ClipBpe, ", "{|OV2003:Vocabulary = \"clip/vocab.txt\"|}", "Vocabulary \"clip/vocab.txt\" is a file of Tokenization.WordPiece, and Text reads Tokenization.ClipBpe; name its own, such as \"clip/bpe_simple_vocab_16e6.txt.gz\", or declare Text with Tokenization.WordPiece")]
    [InlineData("", "{|OV2003:Vocabulary = \"spiece.model\"|}", "Vocabulary \"spiece.model\" is a file of Tokenization.SentencePiece, and Text reads Tokenization.WordPiece; name its own, such as \"vocab.txt\", or declare Text with Tokenization.SentencePiece")]
    [InlineData("Tokenization = Tokenization.SentencePiece, ", "{|OV2003:Vocabulary = \"a\\\\tokenizer.json\"|}", "Vocabulary \"a\\tokenizer.json\" is a file of Tokenization.ClipBpe, and Text reads Tokenization.SentencePiece; name its own, such as \"a\\spiece.model\", or declare Text with Tokenization.ClipBpe")]
    [InlineData("Tokenization = Tokenization.ClipBpe, ", "{|OV2005:Vocabulary = \"bpe_simple_vocab_16e6.txt.gz\"|}", "\"bpe_simple_vocab_16e6.txt.gz\" has 49408 pieces, and Vocabulary of Text is only 32000; set it to 49408")]
    public void AFileThatCannotBeTheTextEncodersIsReported(string text, string data, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(OneSource(text, $"[Data(\"a.tar\", {data})]")));

    [Fact]
    public void ADefaultThatCannotBeTheTextEncodersIsReportedOnTheSource() =>
        Assert.Single(Marked.Verify(OneSource("Family = Family.Clip, ", "[{|OV2003:Data(\"a.tar\")|}]")));

    [Theory]
    [InlineData("", "clip")]
    [InlineData("", "words.json5")]
    [InlineData("", "my-vocab.txt")]
    [InlineData("Tokenization = Tokenization.ClipBpe, ", "words/merges.txt")]
    [InlineData("Tokenization = Tokenization.ClipBpe, ", "bpe_small.txt.gz")]
    [InlineData("Family = Family.Clip, ", "bpe_simple_vocab_16e6.txt")]
    [InlineData("Tokenization = Tokenization.SentencePiece, ", "tokenizer.model")]
    public void AFileThatMayBeIsNot(string text, string path) =>
        GeneratorHarness.Run(OneSource(text, $"[Data(\"a.tar\", Vocabulary = \"{path}\")]")).AssertClean();

    [Fact]
    public void AnotherVocabularyOfALaterSourceIsReportedOnIt() => Assert.Equal(
        ["Vocabulary \"b.txt\" differs from \"a.txt\" of the first [Data], and Text reads the tokens of one; name that for both"],
        Marked.Verify(OneSource("", "[Data(\"a.tar\", Vocabulary = \"a.txt\")] [Data(\"b.tar\", {|OV2004:Vocabulary = \"b.txt\"|})]")));

    [Fact]
    public void TheSameVocabularyMayBeWrittenInTwoWays() => GeneratorHarness.Run(OneSource(
        "", "[Data(\"a.tar\", Vocabulary = \"words/a.txt\")] [Data(\"b.tar\", Vocabulary = \"./words/a.txt\")]")).AssertClean();

    [Theory]
    [InlineData("[TextModel(Variant.Ti, {|OV2006:Pooling = TextPooling.EndOfText|})] partial class Text;", "WordPiece")]
    [InlineData("[TextModel(Variant.Ti, Family = Family.Clip, {|OV2006:Tokenization = Tokenization.SentencePiece|})] partial class Text;", "SentencePiece")]
    public void APoolingThatFindsNoEndIsReported(string marked, string tokenization) => Assert.Equal(
        [$"TextPooling.EndOfText takes the token with the largest id, which in Tokenization.{tokenization} is any piece; use TextPooling.Last, or Tokenization.ClipBpe"],
        Marked.Verify(marked));

    [Fact]
    public void ADecoderOfOneQueryIsReported() => Assert.Equal(
        ["Queries 1 has no room for a word before the token that ends a caption; use 2 or more"],
        Marked.Verify("[CaptionDecoder(Variant.Ti, {|OV2007:Queries = 1|})] partial class Decoder;"));

    private static string OneSource(string text, string data) => $$"""
        [VisionModel(Variant.Ti)] partial class Encoder;
        [TextModel(Variant.Ti, {{text}}Causal = false)] partial class Text;
        [TrainRecipe<Encoder, Text>(WeightDecay = 0.1)] {{data}} {{Sources.Stage}} partial class Recipe;
        """;
}
