namespace OpenVision.Language;

/// <summary>How a text is continued.</summary>
public sealed record GenerationSettings
{
    /// <summary>The most new tokens of a text; 0 for as many as the context holds. Default 512.</summary>
    public int MaxNewTokens { get; init; } = 512;

    /// <summary>What logits are divided by before a token is drawn; 0 takes the likeliest. Default 0.</summary>
    public double Temperature { get; init; }

    /// <summary>The share of the likeliest tokens' probability that a token is drawn from: the fewest that reach it. Default 1: from all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>The seed of the draws. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Texts that end a text and are cut off. Default: none.</summary>
    public IReadOnlyList<string> StopTexts { get; init; } = [];

    /// <summary>The tokens that end a text. Default: the language model's.</summary>
    public IReadOnlyList<int>? EndTokens { get; init; }

    /// <summary>Checks that the numbers make sense.</summary>
    /// <exception cref="OpenVisionException">One does not; the message says which.</exception>
    internal void Check()
    {
        if (MaxNewTokens < 0)
        {
            throw new OpenVisionException($"The maximum of new tokens is {MaxNewTokens}; name a positive number, or 0 for as many as the context holds.");
        }

        if (!(Temperature >= 0) || double.IsInfinity(Temperature))
        {
            throw new OpenVisionException($"The temperature is {Temperature}; name a number of at least 0, which takes the likeliest token.");
        }

        if (!(TopP is > 0 and <= 1))
        {
            throw new OpenVisionException($"Top-p is {TopP}; name a share above 0, at most 1.");
        }

        if (StopTexts.Any(string.IsNullOrEmpty))
        {
            throw new OpenVisionException("A stop text is empty; every text would end at once. Leave it out.");
        }
    }
}

/// <summary>Why a text ended.</summary>
public enum GenerationEnd
{
    /// <summary>A token that ends texts.</summary>
    EndToken,

    /// <summary>A stop text.</summary>
    StopText,

    /// <summary>The maximum of new tokens.</summary>
    Length,
}

/// <summary>A generated text.</summary>
/// <param name="Text">The text, without what ended it.</param>
/// <param name="Ids">The new tokens, without one that ended the text; those of a stop text are among them.</param>
/// <param name="End">Why it ended.</param>
public sealed record GeneratedText(string Text, IReadOnlyList<int> Ids, GenerationEnd End);

/// <summary>A new token of one of the texts that are generated together.</summary>
/// <param name="Row">The text's number.</param>
/// <param name="Id">The token; one that ends texts, too.</param>
/// <param name="Text">The text that can be shown now; empty while it may be the beginning of a stop text or of a character.</param>
/// <param name="End">Why the text ended with it; none where it goes on.</param>
public readonly record struct GeneratedToken(int Row, int Id, string Text, GenerationEnd? End);
