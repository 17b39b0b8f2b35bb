using System.Text.Json;
using CsCheck;

namespace OpenVision.Tests.Checkpoints;

public sealed class JsonLeavesTests
{
    [Fact]
    public void LeavesHaveTheirPaths()
    {
        IReadOnlyDictionary<string, object?> leaves = JsonLeaves.Read("""
            { "a": { "b": [1, -2.5e3, {"c": "\u00e9\n\"\\\/"}], "empty": {}, "none": [] }, "t": true, "f": false, "n": null, "": "x" }
            """);
        Assert.Equal(
            [("", "x"), ("a.b.0", 1d), ("a.b.1", -2500d), ("a.b.2.c", "é\n\"\\/"), ("f", false), ("n", null), ("t", true)],
            leaves.OrderBy(leaf => leaf.Key, StringComparer.Ordinal).Select(leaf => (leaf.Key, leaf.Value)));
    }

    [Theory]
    [InlineData("", "line 1: it ends too early")]
    [InlineData("{\n\"a\": 1,\n}", "line 3: a name in quotes was expected")]
    [InlineData("{\"a\": 1 \"b\": 2}", "line 1: ',' or '}' was expected")]
    [InlineData("{\"a\": 1, \"a\": 2}", "line 1: the name \"a\" stands twice")]
    [InlineData("[1, 2", "line 1: it ends too early")]
    [InlineData("[1,]", "line 1: a value was expected")]
    [InlineData("{} x", "line 1: something follows the end")]
    [InlineData("[tru]", "line 1: a value was expected")]
    [InlineData("[\"\\x\"]", "line 1: an escape is unknown")]
    [InlineData("[\"\\u12\"]", "line 1: an escape is unknown")]
    [InlineData("[\"a\nb\"]", "line 2: a text holds a control character")]
    [InlineData("[1e999]", "line 1: a value was expected")]
    public void WhatIsNoJsonIsRefusedWithItsLine(string text, string fault) =>
        Assert.Equal(fault, Assert.Throws<FormatException>(() => JsonLeaves.Read(text)).Message);

    [Fact]
    public void DepthIsLimited() => Assert.Contains(
        "nested deeper", Assert.Throws<FormatException>(() => JsonLeaves.Read(new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void AnyTextIsReadOrRefusedAndWhatIsReadIsWhatTheLibraryReads() =>
        Gen.OneOfConst("{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "1", "-0.5", "true", "null", " ", "\\", "\"", "e", "\n").Array[0, 12]
            .Select(string.Concat)
            .Sample(text =>
            {
                IReadOnlyDictionary<string, object?>? leaves = null;
                try
                {
                    leaves = JsonLeaves.Read(text);
                }
                catch (FormatException)
                {
                    // As it should be for most of these.
                }

                if (leaves is not null)
                {
                    using JsonDocument document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
                    Assert.Equal(Count(document.RootElement), leaves.Count);
                }
            }, iter: 20_000);

    private static int Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Count(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Count),
        _ => 1,
    };
}
