using Microsoft.CodeAnalysis;
using OpenVision.Layers;
using OpenVision.Tests.Support;
using OpenVision.Training;

namespace OpenVision.Tests.Generators;

/// <summary>Recipes that take over from others, and sweeps.</summary>
public sealed class CompositionTests
{
    [Fact]
    public void ARecipeTakesOverWhatASharedClassSays()
    {
        RecipeSpec spec = ComposedRecipe.Definition;
        Assert.Equal((3, 0.1, 0.98, 1.0), (spec.Seed, spec.Optimizer.WeightDecay, spec.Optimizer.Beta2, spec.Optimizer.ClipNorm));
        Assert.Equal(["low", "high"], spec.Stages.Select(static stage => stage.Name));
        Assert.Equal(32, spec.Stages[1].Resolution);
        Assert.Equal((0.5, 0.2), (spec.Augmentation.MinArea, spec.Augmentation.ColorJitter));
        Assert.Equal("shards/{0..3}.tar", Assert.Single(spec.Data).Shards[0]);
        Assert.Equal(Benchmark.Retrieval, Assert.Single(spec.Evals).Benchmark);
    }

    [Fact]
    public void ADerivedRecipeChangesOnlyWhatItWrites()
    {
        RecipeSpec spec = DerivedRecipe.Definition;
        Assert.Equal((3, 0.1, 0.5), (spec.Seed, spec.Optimizer.WeightDecay, spec.Optimizer.ClipNorm));
        Assert.Equal([("low", 16, 6_400L), ("high", 64, 3_200L), ("higher", 96, 320L)], spec.Stages.Select(static stage => (stage.Name, stage.Resolution, stage.Samples)));
        Assert.Equal((32, 5e-4), (spec.Stages[1].BatchSize, spec.Stages[1].BaseLearningRate));
        Assert.Equal((0.5, 0.0), (spec.Augmentation.MinArea, spec.Augmentation.ColorJitter));
        Assert.Equal(("other/{0..1}.tar", "vocab.txt"), (spec.Data[0].Shards[0], spec.Data[0].Vocabulary));
    }

    [Fact]
    public void ADecoderIsTakenOverUnlessOneIsNamed()
    {
        Assert.Equal(nameof(ComposedCaptioner), DerivedRecipe.Definition.Decoder?.Name);
        Assert.Null(ShortRecipe.Definition.Decoder);
    }

    [Fact]
    public void StagesCanBeLeftOut() => Assert.Equal(["high"], ShortRecipe.Definition.Stages.Select(static stage => stage.Name));

    [Fact]
    public void ASweepHasATypedMemberForEachCombination()
    {
        Assert.Equal(
            ["PatchSweep.Patch16At32", "PatchSweep.Patch16At64", "PatchSweep.Patch8At32", "PatchSweep.Patch8At64"],
            PatchSweep.Recipes.Select(static recipe => recipe.Name));
        Assert.Equal((16, 64, 17), (PatchSweep.Patch16At64Encoder.Patch, PatchSweep.Patch16At64Encoder.Resolution, PatchSweep.Patch16At64Encoder.TokenCount));
        Assert.Equal(32, PatchSweep.Patch16At64Encoder.Width);
        Assert.Same(ComposedText.Definition, PatchSweep.Patch16At64.Definition.Text);
    }

    [Fact]
    public void StagesAtTheEncodersResolutionFollowIt() =>
        Assert.Equal([16, 64], PatchSweep.Patch8At64.Definition.Stages.Select(static stage => stage.Resolution));

    [Fact]
    public void AVariantIsGivenToEveryPart()
    {
        RecipeSpec spec = SizeSweep.SSeed2.Definition;
        Assert.Equal((384, 384, 384, 2), (spec.Vision.Width, spec.Text.Width, spec.Decoder!.Width, spec.Seed));
        Assert.Equal((12, 64), (spec.Text.Context, spec.Text.Vocabulary));
        Assert.Equal(10, spec.Decoder.Queries);
    }

    [Fact]
    public void TheMembersOfASweepAreListed()
    {
        OpenVision.Cli.Catalogue catalogue = OpenVisionCatalogue.Own;
        Assert.Contains(catalogue.Recipes, static entry => entry.Spec.Name == "SizeSweep.TiSeed1");
        Assert.Contains(catalogue.Visions, static entry => entry.Spec.Name == "PatchSweep.Patch16At64Encoder");
        Assert.Contains(catalogue.Texts, static entry => entry.Spec.Name == "SizeSweep.SText");
    }

    [Fact]
    public void AMemberMakesTheGraphThatItsSpecCounts()
    {
        using TrainingGraph graph = PatchSweep.Patch8At64.Create(GraphSettings.Inference);
        Assert.Equal(ParameterCount.Trained(PatchSweep.Patch8At64.Definition).Total, graph.Parameters.Sizes.Total);
    }

    [Fact]
    public void TheMembersOfASweepCanBeUsedFromAnotherProject()
    {
        GeneratedProject library = GeneratorHarness.Run(GeneratorHarness.Compile([Library], name: "Library")).AssertClean();
        using MemoryStream image = new();
        Assert.True(library.Output.Emit(image).Success);
        GeneratedProject project = GeneratorHarness.Run(GeneratorHarness.Compile(["""
            namespace App;

            [TextModel(Variant.Ti, Context = 40)]
            public sealed partial class ShortText;

            [TrainRecipe<Library.Sizes.TiEncoder, ShortText>]
            [From<Library.Sizes.Ti>]
            public sealed partial class Derived;

            [Sweep<Library.Sizes.Ti>(Patches = [8])]
            public static partial class Again;
            """], name: "App", more: MetadataReference.CreateFromImage(image.ToArray()))).AssertClean();
        Assert.Contains("Resolution = 160", project.File("App.Derived.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Resolution = 96", project.File("App.Again.Patch8.g.cs"), StringComparison.Ordinal);
    }

    private const string Library = """
        namespace Library;

        [VisionModel(Variant.S, Patch = 16, Resolution = 96)]
        public sealed partial class Encoder;

        [TextModel(Variant.S)]
        public sealed partial class Text;

        [TrainRecipe<Encoder, Text>(Decoder = Variant.S)]
        [Stage("low", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Stage("high", Resolution = 160, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        public sealed partial class Recipe;

        [Sweep<Recipe>(Variants = [Variant.Ti, Variant.B])]
        public static partial class Sizes;
        """;
}
