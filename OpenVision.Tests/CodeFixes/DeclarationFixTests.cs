using OpenVision.Tests.Generators.Diagnostics;

namespace OpenVision.Tests.CodeFixes;

/// <summary>Modifiers, kinds and attributes of classes, and the order of stages.</summary>
public sealed class DeclarationFixTests
{
    private const string Stage = "[Stage(\"pretrain\", Samples = 1_024_000, BatchSize = 1_024, BaseLearningRate = 1e-3, WarmupSamples = 51_200)]";

    [Theory]
    [InlineData("public sealed class Text;", "Make Text partial", "public sealed partial class Text;")]
    [InlineData("class Text { }", "Make Text partial", "partial class Text { }")]
    [InlineData("// Tiny.\npublic sealed\n    class Text;", "Make Text partial", "// Tiny.\npublic sealed\n    partial class Text;")]
    [InlineData("/* tiny */ class Text;", "Make Text partial", "/* tiny */ partial class Text;")]
    [InlineData("public static partial class Text;", "Remove 'static' from Text", "public partial class Text;")]
    [InlineData("// Tiny.\nabstract /* why */ partial class Text;", "Remove 'abstract' from Text", "// Tiny.\n/* why */ partial class Text;")]
    [InlineData("file partial class Text;", "Remove 'file' from Text", "partial class Text;")]
    [InlineData("public sealed partial record Text;", "Make Text a class", "public sealed partial class Text;")]
    [InlineData("sealed partial record /* why */ class Text { public int Size => 1; } // end", "Make Text a class", "sealed partial /* why */ class Text { public int Size => 1; } // end")]
    public void AClassIsMended(string before, string title, string after) =>
        FixedSource.Verify($"[TextModel(Variant.Ti)]\n{before}", title, $"[TextModel(Variant.Ti)]\n{after}");

    [Fact]
    public void EveryPartOfAClassIsMended() => FixedSource.Verify(
        ["[TextModel(Variant.Ti)] partial record Text;", "partial record Text { public int Size => 1; }"],
        "Make Text a class",
        ["[TextModel(Variant.Ti)] partial class Text;", "partial class Text { public int Size => 1; }"]);

    [Fact]
    public void ARecordWithAPrimaryConstructorWouldStillHaveItAsAClass() =>
        Assert.Empty(FixedSource.Titles("[TextModel(Variant.Ti)] partial record Text(int Size);"));

    [Theory]
    [InlineData("[TextModel(Variant.Ti)] abstract partial class Text { public abstract int Size { get; } }")]
    [InlineData("[TextModel(Variant.Ti)] static partial class Text { public static int Twice(this int size) => 2 * size; }")]
    public void AModifierThatAMemberNeedsStays(string source) => Assert.Empty(FixedSource.Titles(source));

    [Theory]
    [InlineData("/// <summary>A run.</summary>\n[TrainRecipe<Encoder, Text>]\n{0}\n", "/// <summary>A run.</summary>\n[TrainRecipe<Encoder, Text>]\n{0}\n{1}\n")]
    [InlineData("  {0} // web\n  [TrainRecipe<Encoder, Text>] // run\n  ", "  {0} // web\n  [TrainRecipe<Encoder, Text>] // run\n  {1}\n  ")]
    [InlineData("[TrainRecipe<Encoder, Text>] {0}", "[TrainRecipe<Encoder, Text>] {0} {1}")]
    public void AStageIsAddedBehindTheOtherAttributes(string before, string after) => FixedSource.Verify(
        Sources.Recipe(before.Replace("{0}", Sources.Data, StringComparison.Ordinal)),
        "Add [Stage]",
        Sources.Recipe(after.Replace("{0}", Sources.Data, StringComparison.Ordinal).Replace("{1}", Stage, StringComparison.Ordinal)));

    [Fact]
    public void AnAddedAttributeIsQualifiedAsTheOneBesideIt() => FixedSource.Verify(
        Sources.Recipe($"[global::OpenVision.TrainRecipe<Encoder, Text>] {Sources.Stage}"),
        "Add [Data]",
        Sources.Recipe($"[global::OpenVision.TrainRecipe<Encoder, Text>] {Sources.Stage} [global::OpenVision.Data(\"shards/{{00000..00099}}.tar\")]"));

    [Fact]
    public void DataAreAdded() => FixedSource.Verify(
        Sources.Recipe($"[TrainRecipe<Encoder, Text>]\n{Sources.Stage}\n"),
        "Add [Data]",
        Sources.Recipe($"[TrainRecipe<Encoder, Text>]\n{Sources.Stage}\n[Data(\"shards/{{00000..00099}}.tar\")]\n"));

    [Fact]
    public void StagesOnLinesOfTheirOwnAreOrderedWithTheirComments() => VerifyOrder(
        """
        [TrainRecipe<Encoder, Text>]
        // Last.
        [Stage("c", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // 224
        [Data("shards.tar")]
        // First.
        [Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // 96
        [Stage("b", Resolution = 160, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]

        """,
        """
        [TrainRecipe<Encoder, Text>]
        // First.
        [Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // 96
        [Data("shards.tar")]
        [Stage("b", Resolution = 160, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        // Last.
        [Stage("c", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // 224

        """);

    [Fact]
    public void StagesInOneListAreOrderedInTheirPlaces() => VerifyOrder(
        """
        [TrainRecipe<Encoder, Text>, Data("shards.tar"),
            Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3), // one
            Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // two

        """,
        """
        [TrainRecipe<Encoder, Text>, Data("shards.tar"),
            Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3), // one
            Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] // two

        """);

    [Fact]
    public void WhatDocumentsTheClassStaysAboveTheFirstStage() => VerifyOrder(
        """
        /// <summary>A run.</summary>
        [Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [TrainRecipe<Encoder, Text>, Data("shards.tar")]

        """,
        """
        /// <summary>A run.</summary>
        [Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]
        [TrainRecipe<Encoder, Text>, Data("shards.tar")]

        """);

    [Fact]
    public void StagesOnSeveralPartsOfAClassAreNotOrdered() => Assert.Empty(FixedSource.Titles(
        Sources.Stages("""[Stage("b", Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)]"""),
        """[Stage("a", Resolution = 96, Samples = 1024, BatchSize = 256, BaseLearningRate = 1e-3)] partial class Recipe;"""));

    private static void VerifyOrder(string before, string after) =>
        FixedSource.Verify(Sources.Recipe(before), "Order the stages by their resolutions", Sources.Recipe(after));
}
