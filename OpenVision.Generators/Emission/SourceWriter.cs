using System.Text;

namespace OpenVision.Generators.Emission;

/// <summary>Text with indentation; lines end with <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes lines at the current indentation.</summary>
    /// <param name="lines">One line or more.</param>
    public SourceWriter Line(string lines = "")
    {
        foreach (string line in lines.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', 4 * depth).Append(line);
            }

            text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes lines one step further in.</summary>
    /// <param name="body">Writes them.</param>
    public SourceWriter Indented(Action<SourceWriter> body)
    {
        depth++;
        body(this);
        depth--;
        return this;
    }

    /// <summary>Writes a block in braces.</summary>
    /// <param name="head">The line before the brace.</param>
    /// <param name="body">Writes what lies between.</param>
    /// <param name="tail">What follows the closing brace.</param>
    public SourceWriter Block(string head, Action<SourceWriter> body, string tail = "") =>
        Line(head).Line("{").Indented(body).Line($"}}{tail}");

    /// <summary>Writes a list in brackets, an item after the other.</summary>
    /// <typeparam name="T">What an item is written from.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="tail">What follows the closing bracket.</param>
    public SourceWriter Items<T>(IEnumerable<T> items, Action<SourceWriter, T> write, string tail = "")
    {
        return Line("[").Indented(body =>
        {
            foreach (T item in items)
            {
                write(body, item);
            }
        }).Line($"]{tail}");
    }

    /// <summary>Writes statements with the shape of what each makes, the shapes below each other.</summary>
    /// <param name="statements">Code and shape; a statement without a shape has an empty one.</param>
    public SourceWriter Shaped(params (string Code, string Shape)[] statements)
    {
        int column = statements.Where(static statement => statement.Shape.Length > 0).Max(static statement => statement.Code.Length) + 4;
        column -= column % 4;
        foreach ((string code, string shape) in statements)
        {
            Line(shape.Length == 0 ? code : $"{code.PadRight(column)}// {shape}");
        }

        return this;
    }

    /// <summary>Writes items with an empty line between them.</summary>
    /// <param name="items">Each writes one member.</param>
    public SourceWriter Separated(params Action<SourceWriter>[] items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                Line();
            }

            items[i](this);
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
