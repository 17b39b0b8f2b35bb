namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on a language model.</summary>
internal static class LanguageRules
{
    /// <summary>Checks a language model. Sizes that are impossible by themselves are not compared with others.</summary>
    /// <param name="size">The published model that it names.</param>
    /// <param name="spec">The model.</param>
    /// <param name="divides">Whether the size of a head follows from the width, so that the heads have to divide it.</param>
    public static IEnumerable<Finding> Check(LanguageModelSize size, LanguageSpec spec, bool divides)
    {
        Finding[] sizes =
        [
            .. SizeRules.Option(Place.Declaring("size"), size),
            .. SizeRules.Option(Place.Declaring(nameof(spec.Family)), spec.Family),
            .. Sizes(spec),
            .. SizeRules.Size(nameof(spec.Context), spec.Context, SizeRules.LargestContext),
            .. SizeRules.Epsilon(nameof(spec.NormEpsilon), spec.NormEpsilon),
            .. Number(nameof(spec.RopeTheta), spec.RopeTheta, spec.RopeTheta > 1 && !double.IsInfinity(spec.RopeTheta), "more than 1"),
            .. Number(nameof(spec.RopeScale), spec.RopeScale, spec.RopeScale >= 1 && !double.IsInfinity(spec.RopeScale), "at least 1"),
        ];
        return sizes.Length > 0 ? sizes : [.. divides ? GeometryRules.Heads(spec.Heads, spec.Width) : [], .. KeyValueHeads(spec), .. HeadDim(spec, divides), .. Tokens(spec)];
    }

    private static IEnumerable<Finding> Sizes(LanguageSpec spec) =>
    [
        .. SizeRules.Published(nameof(spec.Width), spec.Width),
        .. SizeRules.Published(nameof(spec.Depth), spec.Depth),
        .. SizeRules.Published(nameof(spec.Heads), spec.Heads),
        .. SizeRules.Published(nameof(spec.Vocabulary), spec.Vocabulary, SizeRules.LargestVocabulary),

        // What follows from a size that is missing is no second mistake.
        .. spec.Heads < 1 && spec.KeyValueHeads == spec.Heads ? [] : SizeRules.Published(nameof(spec.KeyValueHeads), spec.KeyValueHeads),
        .. spec.Width < 1 || spec.Heads < 1 ? [] : SizeRules.Published(nameof(spec.HeadDim), spec.HeadDim),
        .. spec.Width < 1 && spec.MlpDim == unchecked(4 * spec.Width) ? [] : SizeRules.Published(nameof(spec.MlpDim), spec.MlpDim),
    ];

    private static IEnumerable<Finding> KeyValueHeads(LanguageSpec spec)
    {
        if (spec.Heads % spec.KeyValueHeads != 0)
        {
            IReadOnlyList<long> divisors = Suggest.Divisors(spec.Heads, spec.KeyValueHeads);
            yield return new(Descriptors.KeyValueHeadsDoNotDivide, Place.Declaring(nameof(spec.KeyValueHeads), nameof(spec.Heads)), spec.KeyValueHeads, spec.Heads, Suggest.Or(divisors))
            {
                Edits = [.. Suggest.Edits(nameof(spec.KeyValueHeads), divisors, spec.KeyValueHeads)],
            };
        }
    }

    private static IEnumerable<Finding> HeadDim(LanguageSpec spec, bool divides)
    {
        if (spec.HeadDim % 2 != 0 && !(divides && spec.Width % spec.Heads != 0))
        {
            yield return new(Descriptors.HeadDimOdd, Place.Declaring(nameof(spec.HeadDim), nameof(spec.Heads)), spec.HeadDim, spec.HeadDim + 1)
            {
                Edits = [Edit.Set(nameof(spec.HeadDim), spec.HeadDim + 1)],
            };
        }
    }

    private static IEnumerable<Finding> Tokens(LanguageSpec spec) =>
    [
        .. Token(nameof(spec.BeginToken), spec.BeginToken, spec.Vocabulary, least: -1),
        .. spec.EndTokens.SelectMany(token => Token(nameof(spec.EndTokens), token, spec.Vocabulary, least: 0)),
        .. Token(nameof(spec.PaddingToken), spec.PaddingToken, spec.Vocabulary, least: -1),
    ];

    private static IEnumerable<Finding> Token(string name, int token, int vocabulary, int least)
    {
        if (token < least || token >= vocabulary)
        {
            yield return new(Descriptors.TokenOutsideVocabulary, Place.Declaring(name, nameof(LanguageSpec.Vocabulary)),
                name, token, vocabulary, least < 0 ? $"from 0 to {vocabulary - 1}, or -1 for none" : $"from 0 to {vocabulary - 1}");
        }
    }

    private static IEnumerable<Finding> Number(string name, double value, bool possible, string range) =>
        possible ? [] : [new(Descriptors.SizeOutOfRange, Place.Declaring(name), name, SizeRules.Value(value), range)];
}
