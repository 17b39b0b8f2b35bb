using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators;

/// <summary>What is generated again after an edit, and what is not.</summary>
public sealed class IncrementalityTests
{
    private const string Encoder = "namespace Demo; [VisionModel(Variant.Ti, Patch = 16)] public partial class Encoder;";
    private const string Text = "namespace Demo; [TextModel(Variant.Ti)] public partial class Text;";
    private const string Recipe = """
        namespace Demo;
        [TrainRecipe<Encoder, Text>]
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        public partial class Recipe;
        """;

    private const IncrementalStepRunReason Cached = IncrementalStepRunReason.Cached;
    private const IncrementalStepRunReason Modified = IncrementalStepRunReason.Modified;

    [Fact]
    public void AnAddedCommentKeepsEveryOutput() =>
        AssertOutputs(Edit(0, $"// A comment.\n{Encoder}"), encoder: Cached, text: Cached, recipe: Cached, catalogue: Cached);

    [Fact]
    public void AnEquivalentAttributeKeepsEveryOutput() =>
        AssertOutputs(Edit(0, Encoder.Replace("Patch = 16", "Patch = 2 * 8", StringComparison.Ordinal)), Cached, Cached, Cached, Cached);

    [Fact]
    public void AnAddedMethodKeepsEveryOutput() =>
        AssertOutputs(Edit(0, Encoder.Replace("Encoder;", "Encoder { public int Twice => 2 * Width; }", StringComparison.Ordinal)), Cached, Cached, Cached, Cached);

    [Fact]
    public void AnUnrelatedTypeKeepsEveryOutput() =>
        AssertOutputs(Edit(3, "namespace Demo; public class Unrelated { public int Patch => 4; }"), Cached, Cached, Cached, Cached);

    [Fact]
    public void AnEditElsewhereKeepsEveryOutputOfAProjectOfManyRecipes()
    {
        string[] sources =
        [
            "namespace Demo; public class Elsewhere;", Encoder, Text, Recipe,
            .. Enumerable.Range(0, 24).Select(static i => $$"""
                namespace Demo;
                [TrainRecipe<Encoder, Text>(Seed = {{i}})]
                [From<{{(i % 2 == 0 ? "Recipe" : $"Derived{i - 1}")}}>]
                public partial class Derived{{i}};
                """),
            "namespace Demo; [Sweep<Derived1>(Patches = [16, 8], Seeds = [1, 2])] public static partial class Family;",
        ];
        CSharpCompilation before = GeneratorHarness.Compile(sources);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(before);
        SyntaxTree edited = before.SyntaxTrees.Single(static tree => tree.FilePath == "File0.cs");
        GeneratorDriverRunResult result = driver
            .RunGenerators(before.ReplaceSyntaxTree(edited, GeneratorHarness.Parse("namespace Demo; public class Elsewhere { public int Two => 2; }", edited.FilePath)))
            .GetRunResult();

        Assert.Equal(Enumerable.Repeat(Cached, 25), OutputReasons(result, "TrainRecipeGenerator"));
        Assert.Equal([Cached], OutputReasons(result, "SweepGenerator"));
        StepValues.AssertCached(result);
    }

    [Fact]
    public void AChangedPatchChangesTheEncoderAndItsRecipeInAnotherFile() =>
        AssertOutputs(Edit(0, Encoder.Replace("Patch = 16", "Patch = 14", StringComparison.Ordinal)), Modified, Cached, Modified, Cached);

    [Fact]
    public void AChangedVariantChangesTheTextEncoderAndItsRecipe() =>
        AssertOutputs(Edit(1, Text.Replace("Variant.Ti", "Variant.Ti, Depth = 6", StringComparison.Ordinal)), Cached, Modified, Modified, Cached);

    [Fact]
    public void AChangedStageChangesTheRecipeOnly() =>
        AssertOutputs(Edit(2, Recipe.Replace("1024", "2048", StringComparison.Ordinal)), Cached, Cached, Modified, Cached);

