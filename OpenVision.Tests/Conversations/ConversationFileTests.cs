using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Tests.Conversations;

public sealed class ConversationFileTests : IDisposable
{
    private const string First = """{"id": 7, "image": "a/b.jpg", "type": "count", "conversations": [{"from": "human", "value": "<image>\nhow many?"}, {"from": "gpt", "value": "two"}]}""";
    private const string Second = """{"conversations": [{"role": "system", "content": "é"}, {"role": "user", "content": "a b"}, {"role": "assistant", "content": "c"}], "other": [{"x": [1]}]}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x.json", "[\n {0} ,{1}]\n")]
    [InlineData("x.json", "\uFEFF[{0},{1}]")]
    [InlineData("x.jsonl", "{0}\n\n \r\n{1}")]
    [InlineData("x.JSONL", "\uFEFF{0}\r\n{1}\n")]
    public void RecordsAreReadWhereTheyLie(string name, string form)
    {
        using ConversationFile file = Open(name, form.Replace("{0}", First, StringComparison.Ordinal).Replace("{1}", Second, StringComparison.Ordinal));
        Assert.Equal([(4, true), (4, false)], file.Records.Select(record => (record.Words, record.HasPicture)));
        Conversation first = file.Read(0), second = file.Read(1);
        Assert.Equal(("7", "count", "a/b.jpg"), (first.Id, first.Kind, Assert.Single(first.Images)));
        Assert.Equal([new(Speaker.Human, "<image>\nhow many?"), new(Speaker.Assistant, "two")], first.Turns);
        Assert.Equal("1", second.Id);
        Assert.Equal([new(Speaker.System, "é"), new(Speaker.Human, "a b"), new(Speaker.Assistant, "c")], second.Turns);
    }

    [Fact]
    public void RecordsOfAnyLengthAreFoundInAFileThatIsReadInWindows()
    {
        string Long(int letters) => $$"""{"conversations": [{"from": "human", "value": "{{new string('x', letters)}}"}, {"from": "gpt", "value": "y"}]}""";
        int[] lengths = [3_000_000, 10, 1_048_576, 700_000, 5, 2_000_000];
        foreach ((string name, string all) in new[] { ("x.json", $"[{string.Join(", ", lengths.Select(Long))}]"), ("x.jsonl", string.Join('\n', lengths.Select(Long))) })
        {
            using ConversationFile file = Open(name, all);
            Assert.Equal(lengths, Enumerable.Range(0, lengths.Length).Select(number => file.Read(number).Turns[0].Text.Length));
        }
    }

    [Theory]
    [InlineData("[1,", "after record 1 the list is not JSON")]
    [InlineData("", "after record 0 the list is not JSON")]
    [InlineData("{}", "does not begin with a list")]
    [InlineData("[] []", "not JSON")]
    public void AListThatIsNoneIsAnErrorThatSaysWhere(string text, string message)
    {
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => Open("x.json", text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("x.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", SkipReason.DamagedRecord)]
    [InlineData("7", SkipReason.DamagedRecord)]
    [InlineData("""{"id": "\ud800", "conversations": [{"from": "human", "value": "a"}]}""", SkipReason.DamagedRecord)]
    [InlineData("""{"conversations": []}""", SkipReason.DamagedRecord)]
    [InlineData("""{"conversations": [{"value": "a"}]}""", SkipReason.DamagedRecord)]
    [InlineData("""{"conversations": [{"from": "bot", "value": "a"}]}""", SkipReason.WrongTurn)]
    [InlineData("""{"image": "../a.jpg", "conversations": [{"from": "human", "value": "a"}]}""", SkipReason.UnsafeName)]
    [InlineData("""{"image": ["a.jpg", "/a.jpg"], "conversations": [{"from": "human", "value": "a"}]}""", SkipReason.UnsafeName)]
    [InlineData("""{"image": 3, "conversations": [{"from": "human", "value": "a"}]}""", SkipReason.DamagedRecord)]
    [InlineData("""{"image": "a.jpg", "video": "b.mp4", "conversations": [{"from": "human", "value": "a"}]}""", SkipReason.DamagedRecord)]
    public void ADamagedRecordIsToldWhenItIsReadAndTheOthersAreWhole(string record, SkipReason reason)
    {
        using ConversationFile file = Open("x.jsonl", $"{First}\n{record}\n{Second}");
        Assert.Equal(3, file.Records.Count);
        Assert.Equal(reason, Assert.Throws<SampleFault>(() => file.Read(1)).Reason);
        Assert.Equal("c", file.Read(2).Turns[2].Text);
    }

    private ConversationFile Open(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return ConversationFile.Open(folder[name]);
    }
}
