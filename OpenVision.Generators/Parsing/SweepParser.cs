using Microsoft.CodeAnalysis;
using OpenVision.Generators.Diagnostics;
using OpenVision.Generators.Diagnostics.Rules;
using OpenVision.Generators.Emission;
using OpenVision.Generators.Model;

namespace OpenVision.Generators.Parsing;

/// <summary>Reads <c>[Sweep]</c>: expands the recipe that it varies into one recipe for each combination of values.</summary>
internal static class SweepParser
{
    /// <summary>What a sweep expands to.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="declaration">The class as far as emission needs it.</param>
    public static Parsed<DeclaredSweep> Parse(INamedTypeSymbol type, AttributeData attribute, TypeDeclaration declaration)
    {
        SweepAxes axes = SweepAxes.Parse(new(attribute));
        ITypeSymbol named = attribute.AttributeClass!.TypeArguments[0];
        AttributeData? declaring = (named as INamedTypeSymbol)?.GetAttributes()
            .FirstOrDefault(static one => AttributeNames.Of(one) is AttributeNames.Recipe or AttributeNames.RecipeWithDecoder);
        List<Finding> findings =
        [
            .. SweepRules.Check(type.Name, axes.Named),
            .. SweepRules.Recipe(named.Name, declaring is not null || named.TypeKind == TypeKind.Error),
        ];
        Expansion expansion = new(declaration, axes);
        if (findings.Count == 0 && declaring is not null)
        {
            INamedTypeSymbol recipe = (INamedTypeSymbol)named;
            IReadOnlyList<ITypeSymbol> parts = RecipeAttributes.Of(recipe).Parts(declaring);

            // What is wrong with the recipe itself is reported there.
            if (TrainRecipeParser.Parse(recipe, declaring).Spec is { } spec && parts.All(static part => PartParser.FirstFailure(part) is null))
            {
                findings.AddRange(expansion.Expand(recipe, spec, parts));
            }
        }

        return new(expansion.Sweep(), findings);
    }

    /// <summary>Gathers the members of a sweep.</summary>
    private sealed class Expansion(TypeDeclaration declaration, SweepAxes axes)
    {
        private readonly Dictionary<string, Declared<VisionSpec>> visions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Declared<TextSpec>> texts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Declared<DecoderSpec>> decoders = new(StringComparer.Ordinal);
        private readonly List<DeclaredRecipe> recipes = [];

        public DeclaredSweep Sweep() => new()
        {
            Type = declaration,
            Visions = new(visions.Values),
            Texts = new(texts.Values),
            Decoders = new(decoders.Values),
            Recipes = new(recipes),
        };

        /// <summary>Adds a member for each combination, and finds what is wrong with them.</summary>
        public IEnumerable<Finding> Expand(INamedTypeSymbol recipe, RecipeSpec spec, IReadOnlyList<ITypeSymbol> parts) =>
            axes.Combinations().SelectMany(point => Add(point, recipe, spec, parts));

        private IEnumerable<Finding> Add(SweepPoint point, INamedTypeSymbol recipe, RecipeSpec spec, IReadOnlyList<ITypeSymbol> parts)
        {
            List<Finding> findings = [];
            PartNames names = new(TypeDeclarationParser.FullName(parts[0]), TypeDeclarationParser.FullName(parts[1]), parts.Count > 2 ? TypeDeclarationParser.FullName(parts[2]) : null);
            RecipeSpec member = spec with { Name = Display(point.Name), Seed = point.Seed ?? spec.Seed };
            if (point.Model.Count > 0)
            {
                Parsed<VisionSpec> vision = VisionModelParser.Parse(Display($"{point.VisionName}Encoder"), Varied(parts[0], AttributeNames.Vision, point.Model));
                names = names with { Vision = $"{point.VisionName}Encoder" };
                member = member with { Vision = vision.Spec, Stages = new(spec.Stages.Select(stage => point.Follow(stage, spec.Vision))) };
                findings.AddRange(vision.Findings);
                visions[names.Vision] = Model(names.Vision, vision, AttributeWriter.Vision(vision.Spec));
            }

            if (point.Variant is { } variant)
            {
                Parsed<TextSpec> text = TextModelParser.Parse(Display($"{variant}Text"), Varied(parts[1], AttributeNames.Text, point.Sizes));
                names = names with { Text = $"{variant}Text" };
                member = member with { Text = text.Spec };
                findings.AddRange(text.Findings);
                texts[names.Text] = Model(names.Text, text, AttributeWriter.Text(text.Spec));
                if (parts.Count > 2)
                {
                    Parsed<DecoderSpec> decoder = CaptionDecoderParser.Parse(Display($"{variant}Decoder"), Varied(parts[2], AttributeNames.Decoder, point.Sizes));
                    names = names with { Decoder = $"{variant}Decoder" };
                    member = member with { Decoder = decoder.Spec };
                    findings.AddRange(decoder.Findings);
                    decoders[names.Decoder!] = Model(names.Decoder!, decoder, AttributeWriter.Decoder(decoder.Spec));
                }
                else if (spec.Decoder is not null)
                {
                    member = member with { Decoder = CaptionDecoderParser.Preset(member.Name, variant, text.Spec) };
                }
            }

            findings.AddRange(TrainRecipeParser.Check(member));
            recipes.Add(new DeclaredRecipe
            {
                Type = Nested(point.Name, AttributeWriter.Recipe(
                    TypeDeclarationParser.FullName(recipe), spec, member, names, parts.Count > 2 || spec.Decoder is null ? null : point.Variant)),
                Spec = member,
                Parts = names,
                Failure = Finding.FirstFailure(findings),
            });
            return SweepRules.Member(member.Name, findings, axes.Varied);
        }

        private Declared<TSpec> Model<TSpec>(string name, Parsed<TSpec> parsed, string attribute)
            where TSpec : IEquatable<TSpec> => new(Nested(name, [attribute]), parsed.Spec, Finding.FirstFailure(parsed.Findings));

        private TypeDeclaration Nested(string name, IEnumerable<string> attributes) => declaration with
        {
            Name = name,
            FullName = $"{declaration.FullName}.{name}",
            HintName = $"{declaration.HintName}.{name}",
            Documented = false,
            Published = default,
            Sweep = declaration.Name,
            Attributes = new(attributes),
        };

        // The command line knows the members by these names.
        private string Display(string name) => $"{declaration.Name.TrimStart('@')}.{name}";

        private static AttributeArguments Varied(ITypeSymbol part, string attribute, IReadOnlyDictionary<string, object> values) =>
            new(((INamedTypeSymbol)part).AttributeNamed(attribute)) { Instead = values };
    }
}
