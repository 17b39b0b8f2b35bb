namespace OpenVision.Generators.Emission;

/// <summary>A public constant of an emitted class.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Summary">What it means, with its unit.</param>
internal sealed record Constant(string Type, string Name, long Value, string Summary)
{
    /// <summary>Writes constants, each with its summary.</summary>
    public static void Write(SourceWriter writer, IEnumerable<Constant> constants) => writer.Separated([.. constants.Select(constant =>
        (Action<SourceWriter>)(one => one
            .Line($"/// <summary>{constant.Summary}</summary>")
            .Line($"public const {constant.Type} {constant.Name} = {Literals.Code(constant.Value)};")))]);
}
