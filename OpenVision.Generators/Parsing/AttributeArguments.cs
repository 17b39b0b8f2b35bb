using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>
/// An attribute's arguments by type. What is absent, or half typed and therefore not a constant, reads as its default:
/// the compiler reports the latter itself.
/// </summary>
internal readonly struct AttributeArguments(AttributeData? attribute)
{
    /// <summary>A constructor argument.</summary>
    public T At<T>(int position, T absent)
    {
        ImmutableArray<TypedConstant> values = attribute?.ConstructorArguments ?? [];
        return position < values.Length ? Read(values[position], absent) : absent;
    }

    /// <summary>The elements of a constructor argument that is an array.</summary>
    public IEnumerable<T> ListAt<T>(int position, T absent)
    {
        ImmutableArray<TypedConstant> values = attribute?.ConstructorArguments ?? [];
        return position < values.Length && values[position] is { Kind: TypedConstantKind.Array, IsNull: false } list
            ? list.Values.Select(value => Read(value, absent))
            : [];
    }

    /// <summary>Whether a named argument is written.</summary>
    public bool Has(string name) => (attribute?.NamedArguments ?? []).Any(argument => argument.Key == name);

    /// <summary>The elements of a named argument that is an array.</summary>
    public IEnumerable<T> List<T>(string name, IEnumerable<T> absent)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments ?? [])
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false } list)
            {
                return list.Values.Select(static value => Read(value, default(T)!));
            }
        }

        return absent;
    }

    /// <summary>A named argument.</summary>
    public T Get<T>(string name, T absent)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments ?? [])
        {
            if (argument.Key == name)
            {
                return Read(argument.Value, absent);
            }
        }

        return absent;
    }

    private static T Read<T>(TypedConstant constant, T absent) => constant switch
    {
        { Kind: TypedConstantKind.Primitive, Value: T value } => value,
        { Kind: TypedConstantKind.Enum, Value: int value } when typeof(T).IsEnum => (T)Enum.ToObject(typeof(T), value),
        _ => absent,
    };
}
