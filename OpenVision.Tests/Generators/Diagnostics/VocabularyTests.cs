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
}
