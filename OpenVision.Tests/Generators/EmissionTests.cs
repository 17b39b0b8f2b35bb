using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators;

/// <summary>Choices and corners of the emitted code.</summary>
public sealed class EmissionTests
{
    private const string Rest = """[Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] [Data("shards/{0..9}.tar")]""";

    [Theory]
    [InlineData("VisionModel(Variant.Ti)", "Tensor pooled = norm.Forward(tokens.mean([1]));")]
    [InlineData("VisionModel(Variant.Ti, Pooling = VisionPooling.ClassToken)", "Tensor pooled = x.select(1, 0);")]
    [InlineData("VisionModel(Variant.Ti, Positions = Positions.Learned)", "Positions = Positions.Learned,")]
    [InlineData("VisionModel(Variant.Ti, Activation = Activation.QuickGelu)", "MlpDim, Activation.QuickGelu, 1e-6);")]
    [InlineData("VisionModel(Variant.Ti, NormEpsilon = 1e-5)", "Activation.Gelu, 1e-5);")]
    [InlineData("VisionModel(Variant.B, Family = Family.Clip)", "x = preNorm.Forward(x);")]
    [InlineData("VisionModel(Variant.B, Family = Family.SigLip)", "return new VisionFeatures(pooled.MoveToOuterDisposeScope(), tokens.MoveToOuterDisposeScope());")]
    [InlineData("VisionModel(Variant.ConvNextLarge, Family = Family.ConvNext)", "projection = new MlpHead(scope[\"head\"][\"mlp\"], Width, EmbedDim);")]
    [InlineData("VisionModel(Variant.So400m, Patch = 14, Resolution = 384, CropToPatches = true)", "public const int TokenCount = 730;")]
    [InlineData("TextModel(Variant.L, Family = Family.Clip)", "public const int Vocabulary = 49_408;")]
    [InlineData("TextModel(Variant.So400m, Family = Family.SigLip)", "projection = new Linear(scope[\"text_projection\"], Width, EmbedDim);")]
    [InlineData("TextModel(Variant.Ti)", "x = transformer.Forward(x);")]
    [InlineData("TextModel(Variant.Ti, Causal = true)", "x = transformer.Forward(x, AttentionMask.Causal(Context));")]
    [InlineData("TextModel(Variant.Ti, Tokenization = Tokenization.ClipBpe, Pooling = TextPooling.EndOfText)", "norm.Forward(TextPool.EndOfText(x, tokens));")]
    [InlineData("CaptionDecoder(Variant.Ti, Queries = 32)", "public const int Queries = 32;")]
    public void AnOptionChoosesItsLine(string attribute, string line) => Assert.Contains(
        line, GeneratorHarness.Run($"[{attribute}] partial class Model;").AssertClean().File("Model.g.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Variant.B", 768, 3072, 512)]
    [InlineData("Variant.So400m", 1152, 4304, 1152)]
    [InlineData("Variant.B, Width = 96", 96, 3072, 512)]
    [InlineData("Width = 96, Depth = 2, Heads = 3", 96, 384, 96)]
    [InlineData("Width = 96, Depth = 2, Heads = 3, MlpDim = 100, EmbedDim = 7", 96, 100, 7)]
    public void SizesComeFromTheArgumentThenTheVariantThenTheWidth(string arguments, int width, int mlpDim, int embedDim)
    {
        string file = GeneratorHarness.Run($"[VisionModel({arguments})] partial class Model;").File("Model.g.cs");
        Assert.Contains($"int Width = {width};", file, StringComparison.Ordinal);
        Assert.Contains($"int MlpDim = {mlpDim};", file, StringComparison.Ordinal);
        Assert.Contains($"int EmbedDim = {embedDim};", file, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecipeWithoutADecoderHasNoCaptionLoss()
    {
        string file = Recipe("[TrainRecipe<Encoder, Text>(ContrastiveWeight = 0.5)]");
        Assert.Contains("Tensor total = contrastive.Times(0.5);", file, StringComparison.Ordinal);
        Assert.Contains("return StepLosses.Read(total, contrastive);", file, StringComparison.Ordinal);
        Assert.Contains("Decoder => null;", file, StringComparison.Ordinal);
    }

    [Fact]
    public void APresetDecoderIsAClassOfTheRecipe() => Assert.Contains(
        "private sealed class PresetDecoder : CaptionDecoder", Recipe("[TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)]"), StringComparison.Ordinal);

    [Fact]
    public void ADocumentedClassKeepsItsOwnSummary()
    {
        Assert.Contains("/// <summary>An image encoder:", GeneratorHarness.Run("[VisionModel(Variant.Ti)] public partial class Model;").File("Model.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("/// <summary>An image encoder:",
            GeneratorHarness.Run("/// <summary>Mine.</summary>\n[VisionModel(Variant.Ti)] public partial class Model;").File("Model.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingInAStringEndsItsLineOrItsLiteral() => GeneratorHarness.Run(Sources(""""
        [TrainRecipe<Encoder, Text>]
        [Stage("a\r\n\u2028\u0085}; \"*/ \\ throw", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data(""" "; throw new Exception(); // {0} """, WebCaption = "\0\u2029")]
        """")).AssertClean();

    [Fact]
    public void ASourceMayNameSeveralPaths() => Assert.Contains(
        """Shards = new(["a.tar", "b/{0..9}.tar", "c.tar"]),""",
        GeneratorHarness.Run(Sources("""
            [TrainRecipe<Encoder, Text>]
            [Stage("s", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("a.tar", "b/{0..9}.tar", "c.tar", WebCaption = "txt")]
            """)).AssertClean().File("Demo.Recipe.g.cs"),
        StringComparison.Ordinal);

    /// <summary>Without synthetic captions there is nothing to read twice.</summary>
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "[Data(\"b.tar\", ShuffleWindow = 8)]", false)]
    [InlineData("llava_caption", "", false)]
    public void OnlyCaptionsThatAreThereAreRead(string synthetic, string more, bool alone)
    {
        string recipe = GeneratorHarness.Run(Sources($"""
            [TrainRecipe<Encoder, Text>]
            [Stage("s", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("a.tar", SyntheticCaption = "{synthetic}")]
            {more}
            """)).AssertClean().File("Demo.Recipe.g.cs");
        Assert.Equal(alone, recipe.Contains("text.Forward(batch.WebText);", StringComparison.Ordinal));
        Assert.Equal(alone, recipe.Contains("ContrastiveLoss.OneCaption(", StringComparison.Ordinal));
        Assert.Equal(!alone, recipe.Contains("ContrastiveLoss.TwoCaptions(", StringComparison.Ordinal));
    }

    [Fact]
    public void NothingInAStringEndsTheCommentOfARefusedRecipe()
    {
        GeneratedProject project = GeneratorHarness.Run(Sources("""
            [TrainRecipe<Encoder, Text>]
            [Stage("a\nthrow", Samples = 1, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("a.tar")]
            """));
        Assert.Empty(project.CompilerDiagnostics());
        Assert.Equal(["OV4005"], project.Findings().Select(static finding => finding.Id));
    }

    /// <summary>An option that an attribute has and the generator passes over would be ignored without a word.</summary>
    [Theory]
    [InlineData(typeof(EvalSpec))]
    [InlineData(typeof(DataSpec))]
    [InlineData(typeof(StageSpec))]
    [InlineData(typeof(AugmentationSpec))]
    public void EveryOptionOfARecipesPartsIsWritten(Type spec)
    {
        string recipe = string.Concat(GeneratorHarness.Run(Sources("""
            [TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)]
            [Stage("s", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("a.tar")]
            [Augment(MinArea = 0.5)]
            [Eval(Benchmark.Captions, "b.tar", Truth = "facts")]
            """)).AssertClean().Files.Values);
        Assert.Contains("Truth = \"facts\",", recipe, StringComparison.Ordinal);
        Assert.All(spec.GetProperties(), option => Assert.Contains($"{option.Name} = ", recipe, StringComparison.Ordinal));
    }

    [Fact]
    public void NamesMayBeKeywords() => GeneratorHarness.Run($"""
        namespace @namespace.@class;
        [VisionModel(Variant.Ti)] public partial class @int;
        [TextModel(Variant.Ti)] public partial class @partial;
        [CaptionDecoder(Variant.Ti)] public partial class @record;
        [TrainRecipe<@int, @partial, @record>] {Rest} public partial class @static;
        """).AssertClean();

    [Fact]
    public void ModelsMayBeNamedLikeTheMembersOfAGraph() => GeneratorHarness.Run($"""
        namespace Demo;
        [VisionModel(Variant.Ti)] public partial class Vision;
        [TextModel(Variant.Ti)] public partial class Text;
        [CaptionDecoder(Variant.Ti)] public partial class Decoder;
        [TrainRecipe<Vision, Text, Decoder>] {Rest} public partial class Scale;
        """).AssertClean();

    [Fact]
    public void ModelsMayBeNamedLikeTheRuntimesParts() => GeneratorHarness.Run($"""
        namespace Demo;
        [VisionModel(Variant.Ti)] public partial class Transformer;
        [TextModel(Variant.Ti)] public partial class Linear;
        [CaptionDecoder(Variant.Ti)] public partial class Tensor;
        [TrainRecipe<Transformer, Linear, Tensor>] {Rest} public partial class TrainingGraph;
        """).AssertClean();

    [Fact]
    public void GlobalUsingsMayBringTheSameNames() => GeneratorHarness.Run(
        "global using TorchSharp.Modules; global using LayerNorm = System.String;",
        "namespace Demo; [VisionModel(Variant.Ti)] public partial class Encoder; [CaptionDecoder(Variant.Ti)] public partial class Captioner;").AssertClean();

    [Fact]
    public void PartsMayLieInOtherNamespaces() => GeneratorHarness.Run($"""
        namespace Towers.Vision {"{"} [VisionModel(Variant.Ti)] public partial class Eye; {"}"}
        namespace Towers.Text {"{"} [TextModel(Variant.Ti)] public partial class Reader; {"}"}
        namespace Recipes {"{"} [TrainRecipe<Towers.Vision.Eye, Towers.Text.Reader>] {Rest} public partial class Recipe; {"}"}
        """).AssertClean();

    [Fact]
    public void AnAttributeOnBothHalvesOfAClassIsLeftToTheCompiler()
    {
        GeneratedProject project = GeneratorHarness.Run("[VisionModel(Variant.Ti)] partial class Model;", "[VisionModel(Variant.Ti)] partial class Model;");
        Assert.Equal(["CS0579"], project.CompilerDiagnostics().Select(static diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("[VisionModel(Variant.Ti, Patch = )] partial class Model;")]
    [InlineData("[VisionModel(Missing)] partial class Model;")]
    [InlineData("[VisionModel(Variant.Ti, Patch = \"16\")] partial class Model;")]
    [InlineData("[TrainRecipe<>] partial class Model;")]
    [InlineData("[TrainRecipe<Model>] partial class Model;")]
    [InlineData("[TrainRecipe<Model, Model>] [Stage] [Data(null!, null!)] [Eval(Benchmark.ZeroShot)] [Prepare<int>(null!)] partial class Model;")]
    [InlineData("[VisionModel(Variant.Ti)] partial class")]
    public void HalfTypedCodeDoesNotStopTheGenerators(string source)
    {
        GeneratedProject project = GeneratorHarness.Run(source);
        Assert.NotEmpty(project.CompilerDiagnostics());
        Assert.DoesNotContain(project.Findings(), static finding => finding.Id == "AD0001");
    }

    [Fact]
    public void LinesEndWithALineFeedAlone() => Assert.All(
        GeneratorHarness.Run("[VisionModel(Variant.Ti)] partial class Model;").Files.Values, static file => Assert.DoesNotContain('\r', file));

    private static string Recipe(string attribute) => GeneratorHarness.Run(Sources($"{attribute} {Rest}")).AssertClean().File("Demo.Recipe.g.cs");

    private static string Sources(string attributes) => $"""
        namespace Demo;
        [VisionModel(Variant.Ti)] public partial class Encoder;
        [TextModel(Variant.Ti)] public partial class Text;
        {attributes}
        public partial class Recipe;
        """;
}
