using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Multimodal;
using OpenVision.Tests.Training.Multimodal;
using OpenVision.Text;

namespace OpenVision.Tests.Evaluation;

public sealed class QuestionEvaluationTests
{
    [Theory]
    [InlineData("Red.", "red")]
    [InlineData(" two  circles ", "Two circles")]
    [InlineData("yes.", " YES")]
    public void AnswersAreAlikeButForCaseSpaceAndFullStop(string answer, string right) =>
        Assert.Equal(QuestionEvaluation.Normal(right), QuestionEvaluation.Normal(answer));

    [Theory]
    [InlineData("red", "reddish")]
    [InlineData("two", "two three")]
    [InlineData("", "no")]
    public void OtherWordsAreOtherAnswers(string answer, string right) =>
        Assert.NotEqual(QuestionEvaluation.Normal(right), QuestionEvaluation.Normal(answer));

    [Fact]
    public void CountsEveryKindForItselfAndNamesWhatCannotBeAsked()
    {
        using TemporaryFolder folder = new();
        string longest = string.Join(' ', Enumerable.Range(0, 40).Select(static i => $"word{i}"));
        File.WriteAllText(folder["questions.json"], $$"""
            [{"id": "a", "type": "count", "conversations": [{"from": "human", "value": "How many?"}, {"from": "gpt", "value": "Three."}]},
             {"id": "b", "type": "count", "conversations": [{"from": "human", "value": "How many stars?"}, {"from": "gpt", "value": "two"}]},
             {"id": "c", "type": "color", "conversations": [{"from": "human", "value": "Which colour?"}, {"from": "gpt", "value": "red"}]},
             {"id": "d", "type": "color", "conversations": [{"from": "human", "value": "Which colour?"}]},
             {"id": "e", "type": "all", "conversations": [{"from": "human", "value": "Tell me all."}, {"from": "gpt", "value": "{{longest}}"}]}]
            """);

        // A word is a token. Who goes on is cut off, and wrong.
        Dictionary<string, string> said = new() { ["How many?"] = "three", ["How many stars?"] = "two " + longest, ["Which colour?"] = "blue", ["Tell me all."] = longest };
        List<int> limits = [];
        IReadOnlyList<string> Answer(IReadOnlyList<Conversation> questions, int most)
        {
            limits.Add(most);
            Assert.All(questions, static question => Assert.Equal(Speaker.Human, question.Turns[^1].Speaker));
            return [.. questions.Select(question => string.Join(' ', said[question.Turns[^1].Text].Split(' ').Take(most)))];
        }

        SkipLedger skips = new();
        EvalResult result = QuestionEvaluation.Run(
            Answer, static text => text.Split(' ').Length, new() { Benchmark = Benchmark.Questions, Shards = folder["questions.json"] }, batchSize: 2, skips);
        Assert.Equal(4, result.Samples);
        Assert.Equal([("all", 1.0), ("color", 0.0), ("count", 0.5), ("mean", 0.5)], result.Metrics.Select(metric => (metric.Key, metric.Value)));
        Assert.Equal(1, skips.Total);
        Assert.Equal(2, limits.Count);
        Assert.InRange(limits[0], 2, 20); // not much longer than a right answer
        Assert.InRange(limits[1], 41, 60);
    }

    [Fact]
    public void AModelIsAskedWithItsTokens()
    {
        using TemporaryFolder folder = new();
        TinyMllm.MakeData(folder["data"]);
        using TinyReader model = new();
        MultimodalInference inference = new(model, LanguageTokenizer.Load(folder["data/words.txt"]), ChatForm.Of(ChatTemplate.ChatMl));
        File.WriteAllText(folder["questions.json"], """[{"id": "a", "type": "count", "conversations": [{"from": "human", "value": "How many objects are there?"}, {"from": "gpt", "value": "never said at all"}]}]""");
        EvalResult result = QuestionEvaluation.Run(inference, new() { Benchmark = Benchmark.Questions, Shards = folder["questions.json"] }, batchSize: 2, new());
        Assert.Equal((1, 0.0), (result.Samples, result.Metrics["count"]));
        Assert.Equal(2, inference.TokensOf("red circle"));
    }
}