    [Fact]
    public void AClassThatTakesANameOfTheRuntimeChangesThoseWhoUseIt()
    {
        GeneratorDriverRunResult result = Edit(3, "namespace Demo; public class LogitScale;");
        AssertOutputs(result, Modified, Modified, Modified, Cached);
        Assert.Contains("private readonly global::OpenVision.Training.LogitScale scale;",
            result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Recipe.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whatever a value is made of, be it in another file, belongs to what a class means; the body of a method does not.</summary>
    [Theory]
    [InlineData("public const int Side = 160;", "public const int Side = 224;", "Resolution = 224;", false)]
    [InlineData("public const int Side = Half * 2; const int Half = 80;", "public const int Side = Half * 2; const int Half = 112;", "Resolution = 224;", false)]
    [InlineData("public const int Side = 160; int One() { return 1; }", "public const int Side = 160; int One() { return 224; }", "Resolution = 160;", true)]
    [InlineData("public const int Side = 160; int One => 1;", "public const int Side = 160; int One => 224;", "Resolution = 160;", true)]
    public void AConstantInAnotherFileIsFollowed(string before, string after, string expected, bool kept)
    {
        static string Sizes(string members) => $"namespace Demo; public class Sizes {{ {members} }}";
        CSharpCompilation project = GeneratorHarness.Compile([Encoder.Replace("Patch = 16", "Patch = 16, Resolution = Sizes.Side", StringComparison.Ordinal), Sizes(before)]);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(project);
        SyntaxTree sizes = project.SyntaxTrees.Single(static tree => tree.FilePath == "File1.cs");
        GeneratorDriverRunResult result = driver.RunGenerators(project.ReplaceSyntaxTree(sizes, GeneratorHarness.Parse(Sizes(after), sizes.FilePath))).GetRunResult();

        Assert.Equal([kept ? Cached : Modified], OutputReasons(result, "VisionModelGenerator"));
        Assert.Contains($"public const int {expected}", result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Demo.Encoder.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A member elsewhere that an attribute comes to name is followed, whatever kind it is.</summary>
    [Theory]
    [InlineData("", "Other.Name", "public const string Name = \"high\";", "high")]
    [InlineData("", "nameof(Other.Higher)", "public int Higher => 2;", "Higher")]
    [InlineData("", "nameof(Other.Higher)", "public int Higher;", "Higher")]
    [InlineData("", "nameof(Other.Higher)", "public class Higher;", "Higher")]
    [InlineData("using static Demo.Other;", "nameof(Higher)", "public static int Higher() { return 2; }", "Higher")]
    public void AMemberThatAppearsElsewhereIsFollowed(string usings, string stage, string member, string expected)
    {
        static string Other(string members) => $"namespace Demo; public class Other {{ {members} }}";
        string recipe = usings + Recipe.Replace("\"only\"", stage, StringComparison.Ordinal);
        CSharpCompilation project = GeneratorHarness.Compile([Encoder, Text, recipe, Other("")]);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(project);
        SyntaxTree other = project.SyntaxTrees.Single(static tree => tree.FilePath == "File3.cs");
        GeneratorDriverRunResult result = driver.RunGenerators(project.ReplaceSyntaxTree(other, GeneratorHarness.Parse(Other(member), other.FilePath))).GetRunResult();

        Assert.Contains($"\"{expected}\"", result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Demo.Recipe.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>What a type can do is followed, though nothing but the type is named: a pipeline and a maker of data, and what they derive from.</summary>
    [Theory]
    [InlineData("[Images<Mine>]", "class Mine : IImagePipeline { * }", "public static Step<RgbImage, Pixels> Train(ImageTarget target) => throw new();")]
    [InlineData("[Images<Mine>]", "class Base { * } class Mine : Base, IImagePipeline;", "public static Step<RgbImage, Pixels> Train(ImageTarget target) => throw new();")]
    [InlineData("[Prepare<Mine>(\"shards\")]", "class Mine : IDatasetMaker { * }", "public static void Make(DatasetRequest request, System.IProgress<double> progress, System.Threading.CancellationToken cancellation) { }")]
    public void AMethodThatATypeIsAskedForIsFollowed(string attribute, string type, string method)
    {
        string Mine(string members) => $"namespace Demo; using OpenVision.Data; using OpenVision.Data.Images; using OpenVision.Data.Pipeline; {type.Replace("*", members, StringComparison.Ordinal)}";
        CSharpCompilation project = GeneratorHarness.Compile([Encoder, Text, Recipe.Replace("[Data", $"{attribute} [Data", StringComparison.Ordinal), Mine("")]);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(project);
        SyntaxTree mine = project.SyntaxTrees.Single(static tree => tree.FilePath == "File3.cs");
        driver = driver.RunGenerators(project.ReplaceSyntaxTree(mine, GeneratorHarness.Parse(Mine(method), mine.FilePath)));
        AssertRecipeRuns(driver, Modified);
    }

    private static void AssertRecipeRuns(GeneratorDriver driver, IncrementalStepRunReason reason)
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        Assert.Equal(reason, OutputReasons(result, "TrainRecipeGenerator")[0]);
        Assert.DoesNotContain("cannot be run", result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Demo.Recipe.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Attributes may go by other names.</summary>
    [Theory]
    [InlineData("using Model = OpenVision.VisionModelAttribute; namespace Demo; [Model(Variant.Ti)] public partial class Encoder;", "")]
    [InlineData("namespace Demo; [Model(Variant.Ti)] public partial class Encoder;", "global using Model = OpenVision.VisionModelAttribute;")]
    [InlineData("namespace Demo; [global::OpenVision.VisionModelAttribute(Variant.Ti)] public partial class Encoder;", "")]
    public void AnAttributeIsKnownByItsClass(string encoder, string other) =>
        Assert.Contains("partial class Encoder : VisionEncoder", GeneratorHarness.Run(encoder, other).AssertClean().File("Demo.Encoder.g.cs"), StringComparison.Ordinal);

    [Fact]
    public void AnAddedModelChangesTheCatalogue()
    {
        GeneratorDriverRunResult result = Edit(3, Text.Replace("class Text", "class Other", StringComparison.Ordinal));
        Assert.Equal([Modified], OutputReasons(result, "CatalogueGenerator"));
        Assert.Equal([Cached], OutputReasons(result, "VisionModelGenerator"));
        Assert.Equal([IncrementalStepRunReason.New, Cached], OutputReasons(result, "TextModelGenerator").Order());
    }

    [Fact]
    public void ARemovedModelLeavesTheCatalogue()
    {
        GeneratorDriverRunResult result = Edit(1, "");
        Assert.DoesNotContain("global::Demo.Text.", result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("OpenVisionCatalogue.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);
        Assert.Equal([IncrementalStepRunReason.Removed], OutputReasons(result, "TextModelGenerator"));
    }

    [Fact]
    public void TheSameSourcesGiveTheSameFilesInAnyOrder()
    {
        string[] sources = [Encoder, Text, Recipe];
        Assert.Equal(
            GeneratorHarness.Run(sources).Files.OrderBy(static file => file.Key, StringComparer.Ordinal),
            GeneratorHarness.Run([.. sources.Reverse()]).Files.OrderBy(static file => file.Key, StringComparer.Ordinal));
    }

    private const string Language = "namespace Demo; [LanguageModel(LanguageModelSize.SmolLm135M)] public partial class Writer;";

    [Theory]
    [InlineData("", "// A comment.\n", Cached, Cached, Cached, Cached)]
    [InlineData("SmolLm135M", "SmolLm135M, Depth = 2", Modified, Modified, Modified, Cached)]
    [InlineData("FeatureLayer = -2", "FeatureLayer = -1", Cached, Modified, Modified, Cached)]
    [InlineData("Frames = 8", "Frames = 16", Cached, Modified, Modified, Cached)]
    [InlineData("BatchSize = 8", "BatchSize = 16", Cached, Cached, Modified, Cached)]
    [InlineData("a.json", "b.json", Cached, Cached, Modified, Cached)]
    [InlineData("class Recipe", "class Renamed", Cached, Cached, Modified, Modified)]
    public void AnEditOfMultimodalDeclarationsChangesWhatDependsOnIt(
        string before, string after, IncrementalStepRunReason language, IncrementalStepRunReason model, IncrementalStepRunReason recipe, IncrementalStepRunReason catalogue)
    {
        const string Model = "namespace Demo; [Multimodal<Encoder, Writer>(FeatureLayer = -2)] [Video(Frames = 8)] public partial class Reader;";
        const string Shared = "namespace Demo; [MllmStage(\"align\", ModelParts.Connector, BatchSize = 8, LearningRate = 1e-3)] [Conversations(\"a.json\")] public abstract class Shared;";
        const string Recipe = "namespace Demo; [MllmRecipe<Reader>] [From<Shared>] public partial class Recipe;";
        CSharpCompilation project = GeneratorHarness.Compile([Encoder, Language, Model, Shared, Recipe]);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(project);
        SyntaxTree edited = project.SyntaxTrees.First(tree => tree.FilePath != "Usings.cs" && tree.ToString().Contains(before, StringComparison.Ordinal));
        string text = before.Length == 0 ? after + edited : edited.ToString().Replace(before, after, StringComparison.Ordinal);
        GeneratorDriverRunResult result = driver.RunGenerators(project.ReplaceSyntaxTree(edited, GeneratorHarness.Parse(text, edited.FilePath))).GetRunResult();

        Assert.Equal([language], OutputReasons(result, "LanguageModelGenerator"));
        Assert.Equal([model], OutputReasons(result, "MultimodalGenerator"));
        Assert.Equal([recipe], OutputReasons(result, "MllmRecipeGenerator"));
        Assert.Equal([catalogue], OutputReasons(result, "CatalogueGenerator"));
    }

    /// <summary>Generates, changes one of four files and generates again.</summary>
    private static GeneratorDriverRunResult Edit(int file, string text)
    {
        CSharpCompilation before = GeneratorHarness.Compile([Encoder, Text, Recipe, ""]);
        GeneratorDriver driver = GeneratorHarness.Driver().RunGenerators(before);
        SyntaxTree edited = before.SyntaxTrees.Single(tree => tree.FilePath == $"File{file}.cs");
        return driver.RunGenerators(before.ReplaceSyntaxTree(edited, GeneratorHarness.Parse(text, edited.FilePath))).GetRunResult();
    }

    private static void AssertOutputs(
        GeneratorDriverRunResult result,
        IncrementalStepRunReason encoder,
        IncrementalStepRunReason text,
        IncrementalStepRunReason recipe,
        IncrementalStepRunReason catalogue)
    {
        Assert.Equal([encoder], OutputReasons(result, "VisionModelGenerator"));
        Assert.Equal([text], OutputReasons(result, "TextModelGenerator"));
        Assert.Equal([recipe], OutputReasons(result, "TrainRecipeGenerator"));
        Assert.Equal([catalogue], OutputReasons(result, "CatalogueGenerator"));
    }

    private static IncrementalStepRunReason[] OutputReasons(GeneratorDriverRunResult result, string generator) =>
        [.. StepValues.Reasons(result.Results
            .Single(one => one.Generator.GetGeneratorType().Name == generator)
            .TrackedOutputSteps.SelectMany(static step => step.Value))];
}
