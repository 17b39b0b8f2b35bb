using OpenVision.Evaluation;

namespace OpenVision.Tests.Evaluation;

public class NameListTests
{
    [Theory]
    [InlineData("cat\r\ndog \n\n", new[] { "cat", "dog" })]
    [InlineData("\uFEFFcat", new[] { "cat" })]
    public void NamesAreLinesWithoutWhiteSpaceAtTheEnds(string text, string[] expected) => InFile(text, path => Assert.Equal(expected, NameList.Classes(path)));

    [Fact]
    public void NoTemplatesStandForTheNameAlone() => Assert.Empty(NameList.Templates(""));

    [Fact]
    public void EmptyLineBetweenNamesIsAnErrorBecausePlacesCount() => InFile("cat\n\ndog", path =>
        Assert.Equal($"Line 2 of '{path}' is empty, and a line's place counts. Remove it or name it.", Failure(() => NameList.Classes(path))));

    [Fact]
    public void TemplateWithoutAPlaceForTheClassIsAnError() => InFile("a {}\na photo", path =>
        Assert.Equal($"Line 2 of '{path}' has no {{}}, which stands for the class's name: 'a photo'.", Failure(() => NameList.Templates(path))));

    [Fact]
    public void EmptyFileIsAnError() => InFile("\n", path =>
        Assert.Equal($"'{path}' holds no class names; it needs one a line.", Failure(() => NameList.Classes(path))));

    [Fact]
    public void MissingFileIsAnError() => Assert.StartsWith("The file of class names 'none.txt' cannot be read: ", Failure(() => NameList.Classes("none.txt")), StringComparison.Ordinal);

    private static string Failure(Func<object> read) => Assert.Throws<OpenVisionException>(read).Message;

    private static void InFile(string text, Action<string> check)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["names.txt"], text);
        check(folder["names.txt"]);
    }
}
