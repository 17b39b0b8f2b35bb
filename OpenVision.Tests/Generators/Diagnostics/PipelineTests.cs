using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class PipelineTests
{
    private const string Usings = "using OpenVision.Data.Images; using OpenVision.Data.Pipeline;\n";

    private const string Pipelines = """
        class Crops : IImagePipeline
        {
            public static Step<RgbImage, Pixels> Train(ImageTarget target) => Images.RandomCrop(target.Resolution) | Images.Normalize(target.Colors);
        }

        class Words : ITextPipeline
        {
            public static TextSteps Train() => new(Texts.WebCaption() | Texts.Lower(), Texts.Sentence(), Texts.Whole());
        }

        """;

    [Fact]
    public void PipelinesAreListedWithTheirRecipe()
    {
        GeneratedProject project = GeneratorHarness.Run(With("[Images<Crops>] [Texts<Words>]")).AssertClean();
        Assert.Contains(
            "new(global::Recipe.Definition, global::Recipe.Create) { Generator = Generator, Images = global::Crops.Train, Texts = global::Words.Train },",
            project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Images = \"Crops\",", project.File("Recipe.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Texts = \"Words\",", project.File("Recipe.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void ARecipeMayNameOneOfThem() => Assert.Contains(
        "new(global::Recipe.Definition, global::Recipe.Create) { Generator = Generator, Texts = global::Words.Train },",
        GeneratorHarness.Run(With("[Texts<Words>] [Augment(MinArea = 0.5)]")).AssertClean().File("OpenVisionCatalogue.g.cs"),
        StringComparison.Ordinal);

    [Fact]
    public void ARecipeTakesOverThePipelinesOfAnother()
    {
        const string Derived = " [TrainRecipe<Encoder, Text>] [From<Recipe>] public sealed partial class Longer;";
        GeneratedProject project = GeneratorHarness.Run(With("[Images<Crops>] [Texts<Words>]") + Derived).AssertClean();
        Assert.Contains(
            "new(global::Longer.Definition, global::Longer.Create) { Generator = Generator, Images = global::Crops.Train, Texts = global::Words.Train },",
            project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void APipelineTakesThePlaceOfSettingsThatAreTakenOver() => GeneratorHarness.Run(
        With("[Augment(MinArea = 0.5)]") + " [TrainRecipe<Encoder, Text>] [From<Recipe>] [Images<Crops>] public sealed partial class Longer;").AssertClean();

    /// <summary>Be it by a class that it derives from, within another class, or with a parameter of type.</summary>
    [Theory]
    [InlineData("Derived", "class Derived : Crops;")]
    [InlineData("Outer.Mine", "class Outer { public class Mine : Crops; }")]
    [InlineData("Of<int>", "class Of<T> : Crops;")]
    public void WhateverHasAPublicTrainMakesImages(string name, string declaration) => Assert.Contains(
        $"{{ Generator = Generator, Images = global::{name}.Train }}",
        GeneratorHarness.Run(With($"[Images<{name}>]") + declaration).AssertClean().File("OpenVisionCatalogue.g.cs"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("class Mine;")]
    [InlineData("class Mine : IImagePipeline { static Step<RgbImage, Pixels> IImagePipeline.Train(ImageTarget target) => throw new(); }")]
    [InlineData("class Mine : ITextPipeline { public static TextSteps Train() => throw new(); }")]
    public void AClassThatMakesNoImagesIsReported(string declaration) => Assert.Equal(
        ["Mine makes no training images; implement OpenVision.Data.Pipeline.IImagePipeline with a public Train, or name a class that does"],
        Marked.Verify(Usings + Sources.With($"[Images<{{|OV4030:Mine|}}>]") + declaration));

    [Fact]
    public void AClassThatPicksNoTextsIsReported() => Assert.Equal(
        ["Crops makes no training texts; implement OpenVision.Data.Pipeline.ITextPipeline with a public Train, or name a class that does"],
        Marked.Verify(With("[Texts<{|OV4030:Crops|}>]")));

    [Fact]
    public void AClassThatDoesNotExistIsLeftToTheCompiler()
    {
        GeneratedProject project = GeneratorHarness.Run(With("[Images<Missing>]"));
        Assert.Contains("CS0246", project.CompilerDiagnostics().Select(static diagnostic => diagnostic.Id));
        Assert.Empty(project.Findings());
    }

    [Fact]
    public void AugmentationBesideAPipelineOfImagesIsReportedOnIt() => Assert.Equal(
        ["[Augment] has no effect beside [Images<Crops>], which decides it alone; remove one of the two"],
        Marked.Verify(With("[Images<Crops>] [{|OV4031:Augment(MinArea = 0.5)|}]")));

    [Fact]
    public void EveryPickBesideAPipelineOfTextsIsReportedOnIt() => Assert.Equal(
        ["Pick has no effect beside [Texts<Words>], which decides it alone; remove one of the two"],
        Marked.Verify(With("[Texts<Words>] [Data(\"more.tar\", {|OV4031:Pick = CaptionPick.Sentence|}, ShuffleWindow = 2)]")));

    private static string With(string attributes) => $"{Usings}{Sources.With(attributes)}{Pipelines}";
}
