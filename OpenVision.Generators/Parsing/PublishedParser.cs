using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[Published]</c>.</summary>
internal static class PublishedParser
{
    private static readonly PublishedAttribute Defaults = new("");

    /// <summary>What is published of a class, a source each.</summary>
    public static IEnumerable<PublishedSpec> Parse(INamedTypeSymbol type) =>
        type.AttributesNamed(AttributeNames.Published).Select(static attribute => Parse(new AttributeArguments(attribute)));

    private static PublishedSpec Parse(AttributeArguments arguments) => new()
    {
        Source = arguments.At(0, Defaults.Source),
        Parameters = arguments.Get(nameof(Defaults.Parameters), Defaults.Parameters),
        MillionParameters = arguments.Get(nameof(Defaults.MillionParameters), Defaults.MillionParameters),
        Data = arguments.Get(nameof(Defaults.Data), Defaults.Data),
        Samples = arguments.Get(nameof(Defaults.Samples), Defaults.Samples),
        Figures = new(Enum.GetValues(typeof(Metric)).Cast<Metric>()
            .Where(metric => arguments.Has($"{metric}"))
            .Select(metric => new PublishedFigure(metric, arguments.Get($"{metric}", 0.0)))),
    };
}
