using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OpenVision.Generators.Diagnostics;

namespace OpenVision.Generators.Parsing;

/// <summary>Finds where in the source a finding's place is.</summary>
internal static class Locator
{
    private static readonly Dictionary<Part, string> Attributes = new()
    {
        [Part.Data] = AttributeNames.Data,
        [Part.Augment] = AttributeNames.Augment,
        [Part.Images] = AttributeNames.Images,
        [Part.Texts] = AttributeNames.Texts,
        [Part.Prepare] = AttributeNames.Prepare,
        [Part.Eval] = AttributeNames.Eval,
        [Part.From] = AttributeNames.From,
        [Part.Published] = AttributeNames.Published,
        [Part.Budget] = AttributeNames.Budget,
        [Part.Video] = AttributeNames.Video,
        [Part.Conversations] = AttributeNames.Conversations,
        [Part.Lora] = AttributeNames.Lora,
    };

    /// <summary>Whether an argument of a place is written on the class itself.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaring">The attribute that declares it.</param>
    /// <param name="place">The place.</param>
    public static bool IsWritten(INamedTypeSymbol type, AttributeData declaring, Place place)
    {
        AttributeData? attribute = IsPart(place) ? Find(type, place) : declaring;
        return attribute is not null && type.GetAttributes().Contains(attribute) && place.Arguments.Any(new AttributeArguments(attribute).Has);
    }

    /// <summary>
    /// The span of an argument, of a whole attribute, or of a class's name. What is wrong in an attribute that is taken over from
    /// another class is located where it is taken over.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="declaring">The attribute that declares it.</param>
    /// <param name="place">The place.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static Location Locate(INamedTypeSymbol type, AttributeData declaring, Place place, CancellationToken cancellation)
    {
        AttributeData attribute = Find(type, place) ?? declaring;
        if (attribute != declaring && !type.GetAttributes().Contains(attribute))
        {
            attribute = type.AttributeNamed(AttributeNames.From) ?? declaring;
            place = new(Part.From, 0, "TRecipe");
        }

        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
        {
            return Location.None;
        }

        return place.Part == Part.Name
            ? syntax.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.GetLocation() ?? syntax.GetLocation()
            : (place.Arguments.Select(argument => Argument(syntax, attribute, argument)).FirstOrDefault(static found => found is not null) ?? syntax)
                .GetLocation();
    }

    private static bool IsPart(Place place) => place.Part is Part.Stage or Part.MllmStage || Attributes.ContainsKey(place.Part);

    private static AttributeData? Find(INamedTypeSymbol type, Place place)
    {
        IReadOnlyList<Told> found = place.Part switch
        {
            Part.Stage => RecipeAttributes.Of(type).Stages,
            Part.MllmStage => RecipeAttributes.Of(type, TakenOver.Mllm).Stages,
            Part.Conversations or Part.Lora => [.. RecipeAttributes.Of(type, TakenOver.Mllm).All(Attributes[place.Part]).Select(static one => one.Told)],
            _ => Attributes.TryGetValue(place.Part, out string? name) ? RecipeAttributes.Of(type).Whole(name) : [],
        };
        return found.ElementAtOrDefault(place.Index)?.Attribute;
    }

    private static SyntaxNode? Argument(AttributeSyntax syntax, AttributeData attribute, string name) =>
        (SyntaxNode?)TypeArgument(syntax, attribute, name) ?? ValueArgument(syntax, attribute, name);

    private static TypeSyntax? TypeArgument(AttributeSyntax syntax, AttributeData attribute, string name)
    {
        int index = attribute.AttributeClass?.TypeParameters.Select(static parameter => parameter.Name).ToList().IndexOf(name) ?? -1;
        return index < 0 ? null : Generic(syntax.Name)?.TypeArgumentList.Arguments.ElementAtOrDefault(index);
    }

    private static GenericNameSyntax? Generic(NameSyntax name) => name switch
    {
        GenericNameSyntax generic => generic,
        QualifiedNameSyntax qualified => Generic(qualified.Right),
        AliasQualifiedNameSyntax qualified => Generic(qualified.Name),
        _ => null,
    };

    private static AttributeArgumentSyntax? ValueArgument(AttributeSyntax syntax, AttributeData attribute, string name)
    {
        // One of many that a parameter array takes is written as its place in it.
        int bracket = name.IndexOf('['), offset = 0;
        if (bracket > 0)
        {
            offset = int.Parse(name.Substring(bracket + 1).TrimEnd(']'), CultureInfo.InvariantCulture);
            name = name.Substring(0, bracket);
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = syntax.ArgumentList?.Arguments ?? default;
        int position = attribute.AttributeConstructor?.Parameters.Select(static parameter => parameter.Name).ToList().IndexOf(name) ?? -1;
        return arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            ?? (position < 0 ? null : arguments.Where(static argument => argument.NameEquals is null && argument.NameColon is null).ElementAtOrDefault(position + offset));
    }
}
