using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("[VisionModel(Variant.Ti)] class {|OV9001:Encoder|};", "Encoder is not partial, so nothing can be generated into it; write 'partial class Encoder'")]
    [InlineData("partial class Outer { [VisionModel(Variant.Ti)] partial class {|OV9002:Encoder|}; }", "Encoder is nested in Outer; move it into its namespace")]
    [InlineData("[TextModel(Variant.Ti)] partial class {|OV9002:Text|}<T>;", "Text is generic; remove its type parameters")]
    [InlineData("[TextModel(Variant.Ti)] static partial class {|OV9003:Text|};", "Text is static; remove the modifier")]
    [InlineData("[TextModel(Variant.Ti)] abstract partial class {|OV9003:Text|};", "Text is abstract; remove the modifier")]
    [InlineData("[CaptionDecoder(Variant.Ti)] partial record {|OV9003:Decoder|};", "Decoder is a record; declare a class")]
    [InlineData("[CaptionDecoder(Variant.Ti)] file partial class {|OV9003:Decoder|};", "Decoder is local to its file; make it internal or public")]
    [InlineData("[CaptionDecoder(Variant.Ti)] partial class {|OV9003:Decoder|}();", "Decoder has a primary constructor; remove its parameters")]
    [InlineData("class Base; [VisionModel(Variant.Ti)] partial class {|OV9003:Encoder|} : Base;", "Encoder derives from Base; remove the base class")]
    [InlineData("[VisionModel(Variant.Ti), TextModel(Variant.Ti)] partial class {|OV9003:Both|};", "Both is declared both [VisionModel] and [TextModel]; declare two classes")]
    [InlineData("[VisionModel(Variant.Ti)] partial class {|OV9003:Patch|};", "Patch is named like a member that is generated into it; rename the class")]
    public void AFormThatNothingFitsToIsReportedOnTheName(string marked, string sentence) => Assert.Equal([sentence], Marked.Verify(marked));

    // Each would be a part of itself, without end.
    [Theory]
    [InlineData("[VisionModel(Variant.Ti), TrainRecipe<Both, Text>] partial class {|OV9003:Both|}; [TextModel(Variant.Ti)] partial class Text;", "[VisionModel] and [TrainRecipe]")]
    [InlineData("[VisionModel(Variant.Ti), ClipModel<Both, Text>] partial class {|OV9003:Both|}; [TextModel(Variant.Ti)] partial class Text;", "[VisionModel] and [ClipModel]")]
    [InlineData("[VisionModel(Variant.Ti), Multimodal<Both, Language>] partial class {|OV9003:Both|}; [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Language;", "[VisionModel] and [Multimodal]")]
    [InlineData("[Multimodal<Encoder, Language>, MllmRecipe<Both>] partial class {|OV9003:Both|}; [VisionModel(Variant.Ti)] partial class Encoder; [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Language;", "[Multimodal] and [MllmRecipe]")]
    public void AClassThatIsAPartOfItselfIsReported(string marked, string both) =>
        Assert.Equal([$"Both is declared both {both}; declare two classes"], Marked.Verify(marked));

    [Fact]
    public void ClassesThatArePartsOfEachOtherAreReported() => Marked.Verify("""
        [VisionModel(Variant.Ti)] partial class Encoder;
        [LanguageModel(LanguageModelSize.SmolLm135M)] partial class Language;
        [Multimodal<Encoder, Language>, MllmRecipe<Second>] partial class {|OV9003:First|};
        [Multimodal<Encoder, Language>, MllmRecipe<First>] partial class {|OV9003:Second|};
        """);

    [Theory]
    [InlineData("[VisionModel(Variant.Ti)] public sealed partial class Encoder;")]
    [InlineData("interface IMine; [VisionModel(Variant.Ti)] internal partial class Encoder : IMine { public int Mine => Width; }")]
    [InlineData("namespace A { namespace B { /// <summary>Mine.</summary>\n[VisionModel(Variant.Ti)] public partial class Encoder; } }")]
    [InlineData("[TextModel(Variant.Ti)] partial class Patch;")]
    public void OtherFormsAreNot(string source) => GeneratorHarness.Run(source).AssertClean();

    [Fact]
    public void ARecipeOfAClassThatNothingFitsToIsRefusedWithoutASecondMessage() => Marked.Verify($$"""
        [VisionModel(Variant.Ti)] class {|OV9001:Encoder|};
        [TextModel(Variant.Ti)] partial class Text;
        [TrainRecipe<Encoder, Text>] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
        """);

    [Fact]
    public void ANameThatAnotherModelHasIsReportedOnTheLater() => Assert.Equal(
        ["Model is the name of A.Model too, and the command line knows both by it alone; rename one"],
        Marked.Verify("""
            namespace B { [TextModel(Variant.Ti)] partial class {|OV9004:Model|}; }
            namespace A { [VisionModel(Variant.Ti)] partial class Model; }
            namespace C { class Model; }
            """));

    [Fact]
    public void ANameThatAClassWithoutAModelHasIsNot() => GeneratorHarness.Run(
        "namespace A { class Model; } namespace B { [TextModel(Variant.Ti)] partial class Model; partial class Model; }").AssertClean();
}
