using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace OpenVision.Generators.Parsing;

/// <summary>
/// What attributes were found to mean, as long as their compilation lives: the catalogue asks for every class that another generator asks
/// for, and every recipe for its parts.
/// </summary>
/// <typeparam name="T">What an attribute means.</typeparam>
internal static class Memo<T>
    where T : class
{
    private static readonly ConditionalWeakTable<AttributeData, T> Known = new();

    /// <summary>What an attribute means.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="parse">Reads it, the first time.</param>
    public static T Of(AttributeData attribute, ConditionalWeakTable<AttributeData, T>.CreateValueCallback parse) => Known.GetValue(attribute, parse);
}
