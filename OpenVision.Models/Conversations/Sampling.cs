using System.Globalization;
using OpenVision.Numerics;

namespace OpenVision.Conversations;

/// <summary>Which records of a file are taken (multimodal.md, section 5.2): <c>all</c>, <c>first:N</c>, <c>end:N</c> or <c>random:N</c>; N is a number, or <c>P%</c> for ⌈P × records / 100⌉.</summary>
internal readonly record struct Sampling
{
    private enum Part
    {
        All,
        First,
        End,
        Random,
    }

    private Part Which { get; init; }

    private int Number { get; init; }

    private bool IsPercentage { get; init; }

    /// <summary>Reads a rule.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="place">Where it stands, for messages.</param>
    /// <exception cref="OpenVisionException">It is none.</exception>
    public static Sampling Parse(string text, string place)
    {
        if (text == "all")
        {
            return new();
        }

        string[] halves = text.Split(':');
        bool percentage = halves.Length == 2 && halves[1].EndsWith('%');
        Part? which = halves[0] switch { "first" => Part.First, "end" => Part.End, "random" => Part.Random, _ => null };
        return halves.Length == 2 && which is { } part
            && int.TryParse(percentage ? halves[1][..^1] : halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number > 0 && !(percentage && number > 100)
                ? new() { Which = part, Number = number, IsPercentage = percentage }
                : throw new OpenVisionException($"{place} is '{text}'; write all, first:N, end:N or random:N, with N a number or a percentage such as 10%.");
    }

    /// <summary>The records that are taken, all of them where there are fewer than asked for.</summary>
    /// <param name="count">The number of records.</param>
    /// <param name="seed">What random ones are drawn with.</param>
    public int[] Of(int count, ulong seed)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        int taken = Which == Part.All ? count : (int)Math.Min(count, IsPercentage ? (((long)Number * count) + 99) / 100 : Number);
        if (Which == Part.Random)
        {
            new Draw(seed).Shuffle(all);
        }

        return Which == Part.End ? all[^taken..] : all[..taken];
    }
}
