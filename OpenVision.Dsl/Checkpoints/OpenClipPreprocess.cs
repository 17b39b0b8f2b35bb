namespace OpenVision;

/// <summary>What an open_clip configuration says of how images are prepared.</summary>
public static class OpenClipPreprocess
{
    private const string Prefix = "preprocess_cfg.";

    /// <summary>The preparation of a configuration's <c>preprocess_cfg</c>; what that leaves out is as declared.</summary>
    /// <param name="declared">How the encoder declares it.</param>
    /// <param name="leaves">The configuration, by path.</param>
    /// <exception cref="FormatException">A field has a value that is not known; the message names field and value.</exception>
    public static PreprocessSpec Of(PreprocessSpec declared, IReadOnlyDictionary<string, object?> leaves) => declared with
    {
        Resize = Word(leaves, "resize_mode", declared.Resize, ("squash", ResizeMode.Squash), ("shortest", ResizeMode.Shortest), ("longest", ResizeMode.Longest)),

        // In training open_clip draws one of the two; it evaluates with the better.
        Interpolation = Word(leaves, "interpolation", declared.Interpolation,
            ("bilinear", Interpolation.Bilinear), ("bicubic", Interpolation.Bicubic), ("random", Interpolation.Bicubic)),
        Mean = Colors(leaves, "mean", declared.Mean),
        Std = Colors(leaves, "std", declared.Std),
        FillColor = leaves.TryGetValue($"{Prefix}fill_color", out object? fill) && fill is double and >= 0 and <= 255 ? (int)(double)fill : declared.FillColor,
    };

    private static T Word<T>(IReadOnlyDictionary<string, object?> leaves, string field, T absent, params (string Word, T Value)[] words)
    {
        if (!leaves.TryGetValue(Prefix + field, out object? found) || found is null)
        {
            return absent;
        }

        foreach ((string word, T value) in words)
        {
            if (found is string text && text == word)
            {
                return value;
            }
        }

        throw new FormatException($"'{Prefix}{field}' is '{found}'; known are {string.Join(", ", words.Select(static known => known.Word))}");
    }

    private static ColorTriple Colors(IReadOnlyDictionary<string, object?> leaves, string field, ColorTriple absent)
    {
        object?[] found = [.. Enumerable.Range(0, 3).Select(i => leaves.TryGetValue($"{Prefix}{field}.{i}", out object? value) ? value : null)];
        return found.All(static value => value is null) ? absent
            : found is [double red, double green, double blue] && (field != "std" || (red > 0 && green > 0 && blue > 0)) ? new(red, green, blue)
            : throw new FormatException($"'{Prefix}{field}' is no list of three numbers{(field == "std" ? ", each more than 0" : "")}");
    }
}
