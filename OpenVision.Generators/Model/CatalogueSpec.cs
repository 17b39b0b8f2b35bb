namespace OpenVision.Generators.Model;

/// <summary>What a project declares, by class, each list in the ordinal order of names without their namespaces.</summary>
/// <param name="Visions">Image encoders.</param>
/// <param name="Texts">Text encoders.</param>
/// <param name="Decoders">Caption decoders.</param>
/// <param name="TextDecoders">Text decoders.</param>
/// <param name="Clips">Models of two towers.</param>
/// <param name="Recipes">Recipes.</param>
/// <param name="Languages">Language models.</param>
/// <param name="Multimodals">Multimodal models.</param>
/// <param name="Mllms">Multimodal recipes.</param>
/// <param name="Declares">Whether anything is declared, be it in a form that cannot be listed.</param>
public sealed record CatalogueSpec(
    EquatableArray<ListedClass> Visions,
    EquatableArray<ListedClass> Texts,
    EquatableArray<ListedClass> Decoders,
    EquatableArray<ListedClass> TextDecoders,
    EquatableArray<ListedClass> Clips,
    EquatableArray<ListedClass> Recipes,
    EquatableArray<ListedClass> Languages,
    EquatableArray<ListedClass> Multimodals,
    EquatableArray<ListedClass> Mllms,
    bool Declares);

/// <summary>A model or a recipe as the catalogue lists it.</summary>
/// <param name="FullName">Its class, from <c>global::</c> on.</param>
/// <param name="Maker">The class that makes a recipe's data set, without <c>global::</c>, if it makes one.</param>
/// <param name="Published">Whether anything is published of it.</param>
/// <param name="Images">The class that makes a recipe's training images, without <c>global::</c>; empty where it names none.</param>
/// <param name="Texts">The class that picks a recipe's training texts, without <c>global::</c>; empty where it names none.</param>
public sealed record ListedClass(string FullName, string? Maker, bool Published, string Images = "", string Texts = "");
