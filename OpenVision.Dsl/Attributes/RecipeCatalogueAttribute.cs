namespace OpenVision;

/// <summary>
/// Names the class that lists what an assembly declares, so that a project that refers to the assembly finds its models
/// and recipes while it compiles. Generated; nobody writes it by hand.
/// </summary>
/// <param name="catalogue">The generated class, with a static property <c>Own</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RecipeCatalogueAttribute(Type catalogue) : Attribute
{
    /// <summary>The generated class.</summary>
    public Type Catalogue { get; } = catalogue;
}
