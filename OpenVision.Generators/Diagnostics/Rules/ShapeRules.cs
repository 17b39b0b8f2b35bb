using OpenVision.Generators.Model;

namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on how a class is declared: a second half must fit to it.</summary>
internal static class ShapeRules
{
    private static readonly string[] TowerMembers = ["Width", "Depth", "Heads", "MlpDim", "Definition", "Spec", "Forward"];

    // What is generated into each kind of class: a member cannot have its class's name.
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["[VisionModel]"] = [.. TowerMembers, "Manifest", "Patch", "Resolution", "EmbedDim", "TokenCount", "ParameterCount", "FlopsPerImage"],
        ["[TextModel]"] = [.. TowerMembers, "Manifest", "EmbedDim", "Context", "Vocabulary", "ParameterCount", "FlopsPerText"],
        ["[CaptionDecoder]"] = [.. TowerMembers, "Queries", "Vocabulary", "Logits"],
        ["[TextDecoder]"] = [.. TowerMembers, "Context", "Vocabulary", "Logits"],
        ["[ClipModel]"] = ["Definition", "Decoder", "Load", "Manifest", "Scale", "Text", "Vision"],
        ["[TrainRecipe]"] = ["Definition", "Create", "Graph", "PresetDecoder"],
        ["[LanguageModel]"] = [.. TowerMembers, "KeyValueHeads", "HeadDim", "Context", "Vocabulary", "ParameterCount", "FlopsPerToken", "Head", "Embed", "Logits", "NewCache"],
        ["[Multimodal]"] =
        [
            "Definition", "Vision", "Language", "TileTokens", "MostPictureTokens", "ParameterCount", "Adapters", "AdapterParameters", "Connector", "ConnectorParameters",
            "LanguageParameters", "Newline", "PictureTokens", "Prepare", "Preprocess", "Seal", "Settings", "Spec", "VisionParameters",
        ],
        ["[MllmRecipe]"] = ["Definition", "Create", "Trainability"],
        ["[Sweep]"] = ["Recipes"],
    };

    /// <summary>Checks a class.</summary>
    public static IEnumerable<Finding> Check(TypeShape type)
    {
        if (!type.Partial)
        {
            yield return new(Descriptors.NotPartial, Place.Name, type.Name) { Edits = [new(EditKind.AddModifier, "partial")] };
        }

        if (type.Outer is { } outer)
        {
            yield return new(Descriptors.NestedOrGeneric, Place.Name, type.Name, $"nested in {outer}; move it into its namespace");
        }

        if (type.Generic)
        {
            yield return new(Descriptors.NestedOrGeneric, Place.Name, type.Name, "generic; remove its type parameters");
        }

        if (Unsupported(type) is { } reason)
        {
            yield return new(Descriptors.UnsupportedClass, Place.Name, type.Name, reason) { Edits = Edits(type) };
        }
    }

    private static Edit[] Edits(TypeShape type) => type switch
    {
        { Static: true } => [new(EditKind.RemoveModifier, "static")],
        { Abstract: true } => [new(EditKind.RemoveModifier, "abstract")],
        { Record: true, PrimaryConstructor: false } => [new(EditKind.MakeClass)],
        { FileLocal: true } => [new(EditKind.RemoveModifier, "file")],
        _ => [],
    };

    private static string? Unsupported(TypeShape type) => type switch
    {
        { Static: true } when !type.Kinds.Contains("[Sweep]") => "is static; remove the modifier",
        { Abstract: true } => "is abstract; remove the modifier",
        { Record: true } => "is a record; declare a class",
        { FileLocal: true } => "is local to its file; make it internal or public",
        { PrimaryConstructor: true } => "has a primary constructor; remove its parameters",
        { Base: { } declared } => $"derives from {declared}; remove the base class",
        _ when type.Name == "Published" || type.Kinds.Any(kind => Members[kind].Contains(type.Name)) => "is named like a member that is generated into it; rename the class",
        { Kinds: { Count: > 1 } kinds } => $"is declared both {kinds[0]} and {kinds[1]}; declare two classes",
        _ => null,
    };
}
