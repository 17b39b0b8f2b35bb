using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>
/// An attribute's arguments by type, those of further attributes standing in for what it leaves open. What is absent, or half
/// typed and therefore not a constant, reads as its default: the compiler reports the latter itself.
/// </summary>
internal sealed class AttributeArguments
{
    /// <summary>The name of the constructor argument that names a preset of sizes.</summary>
    public const string Variant = "variant";

    private readonly ImmutableArray<AttributeData> attributes;

    /// <summary>Reads some attributes; of each argument the first that is written counts.</summary>
    public AttributeArguments(params IEnumerable<AttributeData?> attributes) =>
        this.attributes = [.. attributes.Where(static attribute => attribute is not null).Select(static attribute => attribute!)];

    /// <summary>Values in place of what is written, by argument. Sizes set by hand give way to a variant among them.</summary>
    public IReadOnlyDictionary<string, object> Instead { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>The same arguments below those of another attribute, which they stand in for.</summary>
    public AttributeArguments Below(AttributeData attribute) => new([attribute, .. attributes]);

    /// <summary>A constructor argument.</summary>
    public T At<T>(int position, T absent) =>
        position == 0 && Instead.TryGetValue(Variant, out object? variant) && variant is T other ? other
        : position < Constructor.Length ? Read(Constructor[position], absent)
        : absent;

    /// <summary>A constructor argument, of the first attribute where it is not what stands for its absence.</summary>
    public T FirstAt<T>(int position, T absent) => attributes
        .Select(attribute => position < attribute.ConstructorArguments.Length ? Read(attribute.ConstructorArguments[position], absent) : absent)
        .FirstOrDefault(value => !EqualityComparer<T>.Default.Equals(value, absent)) ?? absent;

    /// <summary>The elements of a constructor argument that is an array.</summary>
    public IEnumerable<T> ListAt<T>(int position, T absent) =>
        position < Constructor.Length && Constructor[position] is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(value => Read(value, absent))
            : [];

    /// <summary>Whether a named argument is written.</summary>
    public bool Has(string name) => Instead.ContainsKey(name) || Find(name) is not null;

    /// <summary>The elements of a named argument that is an array.</summary>
    public IEnumerable<T> List<T>(string name, IEnumerable<T> absent) =>
        Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } list ? list.Values.Select(static value => Read(value, default(T)!)) : absent;

    /// <summary>A named argument.</summary>
    public T Get<T>(string name, T absent) =>
        Instead.TryGetValue(name, out object? value) && value is T other ? other : Find(name) is { } constant ? Read(constant, absent) : absent;

    private ImmutableArray<TypedConstant> Constructor => attributes.IsEmpty ? [] : attributes[0].ConstructorArguments;

    private TypedConstant? Find(string name)
    {
        if (Instead.ContainsKey(Variant) && TowerParser.Sizes.Contains(name))
        {
            return null;
        }

        foreach (AttributeData attribute in attributes)
        {
            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                if (argument.Key == name)
                {
                    return argument.Value;
                }
            }
        }

        return null;
    }

    private static T Read<T>(TypedConstant constant, T absent) => constant switch
    {
        { Kind: TypedConstantKind.Primitive, Value: T value } => value,
        { Kind: TypedConstantKind.Enum, Value: int value } when typeof(T).IsEnum => (T)Enum.ToObject(typeof(T), value),
        _ => absent,
    };
}
