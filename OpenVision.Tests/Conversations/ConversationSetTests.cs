using OpenVision.Conversations;

namespace OpenVision.Tests.Conversations;

public sealed class ConversationSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("all", "0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData("first:3", "0 1 2")]
    [InlineData("end:2", "9 10")]
    [InlineData("first:10%", "0 1")] // ⌈1.1⌉
    [InlineData("end:100%", "0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData("first:99", "0 1 2 3 4 5 6 7 8 9 10")]
    public void PartsAreTaken(string rule, string expected) =>
        Assert.Equal(expected, string.Join(' ', Sampling.Parse(rule, "it").Of(11, 0)));

    [Fact]
    public void RandomOnesFollowFromTheSeed()
    {
        Sampling five = Sampling.Parse("random:40%", "it");
        Assert.Equal(five.Of(11, 1), five.Of(11, 1));
        Assert.NotEqual(five.Of(11, 1), five.Of(11, 2));
        Assert.Equal(5, five.Of(11, 1).Distinct().Count());
    }

    [Theory]
    [InlineData("some")]
    [InlineData("first")]
    [InlineData("first:0")]
    [InlineData("first:-1")]
    [InlineData("first:101%")]
    [InlineData("last:3")]
    [InlineData("first:3:4")]
    public void ARuleThatIsNoneIsRefused(string rule) =>
        Assert.Contains($"it is '{rule}'", Assert.Throws<OpenVisionException>(() => Sampling.Parse(rule, "it")).Message, StringComparison.Ordinal);

    [Fact]
    public void MixturesNameFilesWithRulesAndWeights()
    {
        Write("sets/a.json", 10);
        Write("sets/b1.json", 3);
        Write("sets/b2.json", 4);
        File.WriteAllText(folder["mix.yaml"], """
            # a mixture
            name: &n [nested, {deep: [*n]}]
            datasets:
              - json_path: sets/a.json
                sampling_strategy: "first:20%"
                other: {x: [1, 2]}
              - json_path: sets/b{1,2}.json
                weight: 2.5
            """);
        using ConversationSet set = ConversationSet.Open([new() { Path = folder["mix.yaml"], Images = "pictures" }], seed: 0);
        Assert.Equal([(2, 1.0), (3, 2.5), (4, 2.5)], set.Weights);
        Assert.Equal(["a.json", "a.json", "b1.json", "b1.json", "b1.json"], set.Items.Take(5).Select(item => Path.GetFileName(set.FileOf(item))));
        Assert.Equal(Path.Combine("pictures", "1.jpg"), set.Read(set.Items[1]).Images[0]);
    }

    [Fact]
    public void PicturesLieBesideTheirFileWhereNothingElseIsSaid()
    {
        Write("sets/a.json", 1);
        using ConversationSet set = ConversationSet.Open([new() { Path = folder["sets/a.json"] }], seed: 0);
        Assert.Equal(folder["sets/0.jpg"], set.Read(set.Items[0]).Images[0]);
    }

    [Theory]
    [InlineData("datasets:\n  - json_path: ../x.json", "datasets[0].json_path is '../x.json'")]
    [InlineData("datasets:\n  - json_path: /x.json", "datasets[0].json_path")]
    [InlineData("datasets:\n  - sampling_strategy: all", "datasets[0] has no json_path")]
    [InlineData("datasets:\n  - {json_path: x.json, sampling_strategy: most}", "datasets[0].sampling_strategy is 'most'")]
    [InlineData("datasets:\n  - {json_path: x.json, weight: -1}", "datasets[0].weight is '-1'")]
    [InlineData("datasets: 3", "line 1")]
    [InlineData("other: 3", "no list 'datasets'")]
    [InlineData("datasets: [", "not YAML")]
    public void AMixtureThatIsNoneIsRefusedWithItsPlace(string text, string message)
    {
        File.WriteAllText(folder["mix.yaml"], text);
        Assert.Contains(message, Assert.Throws<OpenVisionException>(() => ConversationSet.Open([new() { Path = folder["mix.yaml"] }], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestingWithoutEndDoesNoHarm()
    {
        File.WriteAllText(folder["mix.yaml"], $"a: {new string('[', 200_000)}");
        Assert.Throws<OpenVisionException>(() => ConversationSet.Open([new() { Path = folder["mix.yaml"] }], 0));
    }

    [Fact]
    public void AMissingFileIsAnErrorThatNamesIt() =>
        Assert.Contains("none.json", Assert.Throws<OpenVisionException>(() => ConversationSet.Open([new() { Path = folder["none.json"] }], 0)).Message, StringComparison.Ordinal);

    private void Write(string name, int records)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], $"[{string.Join(',', Enumerable.Range(0, records).Select(number =>
            $$"""{"image": "{{number}}.jpg", "conversations": [{"from": "human", "value": "<image>"}, {"from": "gpt", "value": "a"}]}"""))}]");
    }
}
