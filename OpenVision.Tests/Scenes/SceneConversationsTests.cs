using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Scenes;
using OpenVision.Text;

namespace OpenVision.Tests.Scenes;

public sealed class SceneConversationsTests(SceneConversationsTests.Made made) : IClassFixture<SceneConversationsTests.Made>
{
    private static readonly string[] files =
        ["align.json", "read.json", "describe.json", "instruct.json", "text.json", "heldout-describe.json", "heldout-instruct.json", "heldout-text.json"];

    [Fact]
    public void EveryTextIsMadeOfTheWordsAndEveryPictureIsThere()
    {
        LanguageTokenizer tokenizer = LanguageTokenizer.Load(made.Folder["a"]);
        Assert.Equal(SceneVocabulary.WordCount, tokenizer.VocabularySize);
        long unknown = tokenizer.SpecialId("<unk>");
        foreach (string file in files)
        {
            using ConversationSet set = Open(file);
            foreach (Conversation talk in set.Items.Select(set.Read))
            {
                Assert.All(talk.Turns, turn => Assert.DoesNotContain(tokenizer.Encode(turn.Text.Replace("<image>", "", StringComparison.Ordinal)), token => token.Id == unknown));
                Assert.Equal(file.Contains("text", StringComparison.Ordinal) ? 0 : 1, talk.Images.Count(File.Exists));
                Assert.NotEmpty(talk.Kind);
                Assert.All(talk.Turns, turn => Assert.NotEqual("", turn.Text.Trim()));
            }
        }
    }

    [Fact]
    public void FormsCanBeLearned()
    {
        LanguageTokenizer tokenizer = LanguageTokenizer.Load(made.Folder["a"]);
        foreach ((string file, ChatTemplate template) in new[] { ("align.json", ChatTemplate.Plain), ("instruct.json", ChatTemplate.ChatMl), ("text.json", ChatTemplate.Qwen), ("describe.json", ChatTemplate.VicunaV1) })
        {
            using ConversationSet set = Open(file);
            Conversation talk = set.Read(set.Items[^1]);
            TokenizedConversation text = TokenizedConversation.Of(talk, ChatForm.Of(template), tokenizer, 256);
            string[] answer = talk.Turns[^1].Text.Split(' ');
            Assert.EndsWith(answer[^1], tokenizer.Decode(text.Labels).TrimEnd('\n'), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HeldOutPicturesAreDescribedByNoTrainingText()
    {
        string[] Descriptions(string file)
        {
            using ConversationSet set = Open(file);
            return [.. set.Items.Select(set.Read).Select(talk => talk.Turns[1].Text).Where(text => text.EndsWith('.'))];
        }

        string[] heldOut = Descriptions("heldout-describe.json");
        Assert.Equal(740, heldOut.Length);
        Assert.Empty(heldOut.Intersect(Descriptions("describe.json").Concat(Descriptions("text.json"))));
    }

    [Fact]
    public void HeldOutQuestionsOfEveryKindAreThereAndBalanced()
    {
        using ConversationSet set = Open("heldout-instruct.json");
        ILookup<string, string> answers = set.Items.Select(set.Read).ToLookup(talk => talk.Kind, talk => talk.Turns[1].Text);
        Assert.Equal(SceneQuestions.Kinds.Order(), answers.Select(kind => kind.Key).Order());
        Assert.Equal(answers["presence"].Count(answer => answer.EndsWith("so yes.", StringComparison.Ordinal)), answers["presence"].Count(answer => answer.EndsWith("so no.", StringComparison.Ordinal)));
        Assert.Equal(answers["presence"].Count(), answers["presence"].Count(answer => answer.EndsWith("so yes.", StringComparison.Ordinal) || answer.EndsWith("so no.", StringComparison.Ordinal)));
        Assert.All(answers.Where(kind => kind.Key != "word"), kind => Assert.True(kind.Count() >= 200, $"{kind.Key}: {kind.Count()}"));
    }

    [Fact]
    public void EveryPictureOfASignIsToBeRead()
    {
        using ConversationSet set = Open("read.json");
        Conversation[] talks = [.. set.Items.Select(set.Read)];
        Assert.Equal(30, talks.Length);
        Assert.All(talks, talk => Assert.Equal(SceneQuestions.Word, talk.Kind));
        Assert.All(talks, talk => Assert.StartsWith("the sign says ", talk.Turns[1].Text, StringComparison.Ordinal));
        Assert.True(talks.Select(talk => talk.Turns[1].Text).Distinct().Count() > 10);
    }

    [Fact]
    public void TheSameSeedMakesTheSameFilesAndACompleteFolderIsLeftAlone()
    {
        Make(made.Folder["b"], 3);
        string[] Files(string folder) => [.. Directory.EnumerateFiles(made.Folder[folder], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(made.Folder[folder], file)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files("a"), Files("b"));
        Assert.Equal(60 + 30 + 740 + 10, Files("a").Length);
        Assert.All(Files("a"), file => Assert.Equal(File.ReadAllBytes(Path.Combine(made.Folder["a"], file)), File.ReadAllBytes(Path.Combine(made.Folder["b"], file))));

        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(made.Folder["b"], "align.json"));
        Make(made.Folder["b"], 3);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(made.Folder["b"], "align.json")));
        File.Delete(Path.Combine(made.Folder["b"], "train", "000001.jpg"));
        Make(made.Folder["b"], 3);
        Assert.Equal(Files("a"), Files("b"));
    }

    private ConversationSet Open(string file) => ConversationSet.Open([new() { Path = Path.Combine(made.Folder["a"], file) }], seed: 0);

    private static void Make(string folder, int seed) =>
        SceneConversations.Make(new(folder, 60, seed), new Progress<double>(), CancellationToken.None);

    public sealed class Made : IDisposable
    {
        public Made() => Make(Folder["a"], 3);

        internal TemporaryFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }
}
