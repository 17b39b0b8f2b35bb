namespace OpenVision;

/// <summary>
/// A recipe or a model of an assembly as text (<see cref="SpecText"/>), so that what a package declares can be read and compared
/// without loading it. Generated; nobody writes it by hand.
/// </summary>
/// <param name="name">The class that declares it, with its namespace.</param>
/// <param name="kind">What it is: <c>recipe</c>, <c>clip</c>, <c>vision</c>, <c>text</c>, <c>decoder</c>, <c>text_decoder</c>, <c>language</c>, <c>multimodal</c> or <c>mllm</c>.</param>
/// <param name="generator">The version of the generator that wrote it.</param>
/// <param name="text">The lines of its text.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class DeclaredSpecAttribute(string name, string kind, string generator, string text) : Attribute
{
    /// <summary>The class that declares it, with its namespace.</summary>
    public string Name { get; } = name;

    /// <summary>What it is.</summary>
    public string Kind { get; } = kind;

    /// <summary>The version of the generator that wrote it.</summary>
    public string Generator { get; } = generator;

    /// <summary>The lines of its text.</summary>
    public string Text { get; } = text;
}
