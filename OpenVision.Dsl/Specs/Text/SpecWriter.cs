namespace OpenVision;

/// <summary>Notes every setting of a spec.</summary>
internal sealed class SpecWriter : ISpecVisitor
{
    private readonly List<SpecLeaf> classes = [];
    private readonly List<SpecLeaf> settings = [];

    private SpecWriter()
    {
    }

    /// <summary>The text of a spec.</summary>
    /// <param name="walk">Goes through the spec.</param>
    public static SpecText Write(Action<SpecCursor> walk)
    {
        SpecWriter writer = new();
        walk(new(writer, ""));
        return new(new(writer.classes), new(writer.settings));
    }

    string ISpecVisitor.Class(string path, string name)
    {
        // A name can be any text in a spec that no compiler has seen.
        classes.Add(new(path, SpecPath.Key(name)));
        return name;
    }

    string ISpecVisitor.Setting(string path, string token)
    {
        settings.Add(new(path, token));
        return token;
    }

    bool ISpecVisitor.Has(string path, bool present) => present;

    int ISpecVisitor.Count(string path, int count) => count;
}
