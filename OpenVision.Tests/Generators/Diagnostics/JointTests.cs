using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class JointTests
{
    [Fact]
    public void TowersOfDifferentEmbeddingsAreReportedOnTheTextEncoder() => Assert.Equal(
        ["EmbedDim 192 of Encoder differs from EmbedDim 384 of Text, so that images and texts cannot be compared; set both to 192 or both to 384"],
        Marked.Verify($$"""
            [VisionModel(Variant.Ti)] partial class Encoder;
            [TextModel(Variant.S)] partial class Text;
            [TrainRecipe<Encoder, {|OV3001:Text|}>] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
            """));

    [Fact]
    public void TowersOfDifferentEmbeddingsAreReportedOnAModelToo() => Assert.Equal(
        ["EmbedDim 192 of Encoder differs from EmbedDim 384 of Text, so that images and texts cannot be compared; set both to 192 or both to 384"],
        Marked.Verify("""
            [VisionModel(Variant.Ti)] partial class Encoder;
            [TextModel(Variant.S)] partial class Text;
            [ClipModel<Encoder, {|OV3001:Text|}>] partial class Model;
            """));

    [Fact]
    public void EveryPartOfAModelThatIsNoModelIsReported() => Assert.Equal(
        ["String has no [TextModel]; put the attribute on it, or name a class that has it"],
        Marked.Verify("[VisionModel(Variant.Ti)] partial class Encoder; [OpenVision.ClipModel<Encoder, {|OV3002:string|}>] partial class Model;"));

    [Fact]
    public void AModelIsListedAndMade()
    {
        GeneratedProject project = GeneratorHarness.Run("""
            [VisionModel(Variant.Ti)] partial class Encoder;
            [TextModel(Variant.Ti)] partial class Words;
            [CaptionDecoder(Variant.Ti)] partial class Captioner;
            [ClipModel<Encoder, Words, Captioner>(Contrastive = ContrastiveLossKind.Sigmoid)] partial class Model;
            """).AssertClean();
        Assert.Contains("new(global::Model.Definition, static settings => new global::Model(settings)),", project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
        Assert.Contains("decoder = new Captioner(Parameters.Root[\"decoder\"], Encoder.Width, Words.Width);", project.File("Model.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void TowersOfDifferentWidthsMayShareAnEmbedding() => GeneratorHarness.Run($$"""
        [VisionModel(Variant.Ti)] partial class Encoder;
        [TextModel(Variant.S, EmbedDim = 192)] partial class Text;
        [TrainRecipe<Encoder, Text>] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
        """).AssertClean();

    [Fact]
    public void EveryPartThatIsNoModelIsReported() => Assert.Equal(
        [
            "Text has no [VisionModel]; put the attribute on it, or name a class that has it",
            "String has no [TextModel]; put the attribute on it, or name a class that has it",
            "Encoder has no [CaptionDecoder]; put the attribute on it, or name a class that has it",
        ],
        Marked.Verify(Sources.Recipe("[OpenVision.TrainRecipe<{|OV3002:Text|}, {|OV3002:string|}, {|OV3002:Encoder|}>]")));

    [Fact]
    public void AClassThatDoesNotExistIsLeftToTheCompiler()
    {
        GeneratedProject project = GeneratorHarness.Run(Sources.Recipe($"[TrainRecipe<Missing, Text>] {Sources.Data} {Sources.Stage}"));
        Assert.Equal(["CS0246"], project.CompilerDiagnostics().Select(static diagnostic => diagnostic.Id));
        Assert.Empty(project.Findings());
    }

    [Theory]
    [InlineData("class Maker;")]
    [InlineData("class Maker : OpenVision.Data.IDatasetMaker { static void OpenVision.Data.IDatasetMaker.Make(OpenVision.Data.DatasetRequest r, IProgress<double> p, CancellationToken c) { } }")]
    public void AClassThatMakesNoDataIsReported(string maker) => Assert.Equal(
        ["Maker cannot make a data set; implement OpenVision.Data.IDatasetMaker with a public Make, or name a class that does"],
        Marked.Verify($"{maker} {Sources.With("""[Prepare<{|OV3003:Maker|}>("shards")]""")}"));

    [Fact]
    public void AClassThatMakesDataIsListedWithItsRecipe()
    {
        const string Maker = "class Maker : OpenVision.Data.IDatasetMaker { public static void Make(OpenVision.Data.DatasetRequest r, IProgress<double> p, CancellationToken c) { } }";
        GeneratedProject project = GeneratorHarness.Run($"{Maker} {Sources.With("""[Prepare<Maker>("shards")]""")}").AssertClean();
        Assert.Contains("new(global::Recipe.Definition, global::Recipe.Create) { Generator = Generator, Make = global::Maker.Make },", project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void CaptionsWithoutADecoderAreReportedOnTheBenchmark() => Assert.Equal(
        ["Benchmark.Captions needs a caption decoder, which Recipe does not have; name one with Decoder = Variant.Ti, or remove the evaluation"],
        Marked.Verify(Sources.With("""[Eval(Benchmark.Retrieval, "a.tar")] [Eval({|OV3004:Benchmark.Captions|}, "b.tar")]""")));

    [Theory]
    [InlineData(", Activation = Activation.QuickGelu", "", "Encoder, {|OV3005:Text|}", "Encoder has Activation.QuickGelu and Text has Activation.Gelu, but checkpoints have it in both towers or in none; give both the same")]
    [InlineData("", ", Activation = Activation.QuickGelu", "{|OV3005:Encoder|}, Text", "Text has Activation.QuickGelu and Encoder has Activation.Gelu, but checkpoints have it in both towers or in none; give both the same")]
    public void QuickGeluInOneTowerIsReportedOnTheOther(string vision, string text, string parts, string sentence) =>
        Assert.Equal([sentence], Marked.Verify(Clip(vision, text, $"ClipModel<{parts}>")));

    [Theory]
    [InlineData("", ", Activation = Activation.GeluTanh")]
    [InlineData(", Activation = Activation.QuickGelu", ", Activation = Activation.QuickGelu")]
    public void OtherPairsOfActivationsAreNot(string vision, string text) => GeneratorHarness.Run(Clip(vision, text, "ClipModel<Encoder, Text>")).AssertClean();

    [Fact]
    public void ARecipeMayTryQuickGeluInOneTower() => GeneratorHarness.Run($$"""
        [VisionModel(Variant.Ti, Activation = Activation.QuickGelu)] partial class Encoder;
        [TextModel(Variant.Ti)] partial class Text;
        [TrainRecipe<Encoder, Text>] {{Sources.Data}} {{Sources.Stage}} partial class Recipe;
        """).AssertClean();

    [Theory]
    [InlineData("data/scene", "data/scenes/{0..9}.tar", "data/scenes")]
    [InlineData("data", "a.tar", ".")]
    public void ADataSetThatNothingReadsIsReportedOnItsFolder(string folder, string shards, string right) => Assert.Equal(
        [$"The data set is made in \"{folder}\", where no data and no [Eval] of Recipe reads; make it in \"{right}\", or name its files"],
        Marked.Verify(Prepared($"{{|OV3006:\"{folder}\"|}}", shards)));

    [Theory]
    [InlineData("data/scenes", "data/scenes/{0..9}.tar")]
    [InlineData("./data/scenes/", "data\\\\scenes\\\\a.tar")]
    [InlineData("data/scenes", "data/{scenes,more}/a.tar")]
    [InlineData("data/scenes", "*/scenes/a.tar")]
    [InlineData("data", "data/scenes/a.tar")]
    [InlineData(".", "a.tar")]
    [InlineData("/srv/scenes", "scenes/a.tar")]
    [InlineData("scenes", "../scenes/a.tar")]
    public void ADataSetThatMayBeReadIsNot(string folder, string shards) => GeneratorHarness.Run(Prepared($"\"{folder}\"", shards)).AssertClean();

    private static string Clip(string vision, string text, string model) => $$"""
        [VisionModel(Variant.B, Family = Family.Clip{{vision}})] partial class Encoder;
        [TextModel(Variant.B, Family = Family.Clip{{text}})] partial class Text;
        [{{model}}] partial class Model;
        """;

    private static string Prepared(string folder, string shards) => Sources.Recipe(
        $"[TrainRecipe<Encoder, Text>] [Data(\"{shards}\")] {Sources.Stage} [Prepare<OpenVision.Scenes.SceneWorld>({folder})]");
}
