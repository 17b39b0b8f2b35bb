using CsCheck;
using OpenVision.Tests.Support;
using OpenVision.Text;

namespace OpenVision.Tests.Conversations;

/// <summary>
/// The small files have GPT-2's 256 bytes in its order ('!' is 0, line break 198, space 220; SmolLM's 3 more), then the merges " a", "ca", "cat", " cat",
/// "\n\n", "re", "red", " red", "us", "er", "user", "12" and "é"; Llama's and Qwen's also " hello", which nothing merges to.
/// </summary>
public sealed class ByteLevelTokenizerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("llama3", "a cat", "64 259")]
    [InlineData("llama3", "cat\n\nred", "258 260 262")]
    [InlineData("llama3", "a  cat", "64 220 259")]
    [InlineData("llama3", " hello", "269")] // a whole word that is a piece, though no merge makes it
    [InlineData("llama3", "12345", "267 18 19 20")] // 123, 45
    [InlineData("llama3", "é", "268")]
    [InlineData("llama3", "e\u0301", "68 136 223")] // not composed
    [InlineData("llama3", "user", "266")]
    [InlineData("llama3", "", "")]
    [InlineData("qwen2", " hello", "220 71 68 75 75 78")]
    [InlineData("qwen2", "12345", "16 17 18 19 20")]
    [InlineData("qwen2", "e\u0301", "268")] // composed
    [InlineData("qwen2", "\n", "198")]
    [InlineData("qwen2", "a<tool>a", "64 303 64")] // added, and not special: found in texts
    [InlineData("smollm", "12 cat", "19 20 262")]
    [InlineData("smollm", "cat\n\nred", "261 201 201 265")] // GPT-2's words: one line break, then the other
    public void TextsHaveTheirTokens(string file, string text, string expected) => Assert.Equal(expected, Ids(Load(file), text));

    [Fact]
    public void SpecialTokensAreFoundByNameAndNeverInATextThatSpellsThem()
    {
        LanguageTokenizer tokenizer = Load("llama3");
        Assert.Equal(309, tokenizer.SpecialId("<|eot_id|>"));
        Assert.Equal(300, tokenizer.Begin);
        Assert.Null(Load("qwen2").Begin);
        Assert.Equal(310, tokenizer.VocabularySize);
        foreach (string file in (string[])["llama3", "qwen2", "smollm"])
        {
            LanguageTokenizer one = Load(file);
            string text = string.Concat(one.Special.Keys) + " a<|im_end|>";
            Assert.DoesNotContain(one.Encode(text), token => one.Special.Values.Contains(token.Id));
            Assert.Equal(text, one.Decode(one.Encode(text).Select(token => token.Id)));
        }
    }

    [Fact]
    public void ATokenBeginsAtTheCharacterThatItsFirstByteIsOf() =>
        // a | the four bytes of a smiling face | " cat"
        Assert.Equal([0, 1, 1, 1, 1, 3], Load("llama3").Encode("a😀 cat").Select(token => token.Start));

    [Fact]
    public void EveryTextComesBack() => Gen.String.Sample(text =>
    {
        foreach (string file in (string[])["llama3", "qwen2", "smollm"])
        {
            LanguageTokenizer tokenizer = Load(file);
            string normal = tokenizer.Normalize(text);
            IReadOnlyList<TextToken> tokens = tokenizer.Encode(text);
            Assert.Equal(normal, tokenizer.Decode(tokens.Select(token => token.Id)));
            Assert.Equal(tokens.Select(token => token.Start).Order(), tokens.Select(token => token.Start));
            Assert.Equal(normal, tokenizer.Normalize(normal));
        }
    }, iter: 200);

    [Fact]
    public void AWordOfAnyLengthIsMergedInTime()
    {
        LanguageTokenizer tokenizer = Load("llama3");
        string text = string.Concat(Enumerable.Repeat("ca", 100_000)) + "t";
        IReadOnlyList<TextToken> tokens = tokenizer.Encode(text);
        Assert.Equal(258, tokens[^1].Id); // cat
        Assert.Equal(text, tokenizer.Decode(tokens.Select(token => token.Id)));
    }

    [Theory]
    [InlineData("\"type\": \"BPE\"", "\"type\": \"Unigram\"", "model.type")]
    [InlineData("\"merges\": [[\"", "\"merges\": [[\"no\", \"", "model.merges[0]")]
    [InlineData("\"NFC\"", "\"NFKC\"", "normalizer")]
    [InlineData("{1,3}", "{1,4}", "pre_tokenizer.pretokenizers[0].pattern", "llama3")]
    [InlineData("\"byte_fallback\": false", "\"byte_fallback\": true", "model.byte_fallback")]
    [InlineData("\"!\": 0", "\"!\": 1", "model.vocab")]
    [InlineData("\"!\": 0", "\"!\": 1e9", "model.vocab['!']")]
    [InlineData("\"!\": 0", "\"!!\": 0", "lacks the byte '!'")]
    [InlineData("\"id\": 303", "\"id\": -1", "added_tokens[3].id")]
    [InlineData("\"lstrip\": false, \"rstrip\": false, \"normalized\": false, \"special\": false", "\"lstrip\": true, \"special\": false", "added_tokens[3]")]
    [InlineData("\"add_prefix_space\": false", "\"add_prefix_space\": true", "pre_tokenizer.pretokenizers[1]")]
    [InlineData("{\"version\"", "{version", "line 1 is not JSON")]
    public void AFileThatSaysWhatIsNotKnownIsRefusedWithItsKey(string found, string replaced, string key, string file = "qwen2")
    {
        string json = File.ReadAllText(Fixture.PathOf($"tokenizers/{file}.json"));
        Assert.Contains(found, json, StringComparison.Ordinal);
        File.WriteAllText(folder["tokenizer.json"], json.Replace(found, replaced, StringComparison.Ordinal));
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => LanguageTokenizer.Load(folder.Path));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTokenizerIsAnErrorThatSaysWhatIsLookedFor() =>
        Assert.Contains("tokenizer.json", Assert.Throws<OpenVisionException>(() => LanguageTokenizer.Load(folder.Path)).Message, StringComparison.Ordinal);

    private static LanguageTokenizer Load(string file) => LanguageTokenizer.Load(Fixture.PathOf($"tokenizers/{file}.json"));

    private static string Ids(LanguageTokenizer tokenizer, string text) => string.Join(' ', tokenizer.Encode(text).Select(token => token.Id));
}
