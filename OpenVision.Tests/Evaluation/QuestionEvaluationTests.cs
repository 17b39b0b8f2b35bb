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
        TinyMllm.MakeData(folder["data"]);
        using TinyReader model = new();
        MultimodalInference inference = new(model, LanguageTokenizer.Load(folder["data/words.txt"]), ChatForm.Of(ChatTemplate.ChatMl));

        // What the model says of its own accord is the right answer to the first; nothing else is.
        const string question = "How many objects are there?";
        string said = inference.Answer([Asked(question)], new() { MaxNewTokens = 16 })[0].Text;
        File.WriteAllText(folder["questions.json"], $$"""
            [{"id": "a", "type": "count", "conversations": [{"from": "human", "value": "{{question}}"}, {"from": "gpt", "value": {{System.Text.Json.JsonSerializer.Serialize(said + ".")}}}]},
             {"id": "b", "type": "count", "conversations": [{"from": "human", "value": "{{question}}"}, {"from": "gpt", "value": "never said at all"}]},
             {"id": "c", "type": "color", "conversations": [{"from": "human", "value": "{{question}}"}, {"from": "gpt", "value": "nor this"}]},
             {"id": "d", "type": "color", "conversations": [{"from": "human", "value": "{{question}}"}]}]
            """);
        SkipLedger skips = new();
        EvalResult result = QuestionEvaluation.Run(inference, new() { Benchmark = Benchmark.Questions, Shards = folder["questions.json"] }, batchSize: 2, skips);
        Assert.Equal(3, result.Samples);
        Assert.Equal([("color", 0.0), ("count", 0.5), ("mean", 0.25)], result.Metrics.Select(metric => (metric.Key, metric.Value)));
        Assert.Equal(1, skips.Total);
    }

    private static Conversation Asked(string question) => new() { Turns = new([new(Speaker.Human, question)]) };
}
