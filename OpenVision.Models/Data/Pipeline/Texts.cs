using OpenVision.Numerics;
using OpenVision.Text;

namespace OpenVision.Data.Pipeline;

/// <summary>The steps of texts, in the order in which they fit together: a sample's captions, one text, its tokens.</summary>
public static class Texts
{
    /// <summary>A sample's captions; a sample without any text is skipped.</summary>
    /// <param name="web">The extension of the web caption's member.</param>
    /// <param name="synthetic">The extension of the synthetic caption's member; empty where there is none.</param>
    public static Step<Sample, CaptionPair> Captions(string web = "txt", string synthetic = "llava_caption")
    {
        ArgumentNullException.ThrowIfNull(web);
        ArgumentNullException.ThrowIfNull(synthetic);
        return Step.Guarded<Sample, CaptionPair>($"Captions({web}, {synthetic})", (sample, ref _) => CaptionPair.Of(sample, web, synthetic));
    }

    /// <summary>The web caption, or the synthetic one where the web gave none at all.</summary>
    public static Step<CaptionPair, string> WebCaption() =>
        Step.Guarded<CaptionPair, string>(nameof(WebCaption), static (pair, ref context) =>
        {
            context.Text = pair.Web is null ? DrawnText.Other : DrawnText.Web;
            return pair.WebText;
        });

    /// <summary>The whole synthetic caption, or the web caption where that is blank.</summary>
    public static Step<CaptionPair, string> Whole() =>
        Step.Guarded<CaptionPair, string>(nameof(Whole), static (pair, ref context) =>
        {
            context.Text = string.IsNullOrWhiteSpace(pair.Synthetic) ? DrawnText.Other : DrawnText.Whole;
            return pair.Whole;
        });

    /// <summary>One sentence of the synthetic caption, drawn at random, or the web caption where it has none.</summary>
    public static Step<CaptionPair, string> Sentence() => Step.Guarded<CaptionPair, string>(nameof(Sentence), static (pair, ref context) =>
    {
        string[] sentences = SentencesOf(pair);
        context.Text = sentences.Length == 0 ? DrawnText.Other : DrawnText.Sentence;
        return sentences.Length == 0 ? pair.WebText : sentences[context.Draw.Below(sentences.Length)];
    });

    /// <summary>One or more consecutive sentences of the synthetic caption, drawn at random, or the web caption where it has none.</summary>
    public static Step<CaptionPair, string> Passage() => Step.Guarded<CaptionPair, string>(nameof(Passage), static (pair, ref context) =>
    {
        string[] sentences = SentencesOf(pair);
        context.Text = sentences.Length == 0 ? DrawnText.Other : DrawnText.Passage;
        if (sentences.Length == 0)
        {
            return pair.WebText;
        }

        // The first draw is a single sentence's: a run recorded with passages goes on as it was.
        _ = context.Draw.Below(sentences.Length);
        int count = 1 + context.Draw.Below(sentences.Length);
        int first = context.Draw.Below(sentences.Length - count + 1);
        return string.Join(". ", sentences.Skip(first).Take(count)) + ".";
    });

    /// <summary>Small letters, whatever the machine's culture.</summary>
    public static Step<string, string> Lower() => Step.Guarded<string, string>(nameof(Lower), static (text, ref _) => text.ToLowerInvariant());

    /// <summary>Replaces every occurrence of a piece of text.</summary>
    /// <param name="old">What is replaced, at least one character.</param>
    /// <param name="by">What stands in its place.</param>
    public static Step<string, string> Replace(string old, string by)
    {
        ArgumentException.ThrowIfNullOrEmpty(old);
        ArgumentNullException.ThrowIfNull(by);
        return Step.Guarded<string, string>($"Replace({old}, {by})", (text, ref _) => text.Replace(old, by, StringComparison.Ordinal));
    }

    /// <summary>The tokens of a text as a text encoder reads it. A recipe's own texts end before this: its loader writes them into the batch.</summary>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="context">T, the number of tokens, at least 3.</param>
    public static Step<string, TokenIds> Tokens(TextTokenizer tokenizer, int context)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 3);
        return Step.Guarded<string, TokenIds>(Step.Text($"Tokens({context})"), (text, ref _) =>
        {
            long[] ids = new long[context];
            tokenizer.EncodeText(text, ids);
            return new(ids);
        });
    }

    private static string[] SentencesOf(CaptionPair pair) => (pair.Synthetic ?? "")
        .Split(['.', '!'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
