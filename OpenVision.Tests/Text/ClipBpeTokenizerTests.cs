using CsCheck;
using OpenVision.Text;

namespace OpenVision.Tests.Text;

public sealed class ClipBpeTokenizerTests : IDisposable
{
    private const int Begin = 512 + 11, End = Begin + 1;

    private readonly TemporaryFolder folder = new();
    private readonly TextTokenizer tokenizer;

    public ClipBpeTokenizerTests() => tokenizer = TextTokenizer.Load(ClipFiles.WriteList(folder["merges.txt"]));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a cat", "a</w> cat</w>")]
    [InlineData("CAT", "cat</w>")]
    [InlineData("cats", "ca t s</w>")]
    [InlineData("hello, hellx", "hello</w> ,</w> hell x</w>")]
    [InlineData("it's", "i t</w> 's</w>")]
    [InlineData("o'cat 'sat", "o</w> '</w> cat</w> 's</w> at</w>")]
    [InlineData("x've x're x'll x'm x't x'd", "x</w> ' v e</w> x</w> ' r e</w> x</w> ' l l</w> x</w> ' m</w> x</w> ' t</w> x</w> ' d</w>")]
    [InlineData("!'s", "! '</w> s</w>")]
    [InlineData("12½a", "1</w> 2</w> Â ½</w> a</w>")]
    [InlineData("cat!! ?!", "cat</w> !!</w> ? !</w>")]
    [InlineData("café", "ca f Ã©</w>")]
    [InlineData("東", "æ Ŀ ±</w>")]
    [InlineData("a😀", "a</w> ð Ł ĺ Ģ</w>")]
    [InlineData("𝐀a 𠀀", "ð Ŀ Ĳ Ģ a</w> ð ł Ģ Ģ</w>")]
    [InlineData("  a\t\n cat\u00a0\u2003a ", "a</w> cat</w> a</w>")]
    [InlineData("a &amp;amp; cat &lt;3", "a</w> &</w> cat</w> <</w> 3</w>")]
    [InlineData("cat&#39;s it&rsquo;s", "cat</w> 's</w> i t</w> 's</w>")]
    [InlineData("<start_of_text>cat<END_OF_TEXT>", "<start_of_text> cat</w> <end_of_text>")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void PiecesAreThoseOfClip(string text, string expected)
    {
        long[] ids = new long[40];
        tokenizer.EncodeText(text, ids);
        long[] pieces = [.. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(piece => (long)ClipFiles.Pieces.ToList().IndexOf(piece))];
        Assert.Equal([Begin, .. pieces, End, .. Enumerable.Repeat(0L, 38 - pieces.Length)], ids);
    }

    [Fact]
    public void ALoneSurrogateIsTheReplacementCharacter()
    {
        long[] lone = new long[8], replaced = new long[8];
        tokenizer.EncodeText("a \ud800", lone);
        tokenizer.EncodeText("a \uFFFD", replaced);
        Assert.Equal(replaced, lone);
    }

    [Fact]
    public void IdsAreThoseOfClip()
    {
        // By hand from the order of ids: '!' is the first byte, 'a' the 64th after it, those of 東 are 0xE6 0x9D 0xB1; 256 more at a word's end.
        long[] ids = new long[9];
        tokenizer.EncodeText("ba! cat 東", ids);
        Assert.Equal([Begin, 65, 64 + 256, 0 + 256, 512 + 1, 162, 251, 109 + 256, End], ids);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(75)]
    [InlineData(76)]
    [InlineData(5000)]
    public void ATextOfAnyLengthKeepsItsEnd(int words)
    {
        long[] ids = new long[77];
        Array.Fill(ids, 99);
        tokenizer.EncodeText(string.Join(' ', Enumerable.Repeat("cat", words)), ids);
        int kept = Math.Min(words, 75);
        Assert.Equal([Begin, .. Enumerable.Repeat(513L, kept), End, .. Enumerable.Repeat(0L, 75 - kept)], ids);
    }

    [Fact]
    public void ACaptionIsATextAndThreadsShareATokenizer() =>
        Parallel.For(0, 500, i =>
        {
            long[] text = new long[9], caption = new long[9];
            tokenizer.EncodeText($"cat x{i % 10}", text);
            tokenizer.EncodeCaption($"cat x{i % 10}", caption);
            Assert.Equal([Begin, 513, 'x' - '!' + 256, '0' + (i % 10) - '!' + 256, End, 0, 0, 0, 0], text);
            Assert.Equal(text, caption);
        });

    [Theory]
    [InlineData("Hello cat of hell", "hello cat of hell")]
    [InlineData("it's café!!", "it 's café !!")]
    [InlineData("東 😀", "東 😀")]
    [InlineData("", "")]
    public void DecodingGivesTheWordsBack(string text, string decoded)
    {
        long[] ids = new long[30];
        tokenizer.EncodeText(text, ids);
        Assert.Equal(decoded, tokenizer.Decode(ids));
    }

    [Fact]
    public void DecodingStopsAtTheEndAndLeavesOutUnknownIds() =>
        Assert.Equal("cat cat", tokenizer.Decode([Begin, 513, -1, 100_000, long.MaxValue, 513, End, 513]));

    [Fact]
    public void EveryFormatGivesTheSameIds()
    {
        string[] paths =
        [
            ClipFiles.WritePacked(folder["bpe.txt.gz"]), ClipFiles.WritePair(folder["pair"]), folder["pair/vocab.json"],
            ClipFiles.WriteTokenizer(folder["strings.json"], pairs: false), ClipFiles.WriteTokenizer(folder["arrays.json"], pairs: true),
        ];
        long[] expected = new long[40], ids = new long[40];
        tokenizer.EncodeText("Hello cat's café, 東 42!!", expected);
        foreach (string path in paths)
        {
            TextTokenizer other = TextTokenizer.Load(path);
            other.EncodeText("Hello cat's café, 東 42!!", ids);
            Assert.Equal(expected, ids);
            Assert.Equal(ClipFiles.Pieces.Count, other.VocabularySize);
            Assert.Equal(tokenizer.Decode(ids), other.Decode(ids));
        }
    }

    [Fact]
    public void OnlyTheMergesThatClipUsesAreRead()
    {
        string[] merges = [.. ByteAlphabet.Order.SelectMany(a => ByteAlphabet.Order, (a, b) => $"{ByteAlphabet.CharacterOf(a)} {ByteAlphabet.CharacterOf(b)}")];
        Assert.True(merges.Length > 48_894);
        Assert.Equal(49_408, TextTokenizer.Load(ClipFiles.WriteList(folder["many.txt"], merges)).VocabularySize);
    }

    [Theory]
    [InlineData("a b|ab", "merges.txt: line 3 is 'ab'; a merge is two pieces with a space between them.")]
    [InlineData("a b||c d", "merges.txt: line 3 is ''; a merge is two pieces")]
    [InlineData("a b|a b c", "merges.txt: line 3 is 'a b c'; a merge is two pieces")]
    [InlineData("a b|zz b", "merges.txt: line 3 merges 'zz', which is no piece yet.")]
    [InlineData("a b|b c|ab c|a bc", "merges.txt: line 5 makes the piece 'abc' a second time")]
    [InlineData("a 東", "merges.txt: line 2 merges '東', which is no piece yet.")]
    public void AListThatCannotWorkNamesTheLine(string merges, string why)
    {
        string path = ClipFiles.WriteList(folder["merges.txt"], merges.Split('|'));
        Assert.Contains(why, Failure(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca x", "merges.txt: line 2 makes 'cax', which has no id.")]
    [InlineData("c a|c a", "the merge 'c a' stands twice")]
    [InlineData("c", "merges.txt: line 2 is 'c'; a merge is two pieces")]
    public void APairThatCannotWorkIsRefused(string merges, string why) =>
        Assert.Contains(why, Failure(ClipFiles.WritePair(folder["pair"], merges.Split('|'))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"a\": 1", "line 1 is not JSON")]
    [InlineData("{\"a\": -1}", "the id of 'a' is -1")]
    [InlineData("{\"a\": 1e300}", "the id of 'a' is 1e300")]
    [InlineData("{\"a\": \"b\"}", "the id of 'a' is b")]
    [InlineData("{\"a\": 1}", "the vocabulary lacks '!' or '!</w>'")]
    [InlineData("{\"model\": {\"type\": \"Unigram\"}}", "a tokenizer.json of the model 'Unigram' is not read; name the model's spiece.model (SigLIP)")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": []}}", "no object 'vocab'")]
    public void AJsonFileThatCannotWorkIsRefused(string json, string why)
    {
        File.WriteAllText(folder["vocab.json"], json);
        Assert.Contains(why, Failure(folder["vocab.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void AVocabularyWithoutItsMergesOrWithSharedIdsIsRefused()
    {
        string path = folder["pair/vocab.json"];
        ClipFiles.WritePair(folder["pair"]);
        string json = File.ReadAllText(path);
        File.WriteAllText(path, json.Replace(":513", ":512", StringComparison.Ordinal));
        Assert.Contains("have the same id 512", Failure(path), StringComparison.Ordinal);
        File.WriteAllText(path, json.Replace("startoftext", "start", StringComparison.Ordinal));
        Assert.Contains("lacks <|startoftext|> or <|endoftext|>, so it is not CLIP's", Failure(path), StringComparison.Ordinal);
        File.Delete(folder["pair/merges.txt"]);
        Assert.Contains("a vocab.json needs its merges.txt in the same folder", Failure(path), StringComparison.Ordinal);
    }

    [Fact]
    public void MergingIsThatOfTheDefinition() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 24], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 11]).Array[0, 12]).Sample((word, drawn) =>
        {
            BytePair[] pairs = [.. drawn.Distinct().Select((pair, rank) => new BytePair(pair.Item1, pair.Item2, 6 + (rank % 6)))];
            int[] symbols = [.. word];
            int count = new BytePairs(pairs).Merge(symbols);
            Assert.Equal(ByDefinition(word, pairs), symbols[..count]);
        });

    // The pair of the lowest rank, everywhere from left to right, until no pair is in the list.
    private static List<int> ByDefinition(int[] word, BytePair[] pairs)
    {
        List<int> symbols = [.. word];
        while (true)
        {
            int found = Array.FindIndex(pairs, pair => Enumerable.Range(0, symbols.Count - 1).Any(i => symbols[i] == pair.First && symbols[i + 1] == pair.Second));
            if (found < 0)
            {
                return symbols;
            }

            for (int i = 0; i < symbols.Count - 1; i++)
            {
                if (symbols[i] == pairs[found].First && symbols[i + 1] == pairs[found].Second)
                {
                    symbols[i] = pairs[found].Joined;
                    symbols.RemoveAt(i + 1);
                }
            }
        }
    }

    private static string Failure(string path) => Assert.Throws<OpenVisionException>(() => TextTokenizer.Load(path)).Message;
}
