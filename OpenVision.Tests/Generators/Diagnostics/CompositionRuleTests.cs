using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

/// <summary>Rules on what is taken over, varied and published: where they report, and in which words.</summary>
public sealed class CompositionRuleTests
{
    private const string Towers = """
        [VisionModel(Variant.Ti)]
        public sealed partial class Encoder;

        [TextModel(Variant.Ti)]
        public sealed partial class Text;

        """;

    [Fact]
    public void AStageThatIsTakenOverIsReportedWhereItIsTakenOver() => Assert.Equal(
        ["WarmupSamples 4096 is more than the Samples 1024 of stage only; use 1024 or fewer"],
        Marked.Verify(Towers + """
            [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3, WarmupSamples = 4096)]
            [Data("shards/{0..9}.tar")]
            public abstract class Curriculum;

            [TrainRecipe<Encoder, Text>]
            [From<{|OV4002:Curriculum|}>]
            public sealed partial class Recipe;
            """));

    [Fact]
    public void AStageThatIsChangedIsReportedWhereItIsChanged() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        public abstract class Curriculum;

        [TrainRecipe<Encoder, Text>]
        [From<Curriculum>]
        [Stage("only", {|OV4002:WarmupSamples = 4096|})]
        public sealed partial class Recipe;
        """);

    [Fact]
    public void AnUnknownStageToLeaveOutNamesThoseThereAre() => Assert.Equal(
        ["There is no stage hihg to leave out; name low or high"],
        Marked.Verify(Towers + """
            [Stage("low", Resolution = 160, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Stage("high", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("shards/{0..9}.tar")]
            public abstract class Curriculum;

            [TrainRecipe<Encoder, Text>]
            [From<Curriculum>({|OV4020:Without = ["hihg"]|})]
            public sealed partial class Recipe;
            """));

    [Fact]
    public void ACircleIsReportedOnEveryClassOfIt() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        [TrainRecipe<Encoder, Text>]
        [From<{|OV9005:Second|}>]
        public sealed partial class First;

        [TrainRecipe<Encoder, Text>]
        [From<{|OV9005:First|}>]
        public sealed partial class Second;
        """);

    [Fact]
    public void AMemberIsReportedOnTheArgumentThatBringsIt() => Assert.Equal(
        [
            "Sizes.TiPatch15 breaks OV1001: Patch 15 does not divide Resolution 224; use Resolution 210 or 225, or Patch 14, or CropToPatches = true",
            "Sizes.BPatch15 breaks OV1001: Patch 15 does not divide Resolution 224; use Resolution 210 or 225, or Patch 14, or CropToPatches = true",
        ],
        Marked.Verify(Towers + """
            [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
            [Data("shards/{0..9}.tar")]
            [TrainRecipe<Encoder, Text>]
            public sealed partial class Recipe;

            [Sweep<Recipe>(Variants = [Variant.Ti, Variant.B], {|OV4021:{|OV4021:Patches = [16, 15]|}|})]
            public static partial class Sizes;
            """));

    [Fact]
    public void AVariantOfAnotherFamilyIsReportedOnTheVariants() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        [TrainRecipe<Encoder, Text>]
        public sealed partial class Recipe;

        [Sweep<Recipe>({|OV4021:Variants = [Variant.ConvNextBase]|})]
        public static partial class Sizes;
        """);

    [Fact]
    public void ASweepWithoutValuesOrWithTooManyIsReported() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        [TrainRecipe<Encoder, Text>]
        public sealed partial class Recipe;

        [{|OV4022:Sweep<Recipe>|}]
        public static partial class Nothing;

        [{|OV4022:Sweep<Recipe>(Seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9], Resolutions = [16, 32, 48, 64, 80, 96], Variants = [Variant.Ti, Variant.S, Variant.B, Variant.L, Variant.H])|}]
        public static partial class Much;
        """);

    [Fact]
    public void ASweepHasAClassOfItsOwnThatTakesAnotherHalf() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        [TrainRecipe<Encoder, Text>]
        public sealed partial class Recipe;

        [TrainRecipe<Encoder, Text>]
        [From<Recipe>]
        [Sweep<Recipe>(Patches = [16, 8])]
        public sealed partial class {|OV9003:Both|};

        [Sweep<Recipe>(Patches = [16, 8])]
        public static class {|OV9001:Closed|};
        """);

    [Fact]
    public void PublishedCountsAreRoundedToTheirDigits() => Assert.Equal(
        ["Wrong has 5,561,088 parameters, but a card says 5.57 million; declare the model as it is published, or correct the number"],
        Marked.Verify("""
            [VisionModel(Variant.Ti, Patch = 16)]
            [Published("one digit", MillionParameters = 5.6)]
            [Published("none", MillionParameters = 6)]
            [Published("two", MillionParameters = 5.56)]
            public sealed partial class Right;

            [VisionModel(Variant.Ti, Patch = 16)]
            [Published("a card", {|OV6003:MillionParameters = 5.57|})]
            public sealed partial class Wrong;
            """));

    [Fact]
    public void ARecipesPublishedCountLeavesTheDecoderOut() => Marked.Verify(Towers + """
        [Stage("only", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Data("shards/{0..9}.tar")]
        [TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)]
        [Published("weights of tiny-patch16-224", Parameters = 17_096_065)]
        public sealed partial class Recipe;
        """);
}
