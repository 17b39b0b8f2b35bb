namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on single values: numbers in their ranges, options among their values.</summary>
internal static class SizeRules
{
    /// <summary>The largest size of anything. It leaves every published model room, and keeps products of sizes countable.</summary>
    public const int Largest = 65_536;

    /// <summary>The largest vocabulary.</summary>
    public const int LargestVocabulary = 16_777_216;

    /// <summary>The largest context of a language model.</summary>
    public const int LargestContext = 16_777_216;

    /// <summary>A size that the user gives or a published language model brings.</summary>
    public static IEnumerable<Finding> Published(string name, int value, int largest = Largest) =>
        Size(name, value, largest, "; set it, or name a published model such as LanguageModelSize.SmolLm135M");

    /// <summary>A size that the user gives or a variant brings.</summary>
    public static IEnumerable<Finding> Preset(string name, int value) =>
        Size(name, value, Largest, "; set it, or name a variant such as Variant.B");

    /// <summary>A size that has a default.</summary>
    public static IEnumerable<Finding> Size(string name, int value, int largest = Largest) => Size(name, value, largest, "");

    /// <summary>An epsilon of layer norms.</summary>
    public static IEnumerable<Finding> Epsilon(string name, double value)
    {
        if (!(value > 0 && value < 1))
        {
            yield return new(Descriptors.SizeOutOfRange, Place.Declaring(name), name, Value(value), "more than 0 and less than 1");
        }
    }

    /// <summary>An option of an enumeration.</summary>
    public static IEnumerable<Finding> Option<T>(Place place, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), value))
        {
            yield return new(Descriptors.UnknownOption, place, typeof(T).Name, $"{value}", Suggest.Or(Enum.GetNames(typeof(T))))
            {
                Edits = [.. ((T[])Enum.GetValues(typeof(T))).Select(option => Edit.Set(place.Arguments[0], option))],
            };
        }
    }

    /// <summary>A number as it stands in a sentence.</summary>
    public static string Value(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Finding> Size(string name, int value, int largest, string way)
    {
        if (value < 1 || value > largest)
        {
            yield return new(Descriptors.SizeOutOfRange, Place.Declaring(name), name, $"{value}", $"from 1 to {largest}{way}");
        }
    }
}
