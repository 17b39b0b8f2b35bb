using Spectre.Console;
using Plain = Spectre.Console.Text;

namespace OpenVision.Cli;

/// <summary>Tables that all look alike.</summary>
internal static class Tables
{
    /// <summary>A table with columns of words.</summary>
    /// <param name="words">Their titles.</param>
    public static Table New(params IEnumerable<string> words)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (string title in words)
        {
            table.AddColumn(new TableColumn(new Plain(title)));
        }

        return table;
    }

    /// <summary>Adds columns of figures, aligned to the right.</summary>
    /// <param name="table">The table.</param>
    /// <param name="titles">Their titles.</param>
    public static Table Figures(this Table table, params IEnumerable<string> titles)
    {
        foreach (string title in titles)
        {
            table.AddColumn(new TableColumn(new Plain(title)).RightAligned().NoWrap());
        }

        return table;
    }

    /// <summary>Adds a row of plain text: nothing in it is markup.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">Its cells.</param>
    public static void Add(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Plain(cell)));

    /// <summary>Writes the tables there are.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="tables">The tables; some of them may be none.</param>
    public static void WriteAll(this IAnsiConsole screen, params IEnumerable<Table?> tables)
    {
        foreach (Table? table in tables)
        {
            if (table is not null)
            {
                screen.Write(table);
            }
        }
    }
}
