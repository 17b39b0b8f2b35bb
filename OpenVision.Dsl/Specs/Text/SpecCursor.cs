namespace OpenVision;

/// <summary>Goes through the settings of a spec: the writer notes each, the reader puts another value in its place.</summary>
internal interface ISpecVisitor
{
    /// <summary>A class's name.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="name">The name in the spec at hand.</param>
    /// <returns>The name to take.</returns>
    string Class(string path, string name);

    /// <summary>A setting.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="token">The token of the value in the spec at hand.</param>
    /// <returns>The token to take.</returns>
    string Setting(string path, string token);

    /// <summary>Whether a part that may be absent is there.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="present">Whether the spec at hand has it.</param>
    bool Has(string path, bool present);

    /// <summary>The number of items of a list.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="count">The number in the spec at hand.</param>
    int Count(string path, int count);
}

/// <summary>A visitor below a place.</summary>
/// <param name="visitor">The visitor.</param>
/// <param name="place">The place; empty at the root.</param>
internal readonly struct SpecCursor(ISpecVisitor visitor, string place)
{
    /// <summary>The cursor of a part.</summary>
    /// <param name="name">The part's name.</param>
    public SpecCursor this[string name] => new(visitor, Path(name));

    /// <summary>The name of the class that declares the spec.</summary>
    public string Class(string name) => visitor.Class(Path("class"), name);

    /// <summary>A whole number.</summary>
    public int Whole(string name, int value) =>
        Take(name, SpecToken.Of(value), value, static token => SpecToken.Whole(token) is >= int.MinValue and <= int.MaxValue and { } number ? (int)number : null, "a whole number");

    /// <summary>A whole number.</summary>
    public long Whole(string name, long value) => Take(name, SpecToken.Of(value), value, SpecToken.Whole, "a whole number");

    /// <summary>A number.</summary>
    public double Real(string name, double value) => Take(name, SpecToken.Of(value), value, SpecToken.Real, "a number");

    /// <summary>A truth value.</summary>
    public bool Truth(string name, bool value) =>
        Take(name, SpecToken.Of(value), value, static token => token switch { "true" => true, "false" => false, _ => (bool?)null }, "true or false");

    /// <summary>A text.</summary>
    public string Text(string name, string value)
    {
        string own = SpecToken.Of(value), token = visitor.Setting(Path(name), own);
        return token == own ? value : SpecToken.Text(token) ?? throw Fault(name, token, "a text in quotes");
    }

    /// <summary>One of a few words.</summary>
    public TEnum Word<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => Take(name, value.ToString(), value, static token =>
            Enum.TryParse(token, out TEnum word) && char.IsLetter(token[0]) && word.ToString() == token ? word : (TEnum?)null, "known to this version");

    /// <summary>Whole numbers in one line.</summary>
    public EquatableArray<int> Wholes(string name, EquatableArray<int> values)
    {
        string own = SpecToken.List(values.Select(static value => SpecToken.Of(value))), token = visitor.Setting(Path(name), own);
        if (token == own)
        {
            return values;
        }

        long?[] numbers = [.. (SpecToken.Items(token) ?? throw Fault(name, token, "a list of whole numbers")).Select(SpecToken.Whole)];
        return numbers.All(static number => number is >= int.MinValue and <= int.MaxValue)
            ? new(numbers.Select(static number => (int)number!.Value))
            : throw Fault(name, token, "a list of whole numbers");
    }

    /// <summary>Grids of tiles in one line, each as a text.</summary>
    public EquatableArray<TileGrid> Grids(string name, EquatableArray<TileGrid> values)
    {
        string own = SpecToken.List(values.Select(static value => SpecToken.Of(value.ToString()))), token = visitor.Setting(Path(name), own);
        if (token == own)
        {
            return values;
        }

        TileGrid?[] grids = [.. (SpecToken.Items(token) ?? []).Select(static item => SpecToken.Text(item) is { } text ? TileGrids.Grid(text) : null)];
        return grids.Length > 0 && grids.All(static grid => grid is not null) || token == "[]"
            ? new(grids.Select(static grid => grid!.Value))
            : throw Fault(name, token, "a list of grids such as \"2x1\"");
    }

    /// <summary>A part that may be absent.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="value">The part.</param>
    /// <param name="blank">What it is where its settings say nothing else.</param>
    /// <param name="walk">Goes through its settings.</param>
    public TSpec? Part<TSpec>(string name, TSpec? value, TSpec blank, Func<SpecCursor, TSpec, TSpec> walk)
        where TSpec : class => visitor.Has(Path(name), value is not null) ? walk(this[name], value ?? blank) : null;

    /// <summary>A word that may be absent.</summary>
    public TEnum? Word<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum => visitor.Has(Path(name), value is not null) ? Word(name, value ?? default) : null;

    /// <summary>Parts by number: <c>data[0]</c>, <c>data[1]</c>.</summary>
    public EquatableArray<T> List<T>(string name, EquatableArray<T> values, T blank, Func<SpecCursor, string, T, T> walk)
        where T : IEquatable<T>
    {
        T[] items = new T[visitor.Count(Path(name), values.Count)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = walk(this, $"{name}[{SpecToken.Of(i)}]", i < values.Count ? values[i] : blank);
        }

        return new(items);
    }

    /// <summary>Parts by name: a line lists the names in their order, and each part's settings stand below its name.</summary>
    public EquatableArray<T> Named<T>(string name, EquatableArray<T> values, Func<T, string> nameOf, Func<string, T> blank, Func<SpecCursor, T, T> walk)
        where T : IEquatable<T>
    {
        string own = SpecToken.List(values.Select(value => SpecToken.Of(nameOf(value)))), token = visitor.Setting(Path(name), own);
        IReadOnlyList<string> items = SpecToken.Items(token) ?? throw Fault(name, token, "a list of names");
        SpecCursor parts = this[name];
        Dictionary<string, int> met = new(StringComparer.Ordinal);
        List<T> read = [];
        for (int i = 0; i < items.Count; i++)
        {
            string item = SpecToken.Text(items[i]) ?? throw Fault(name, token, "a list of names");
            string key = SpecPath.Key(item);
            int same = met[key] = met.TryGetValue(key, out int before) ? before + 1 : 1;
            read.Add(walk(parts[same == 1 ? key : $"{key}~{SpecToken.Of(same)}"], token == own ? values[i] : blank(item)));
        }

        return new(read);
    }

    private T Take<T>(string name, string own, T value, Func<string, T?> read, string expected)
        where T : struct
    {
        string token = visitor.Setting(Path(name), own);
        return token == own ? value : read(token) ?? throw Fault(name, token, expected);
    }

    private FormatException Fault(string name, string token, string expected) => new($"{Path(name)} is {token}, which is not {expected}");

    private string Path(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
