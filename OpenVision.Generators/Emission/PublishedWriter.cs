namespace OpenVision.Generators.Emission;

/// <summary>Writes what is published of a class.</summary>
internal static class PublishedWriter
{
    /// <summary>The property.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="published">The rows, a source each.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<PublishedSpec> published) => writer
        .Line("/// <summary>What is published of it.</summary>")
        .Line("public static global::System.Collections.Generic.IReadOnlyList<global::OpenVision.PublishedSpec> Published { get; } =")
        .Line("[")
        .Indented(body =>
        {
            foreach (PublishedSpec row in published)
            {
                body.Block("new()", fields => Fields(fields, row), ",");
            }
        })
        .Line("];");

    private static void Fields(SourceWriter writer, PublishedSpec row)
    {
        writer.Line($"Source = {Literals.Code(row.Source)},")
            .Line($"Parameters = {Literals.Code(row.Parameters)},")
            .Line($"MillionParameters = {Literals.Code(row.MillionParameters)},")
            .Line($"Data = {Literals.Code(row.Data)},")
            .Line($"Samples = {Literals.Code(row.Samples)},");
        if (row.Figures.Count > 0)
        {
            writer.Line($"Figures = new([{string.Join(", ", row.Figures.Select(static figure => $"new(global::OpenVision.Metric.{figure.Metric}, {Literals.Code(figure.Value)})"))}]),");
        }
    }
}
