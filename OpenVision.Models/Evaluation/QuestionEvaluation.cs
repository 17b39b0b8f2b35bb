using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Data.Images;
using OpenVision.Multimodal;

namespace OpenVision.Evaluation;

/// <summary>
/// Asks a multimodal model held-out questions, and counts the answers that are the right ones: alike but for case, white space and a full
/// stop. Every kind of question is counted for itself; the mean over kinds is the whole.
/// </summary>
internal static class QuestionEvaluation
{
    // How many tokens more than the longest right answer an answer may have, which the same words written otherwise may need; one that goes on is wrong.
    private const int MoreTokens = 8;

    /// <summary>Asks.</summary>
    /// <param name="inference">Answers.</param>
    /// <param name="spec">The questions' file and their limit.</param>
    /// <param name="batchSize">How many are answered together.</param>
    /// <param name="ledger">Told of every question that cannot be asked.</param>
    /// <exception cref="OpenVisionException">The file is missing or damaged, or no question can be asked.</exception>
    public static EvalResult Run(MultimodalInference inference, EvalSpec spec, int batchSize, SkipLedger ledger) =>
        Run((questions, most) => [.. inference.Answer(questions, new() { MaxNewTokens = most }).Select(static answer => answer.Text)], inference.TokensOf, spec, batchSize, ledger);

    /// <summary>Asks.</summary>
    /// <param name="answer">Answers questions, each with so many tokens at most.</param>
    /// <param name="tokensOf">How many tokens a text has.</param>
    /// <param name="spec">The questions' file and their limit.</param>
    /// <param name="batchSize">How many are answered together.</param>
    /// <param name="ledger">Told of every question that cannot be asked.</param>
    internal static EvalResult Run(Func<IReadOnlyList<Conversation>, int, IReadOnlyList<string>> answer, Func<string, int> tokensOf, EvalSpec spec, int batchSize, SkipLedger ledger)
    {
        using ConversationSet set = ConversationSet.Open([new() { Path = spec.Shards }], seed: 0);
        SortedDictionary<string, (int Right, int Asked)> kinds = new(StringComparer.Ordinal);
        foreach (Conversation[] batch in Questions(set, spec.Limit, ledger).Chunk(batchSize))
        {
            int most = batch.Max(question => tokensOf(question.Turns[^1].Text)) + MoreTokens;
            foreach ((Conversation question, string said) in batch.Zip(answer([.. batch.Select(Asked)], most)))
            {
                string kind = question.Kind.Length > 0 ? question.Kind : "questions";
                (int right, int asked) = kinds.GetValueOrDefault(kind);
                kinds[kind] = (right + (Normal(said) == Normal(question.Turns[^1].Text) ? 1 : 0), asked + 1);
            }
        }

        return kinds.Count == 0
            ? throw new OpenVisionException($"No question of '{spec.Shards}' can be asked: {ledger.Total} records were skipped. Each needs a question and its answer.")
            : new(Benchmark.Questions, spec.Shards, kinds.Values.Sum(static kind => kind.Asked), Metrics(kinds));
    }

    /// <summary>An answer as it is compared: lower case, words a space apart, no full stop at its end.</summary>
    /// <param name="answer">The answer.</param>
    internal static string Normal(string answer) =>
        string.Join(' ', answer.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.').TrimEnd();

    private static Dictionary<string, double> Metrics(SortedDictionary<string, (int Right, int Asked)> kinds)
    {
        Dictionary<string, double> metrics = kinds.ToDictionary(static kind => kind.Key, static kind => (double)kind.Value.Right / kind.Value.Asked);
        if (kinds.Count > 1)
        {
            metrics["mean"] = metrics.Values.Average();
        }

        return metrics;
    }

    private static Conversation Asked(Conversation question) => question with { Turns = new(question.Turns.Take(question.Turns.Count - 1)) };

    private static IEnumerable<Conversation> Questions(ConversationSet set, int limit, SkipLedger ledger)
    {
        foreach (ConversationItem item in limit > 0 ? set.Items.Take(limit) : set.Items)
        {
            Conversation? question = null;
            try
            {
                Conversation read = set.Read(item);
                question = read.Turns is [.., { Speaker: Speaker.Assistant }]
                    ? read
                    : throw new SampleFault(SkipReason.WrongTurn, "The last turn is not the model's: there is no answer to compare with.");
            }
            catch (SampleFault fault)
            {
                ledger.Add(new(fault.Reason, set.FileOf(item), FormattableString.Invariant($"{item.Record}"), fault.Message));
            }

            if (question is not null)
            {
                yield return question;
            }
        }
    }
}
