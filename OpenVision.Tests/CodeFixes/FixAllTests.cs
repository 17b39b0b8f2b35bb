using OpenVision.Tests.Support;

namespace OpenVision.Tests.CodeFixes;

/// <summary>Fixes taken for a whole project at once.</summary>
public sealed class FixAllTests
{
    [Fact]
    public void EveryClassOfTwoFilesIsMadePartial() => Verify(
        ["[TextModel(Variant.Ti)] class One; [TextModel(Variant.S)] sealed class Two;", "[VisionModel(Variant.Ti)] class Three;"],
        ["[TextModel(Variant.Ti)] partial class One; [TextModel(Variant.S)] sealed partial class Two;", "[VisionModel(Variant.Ti)] partial class Three;"]);

    [Fact]
    public void EveryModelGetsTheResolutionThatIsNearestToItsOwn() => Verify(
        ["[VisionModel(Variant.Ti, Resolution = 150)] partial class One;", "[VisionModel(Variant.Ti, Resolution = 235)] partial class Two;"],
        ["[VisionModel(Variant.Ti, Resolution = 144)] partial class One;", "[VisionModel(Variant.Ti, Resolution = 240)] partial class Two;"]);

    [Fact]
    public void EveryModelGetsItsSecondNearestResolutionWhereThatIsChosen() => Verify(
        ["[VisionModel(Variant.Ti, Resolution = 150)] partial class One; [VisionModel(Variant.Ti, Resolution = 235)] partial class Two;"],
        ["[VisionModel(Variant.Ti, Resolution = 160)] partial class One; [VisionModel(Variant.Ti, Resolution = 224)] partial class Two;"],
        choice: 1);

    private static void Verify(string[] before, string[] after, int choice = 0)
    {
        using FixableProject project = new(before);
        Assert.Equal(after, project.ApplyToAll(project.Findings[0], project.Offered(project.Findings[0])[choice]));
        GeneratorHarness.Run(after).AssertClean();
    }
}
