namespace OpenVision.Tests.CodeFixes;

/// <summary>Comments and layout around a fix stay as they were.</summary>
public sealed class LayoutFixTests
{
    [Theory]
    [InlineData("""
        [VisionModel(
            Variant.ConvNextBase,
            Resolution = 256)]
        """, """
        [VisionModel(
            Variant.ConvNextBase,
            Resolution = 256,
            Family = Family.ConvNext)]
        """)]
    [InlineData("""
        [VisionModel(
            Variant.ConvNextBase, // of 2022
            Resolution = 256 // as published
        )]
        """, """
        [VisionModel(
            Variant.ConvNextBase, // of 2022
            Resolution = 256, // as published
            Family = Family.ConvNext
        )]
        """)]
    [InlineData("""
        [VisionModel(
              Variant.ConvNextBase
            , Resolution = 256
        )]
        """, """
        [VisionModel(
              Variant.ConvNextBase
            , Resolution = 256
            , Family = Family.ConvNext
        )]
        """)]
    [InlineData("""
        [VisionModel(
              Variant.ConvNextBase
            , Resolution = 256 // as published
        )]
        """, """
        [VisionModel(
              Variant.ConvNextBase
            , Resolution = 256 // as published
            , Family = Family.ConvNext
        )]
        """)]
    [InlineData("""
        [VisionModel(Variant.ConvNextBase
            , Resolution = 256)]
        """, """
        [VisionModel(Variant.ConvNextBase
            , Resolution = 256
            , Family = Family.ConvNext)]
        """)]
    [InlineData("[VisionModel(Variant.ConvNextBase /* base */)]", "[VisionModel(Variant.ConvNextBase, /* base */ Family = Family.ConvNext)]")]
    [InlineData("[VisionModel(Variant.ConvNextBase,Resolution=256)]", "[VisionModel(Variant.ConvNextBase,Resolution=256,Family = Family.ConvNext)]")]
    [InlineData("[ VisionModel( Variant.ConvNextBase ) ] // spaced", "[ VisionModel( Variant.ConvNextBase, Family = Family.ConvNext ) ] // spaced")]
    public void AnArgumentIsAddedAsTheOthersAreWritten(string before, string after) => Verify(before, "Set Family to Family.ConvNext", after);

    [Theory]
    [InlineData("""
        [VisionModel(
            Variant.Ti,
            Resolution = 150 /* pixels */, // too few
            Patch = 16)]
        """, """
        [VisionModel(
            Variant.Ti,
            Resolution = 144 /* pixels */, // too few
            Patch = 16)]
        """)]
    public void AnArgumentIsSetBetweenItsComments(string before, string after) => Verify(before, "Set Resolution to 144", after);

    [Theory]
    [InlineData("""
        [TextModel(
            Variant.Ti,
            Context = 2,
            Width = 192)]
        """, """
        [TextModel(
            Variant.Ti,
            Width = 192)]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti,
            Context = 2, // two
            Width = 192)]
        """, """
        [TextModel(
            Variant.Ti,
            // two
            Width = 192)]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti, // tiny
            Context = 2,
            Width = 192)]
        """, """
        [TextModel(
            Variant.Ti, // tiny
            Width = 192)]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti,
            Width = 192,
            Context = 2)]
        """, """
        [TextModel(
            Variant.Ti,
            Width = 192)]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti,
            Width = 192, // wide
            Context = 2 // two
        )]
        """, """
        [TextModel(
            Variant.Ti,
            Width = 192 // wide
            // two
        )]
        """)]
    [InlineData("""
        [TextModel(
              Variant.Ti
            , Width = 192
            , Context = 2
        )]
        """, """
        [TextModel(
              Variant.Ti
            , Width = 192
        )]
        """)]
    [InlineData("""
        [TextModel(
              Variant.Ti
            , Context = 2
            , Width = 192
        )]
        """, """
        [TextModel(
              Variant.Ti
            , Width = 192
        )]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti,
            Width = 192, // wide
            Context = 2
        )]
        """, """
        [TextModel(
            Variant.Ti,
            Width = 192 // wide
        )]
        """)]
    [InlineData("""
        [TextModel(
            Variant.Ti, // tiny
            Context = 2)]
        """, """
        [TextModel(
            Variant.Ti // tiny
            )]
        """)]
    [InlineData("[TextModel(Variant.Ti, Context = 2, Width = 192)]", "[TextModel(Variant.Ti, Width = 192)]")]
    [InlineData("[TextModel(Variant.Ti, /* two */ Context = 2)]", "[TextModel(Variant.Ti /* two */)]")]
    [InlineData("[TextModel(Variant.Ti, Context = 2 /* two */, Width = 192)]", "[TextModel(Variant.Ti, /* two */ Width = 192)]")]
    public void AnArgumentIsRemovedWithoutTheCommentsAroundIt(string before, string after) => Verify(before, "Remove Context", after);

    [Fact]
    public void LinesEndAsTheyDid() => FixedSource.Verify(
        "[VisionModel(\r\n    Variant.ConvNextBase,\r\n    Resolution = 256)]\r\npartial class Model;\r\n",
        "Set Family to Family.ConvNext",
        "[VisionModel(\r\n    Variant.ConvNextBase,\r\n    Resolution = 256,\r\n    Family = Family.ConvNext)]\r\npartial class Model;\r\n");

    private static void Verify(string before, string title, string after) =>
        FixedSource.Verify($"{before}\npublic sealed partial class Model;\n", title, $"{after}\npublic sealed partial class Model;\n");
}
