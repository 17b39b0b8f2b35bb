using OpenVision.Generators.Diagnostics;

namespace OpenVision.CodeFixes;

/// <summary>What an edit is called in an editor's list.</summary>
internal static class FixTitle
{
    private const string Namespace = "global::OpenVision.";

    /// <summary>The title of an edit.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="declaration">The class that it is of.</param>
    public static string Of(Edit edit, Declaration declaration) => edit.Kind switch
    {
        EditKind.Set when declaration.Part(edit.On) is { } part => $"Set {edit.Name} of {part.Name} to {Plain(edit.Value)}",
        EditKind.Set => $"Set {edit.Name} to {Plain(edit.Value)}",
        EditKind.Remove => $"Remove {edit.Name}",
        EditKind.AddAttribute => $"Add [{edit.Name}]",
        EditKind.AddModifier => $"Make {declaration.Type.Name} {edit.Name}",
        EditKind.RemoveModifier => $"Remove '{edit.Name}' from {declaration.Type.Name}",
        EditKind.MakeClass => $"Make {declaration.Type.Name} a class",
        EditKind.SortStages => "Order the stages by their resolutions",
        _ => throw new ArgumentOutOfRangeException(nameof(edit), edit.Kind, "An edit has a title."),
    };

    /// <summary>What edits of different classes have in common that an editor may make in one go.</summary>
    /// <param name="edit">The edit.</param>
    public static string Key(Edit edit) => $"{edit.Kind}:{edit.Name}:{edit.On}";

    private static string Plain(string code) => code.StartsWith(Namespace, StringComparison.Ordinal) ? code.Substring(Namespace.Length) : code;
}
