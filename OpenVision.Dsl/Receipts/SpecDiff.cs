namespace OpenVision;

/// <summary>Compares two recipes or models setting by setting.</summary>
public static class SpecDiff
{
    /// <summary>
    /// The settings that differ, in the order of the texts. A setting that one text lacks because an older version wrote it has
    /// the value that it had unsaid. Names of classes are not compared.
    /// </summary>
    /// <param name="before">One text.</param>
    /// <param name="after">The other.</param>
    public static IReadOnlyList<SpecChange> Between(SpecText before, SpecText after)
    {
        Dictionary<string, string> left = Leaves(before), right = Leaves(after);
        return
        [
            .. left.Keys.Union(right.Keys)
                .Select(path => new SpecChange(path, left.GetValueOrDefault(path), right.GetValueOrDefault(path)))
                .Where(static change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, string> Leaves(SpecText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            text = text.Completed();
        }
        catch (FormatException)
        {
            // A newer version's words cannot be read, but compared.
        }

        return text.Settings.ToDictionary(static leaf => leaf.Path, static leaf => leaf.Value, StringComparer.Ordinal);
    }
}
