using Microsoft.CodeAnalysis;
using OpenVision.Cli;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators;

/// <summary>What a project lists, where it finds more, and when it gets an entry point.</summary>
public sealed class CatalogueTests
{
    private const string Encoder = "[VisionModel(Variant.Ti)] public partial class Encoder;";
    private const string Text = "[TextModel(Variant.Ti)] public partial class Text;";
    private const string Recipe = """
        [TrainRecipe<Encoder, Text>]
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        public partial class Recipe;
        """;

    [Fact]
    public void AProjectWithoutDeclarationsGetsNothing() =>
        Assert.Empty(GeneratorHarness.Run(GeneratorHarness.Compile(["class Plain;"], OutputKind.ConsoleApplication)).Files);

    [Fact]
    public void AProgramOfDeclarationsAloneStarts()
    {
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile([Encoder], OutputKind.ConsoleApplication)).AssertClean();
        Assert.Equal("Demo.OpenVisionProgram.Main(string[])", project.Output.GetEntryPoint(default)?.ToDisplayString());
    }

    [Fact]
    public void AProgramWhoseOnlyDeclarationIsRefusedHasNoErrorButOurs()
    {
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile(["[VisionModel(Variant.Ti)] class Encoder;"], OutputKind.ConsoleApplication));
        Assert.Empty(project.CompilerDiagnostics());
        Assert.Equal(["OV9001"], project.Findings().Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData("class Own { static void Main() { } }")]
    [InlineData("class Own { static async Task<int> Main(string[] args) { await Task.Yield(); return 0; } }")]
    public void AProgramWithAnEntryPointKeepsIt(string own)
    {
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile([Encoder, own], OutputKind.ConsoleApplication)).AssertClean();
        Assert.DoesNotContain("OpenVisionProgram.g.cs", project.Files.Keys);
        Assert.Contains("OpenVisionCatalogue.g.cs", project.Files.Keys);
    }

    [Fact]
    public void TopLevelStatementsAreAnEntryPoint()
    {
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile(["Console.WriteLine(Encoder.Width);", Encoder], OutputKind.ConsoleApplication));
        Assert.Empty(project.CompilerDiagnostics());
        Assert.DoesNotContain("OpenVisionProgram.g.cs", project.Files.Keys);
    }

    [Fact]
    public void ALibraryHasNoEntryPoint() => Assert.DoesNotContain("OpenVisionProgram.g.cs", GeneratorHarness.Run(Encoder).AssertClean().Files.Keys);

    [Theory]
    [InlineData("fashion-mnist", "namespace fashion_mnist;")]
    [InlineData("My.Recipes.2", "namespace My.Recipes._2;")]
    [InlineData("new.class", "namespace @new.@class;")]
    [InlineData("Encoder", "namespace Encoder_Catalogue;")]
    [InlineData("Encoder.Recipes", "namespace Encoder_Catalogue;")]
    public void AnyAssemblyNameMakesANamespace(string assembly, string line)
    {
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile([Encoder], OutputKind.ConsoleApplication, assembly)).AssertClean();
        Assert.Contains(line, project.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void RecipesOfReferencedAssembliesAreListed()
    {
        MetadataReference library = Library("Papers", Encoder, Text, Recipe);
        MetadataReference other = Library("More.Papers", Encoder.Replace("Encoder", "Another", StringComparison.Ordinal));
        GeneratedProject program = GeneratorHarness.Run(GeneratorHarness.Compile([], OutputKind.ConsoleApplication, "App", library, other)).AssertClean();
        Assert.Contains("global::OpenVision.Cli.Catalogue.Join(Own, global::More.Papers.OpenVisionCatalogue.Own, global::Papers.OpenVisionCatalogue.Own);",
            program.File("OpenVisionCatalogue.g.cs"), StringComparison.Ordinal);
        Assert.Equal("App.OpenVisionProgram.Main(string[])", program.Output.GetEntryPoint(default)?.ToDisplayString());
    }

    [Fact]
    public void ARecipeMayTrainModelsOfAReferencedAssembly()
    {
        MetadataReference library = Library("Papers", Encoder, Text);
        GeneratedProject program = GeneratorHarness.Run(GeneratorHarness.Compile([Recipe], OutputKind.ConsoleApplication, "App", library)).AssertClean();
        Assert.Contains("Vision = global::Encoder.Definition,", program.File("Recipe.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void ThisProjectsCatalogueIsInTheOrderOfNames()
    {
        string[] names = [.. OpenVisionCatalogue.All.Recipes.Select(static recipe => recipe.Spec.Name)];
        Assert.Contains(nameof(MicroRecipe), names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void TheNameDecidesTheOrderBeforeTheNamespace()
    {
        string file = GeneratorHarness.Run(
            "namespace Z { [VisionModel(Variant.Ti)] public partial class First; } namespace A { [VisionModel(Variant.Ti)] public partial class Second; }")
            .AssertClean().File("OpenVisionCatalogue.g.cs");
        Assert.True(file.IndexOf("Z.First", StringComparison.Ordinal) < file.IndexOf("A.Second", StringComparison.Ordinal));
    }

    [Fact]
    public void JoinedCataloguesAreInTheOrderOfNames()
    {
        VisionEntry last = new(MicroEncoder.Definition with { Name = "z" }, static scope => new MicroEncoder(scope));
        VisionEntry first = last with { Spec = MicroEncoder.Definition with { Name = "a" } };
        Catalogue joined = Catalogue.Join(new Catalogue([last], [], [], [], [], []), new Catalogue([first], [], [], [], [], []));
        Assert.Equal([first, last], joined.Visions);
    }

    private static PortableExecutableReference Library(string name, params string[] sources)
    {
        using MemoryStream assembly = new();
        Assert.True(GeneratorHarness.Run(GeneratorHarness.Compile(sources, name: name)).AssertClean().Output.Emit(assembly).Success);
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }
}
