namespace OpenVision.Generators.Model;

/// <summary>What a project declares, by class, each list in the ordinal order of names without their namespaces.</summary>
/// <param name="Visions">Full names of image encoders.</param>
/// <param name="Texts">Full names of text encoders.</param>
/// <param name="Decoders">Full names of caption decoders.</param>
/// <param name="TextDecoders">Full names of text decoders.</param>
/// <param name="Clips">Full names of models of two towers.</param>
/// <param name="Recipes">Recipes.</param>
/// <param name="Declares">Whether anything is declared, be it in a form that cannot be listed.</param>
public sealed record CatalogueSpec(
    EquatableArray<string> Visions,
    EquatableArray<string> Texts,
    EquatableArray<string> Decoders,
    EquatableArray<string> TextDecoders,
    EquatableArray<string> Clips,
    EquatableArray<RecipeReference> Recipes,
    bool Declares);

/// <summary>A recipe as the catalogue lists it.</summary>
/// <param name="FullName">Its class, from <c>global::</c> on.</param>
/// <param name="Maker">The class that makes its data set, without <c>global::</c>, if it makes one.</param>
/// <param name="Images">The class that makes its training images, without <c>global::</c>, if it names one.</param>
/// <param name="Texts">The class that picks its training texts, without <c>global::</c>, if it names one.</param>
public sealed record RecipeReference(string FullName, string? Maker, string? Images, string? Texts);
