namespace OpenVision.Generators.Emission;

/// <summary>A table in a comment above a class.</summary>
internal static class RemarkTable
{
    /// <summary>The lines: the first column to the left, numbers to the right.</summary>
    /// <param name="rows">The rows, their heads first.</param>
    public static IEnumerable<string> Of(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) =>
            column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
    }
}
