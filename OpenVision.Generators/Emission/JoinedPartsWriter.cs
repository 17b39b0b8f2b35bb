using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes the members that every joined model has: its parts as fields, their construction, their properties.</summary>
internal static class JoinedPartsWriter
{
    /// <summary>The fields.</summary>
    public static void Fields(SourceWriter writer, PartNames parts, RuntimeNames names)
    {
        writer.Line($"private readonly {parts.Vision} vision;").Line($"private readonly {parts.Text} text;");
        if (parts.Decoder is { } decoder)
        {
            writer.Line($"private readonly {decoder} decoder;");
        }

        writer.Line($"private readonly {names["LogitScale"]} scale;");
    }

    /// <summary>The constructor's statements.</summary>
    public static void Construct(SourceWriter writer, PartNames parts, ContrastiveLossKind loss, RuntimeNames names)
    {
        writer.Line($"vision = new {parts.Vision}(Parameters.Root[\"visual\"]);").Line($"text = new {parts.Text}(Parameters.Root);");
        if (parts.Decoder is { } decoder)
        {
            writer.Line($"decoder = new {decoder}(Parameters.Root[\"decoder\"], {parts.Vision}.Width, {parts.Text}.Width);");
        }

        writer.Line($"scale = new {names["LogitScale"]}(Parameters.Root, {names["ContrastiveLossKind"]}.{loss});").Line("Parameters.Seal();");
    }

    /// <summary>The properties.</summary>
    public static IEnumerable<Action<SourceWriter>> Properties(PartNames parts, RuntimeNames names) =>
    [
        Property(names["VisionEncoder"], "Vision", "vision"),
        Property(names["TextEncoder"], "Text", "text"),
        Property($"{names["CaptionDecoder"]}?", "Decoder", parts.Decoder is null ? "null" : "decoder"),
        Property(names["LogitScale"], "Scale", "scale"),
    ];

    private static Action<SourceWriter> Property(string type, string name, string value) =>
        writer => writer.Line("/// <inheritdoc/>").Line($"public override {type} {name} => {value};");
}
