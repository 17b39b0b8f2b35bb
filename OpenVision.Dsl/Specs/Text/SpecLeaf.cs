namespace OpenVision;

/// <summary>One line of a spec's text: a setting's place and its value as a token (<c>192</c>, <c>Gelu</c>, <c>"txt"</c>).</summary>
/// <param name="Path">The place, such as <c>stages.pretrain.resolution</c>.</param>
/// <param name="Value">The value's token.</param>
public readonly record struct SpecLeaf(string Path, string Value)
{
    /// <summary>The line: <c>path = value</c>.</summary>
    public override string ToString() => $"{Path} = {Value}";
}
