using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace OpenVision.Cli;

/// <summary>Options whose values are checked when they are parsed, with messages in the user's words.</summary>
internal static class Parsed
{
    /// <summary>A whole number.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="help">What it does.</param>
    /// <param name="least">The smallest number allowed.</param>
    public static Option<T?> Number<T>(string name, string help, T least)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(name)
        {
            Description = help,
            HelpName = "N",
            CustomParser = result =>
            {
                string typed = result.Tokens[^1].Value;
                if (T.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) && value >= least)
                {
                    return value;
                }

                result.AddError($"{name} takes a whole number from {least} to {T.MaxValue}, not '{typed}'.");
                return null;
            },
        };

    /// <summary>A number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="help">What it does.</param>
    /// <param name="least">The smallest number allowed.</param>
    /// <param name="most">The largest number allowed.</param>
    public static Option<double?> Real(string name, string help, double least, double most) => new(name)
    {
        Description = help,
        HelpName = "X",
        CustomParser = result =>
        {
            string typed = result.Tokens[^1].Value;
            if (double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most)
            {
                return value;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}, not '{typed}'."));
            return null;
        },
    };

    /// <summary>One of a few words.</summary>
    /// <typeparam name="T">What a word means.</typeparam>
    /// <param name="name">The option's name.</param>
    /// <param name="help">What it does.</param>
    /// <param name="words">The words and their meanings.</param>
    public static Option<T?> Word<T>(string name, string help, IReadOnlyDictionary<string, T> words)
        where T : struct => new(name)
        {
            Description = help,
            HelpName = string.Join('|', words.Keys),
            CustomParser = result =>
            {
                string typed = result.Tokens[^1].Value;
                if (words.TryGetValue(typed, out T value))
                {
                    return value;
                }

                result.AddError($"{name} takes {Sentence.List([.. words.Keys], "or")}, not '{typed}'.");
                return null;
            },
        };

    /// <summary>A device.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: cpu, cuda or cuda:N. Default cpu.",
        HelpName = "D",
        DefaultValueFactory = _ => "cpu",
        CustomParser = result =>
        {
            string typed = result.Tokens[^1].Value;
            bool known = typed is "cpu" or "cuda"
                || (typed.StartsWith("cuda:", StringComparison.Ordinal) && byte.TryParse(typed.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _));
            if (!known)
            {
                result.AddError($"--device takes cpu, cuda or cuda:N with the GPU's number, not '{typed}'.");
            }

            return typed;
        },
    };

    /// <summary>A path that is required.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="help">What it names.</param>
    public static Option<string> Path(string name, string help) => new(name) { Description = help, HelpName = "F", Required = true };
}
