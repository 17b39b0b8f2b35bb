using System.Collections.Immutable;

namespace OpenVision.Generators.Diagnostics;

/// <summary>What a code fix does to a declaration.</summary>
internal enum EditKind
{
    /// <summary>Gives an argument of an attribute a value, be the argument there or not.</summary>
    Set,

    /// <summary>Removes an argument of an attribute.</summary>
    Remove,

    /// <summary>Adds an attribute to the class.</summary>
    AddAttribute,

    /// <summary>Adds a modifier to the class.</summary>
    AddModifier,

    /// <summary>Removes a modifier of the class.</summary>
    RemoveModifier,

    /// <summary>Turns a record into a class.</summary>
    MakeClass,

    /// <summary>Puts the stages in the order of their resolutions.</summary>
    SortStages,
}

/// <summary>
/// One way out of a broken rule that a tool can take by itself. The rule knows it, since it names the same values in its
/// sentence; it travels to the code fix in the diagnostic's properties. This file is compiled into both assemblies.
/// </summary>
/// <param name="Kind">What is done.</param>
/// <param name="Name">The argument, modifier or attribute.</param>
/// <param name="Value">The argument's value, as C# writes it.</param>
/// <param name="On">Whose argument: empty for the attribute at fault, <see cref="Recipe"/>, or a part by its type parameter, such as <c>TText</c>.</param>
internal sealed record Edit(EditKind Kind, string Name = "", string Value = "", string On = "")
{
    /// <summary>The attribute that declares the class.</summary>
    public const string Recipe = "Declaring";

    private const char Separator = '\n';

    /// <summary>Gives an argument a value.</summary>
    public static Edit Set(string name, string value, string on = "") => new(EditKind.Set, name, value, on);

    /// <summary>Gives an argument a number, its digits in groups from five on.</summary>
    public static Edit Set(string name, long value, string on = "") => Set(
        name, value < 10_000 ? FormattableString.Invariant($"{value}") : FormattableString.Invariant($"{value:N0}").Replace(',', '_'), on);

    /// <summary>Gives an argument an option.</summary>
    public static Edit Set<T>(string name, T value, string on = "")
        where T : struct, Enum => Set(name, $"OpenVision.{typeof(T).Name}.{value}", on);

    /// <summary>Removes an argument.</summary>
    public static Edit Remove(string name) => new(EditKind.Remove, name);

    /// <summary>The edits as a diagnostic's properties: by their places in the list.</summary>
    public static ImmutableDictionary<string, string?> Write(IReadOnlyList<Edit> edits)
    {
        ImmutableDictionary<string, string?>.Builder properties = ImmutableDictionary.CreateBuilder<string, string?>();
        for (int i = 0; i < edits.Count; i++)
        {
            properties.Add(Key(i), string.Join($"{Separator}", edits[i].Kind, edits[i].Name, edits[i].Value, edits[i].On));
        }

        return properties.ToImmutable();
    }

    /// <summary>The edits in a diagnostic's properties.</summary>
    public static IEnumerable<Edit> Read(ImmutableDictionary<string, string?> properties)
    {
        for (int i = 0; properties.TryGetValue(Key(i), out string? text); i++)
        {
            if (text?.Split(Separator) is [{ } kind, { } name, { } value, { } on])
            {
                yield return new((EditKind)Enum.Parse(typeof(EditKind), kind), name, value, on);
            }
        }
    }

    private static string Key(int place) => FormattableString.Invariant($"edit{place}");
}
