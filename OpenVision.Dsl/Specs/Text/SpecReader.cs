namespace OpenVision;

/// <summary>Puts the values of a text in the place of a blank spec's.</summary>
internal sealed class SpecReader : ISpecVisitor
{
    private readonly Dictionary<string, string> leaves = new(StringComparer.Ordinal);
    private readonly string[] paths;

    public SpecReader(SpecText text)
    {
        foreach (SpecLeaf leaf in text.Classes.Concat(text.Settings))
        {
            leaves[leaf.Path] = leaf.Value;
        }

        paths = [.. leaves.Keys.OrderBy(static path => path, StringComparer.Ordinal)];
    }

    string ISpecVisitor.Class(string path, string name) =>
        leaves.TryGetValue(path, out string? found) ? SpecToken.Text(found) ?? found : name;

    string ISpecVisitor.Setting(string path, string token) => leaves.TryGetValue(path, out string? found) ? found : token;

    bool ISpecVisitor.Has(string path, bool present) => leaves.ContainsKey(path) || Holds($"{path}.");

    int ISpecVisitor.Count(string path, int count)
    {
        int found = 0;
        while (Holds($"{path}[{SpecToken.Of(found)}]"))
        {
            found++;
        }

        return found;
    }

    private bool Holds(string start)
    {
        int at = Array.BinarySearch(paths, start, StringComparer.Ordinal);
        at = at < 0 ? ~at : at;
        return at < paths.Length && paths[at].StartsWith(start, StringComparison.Ordinal);
    }
}
