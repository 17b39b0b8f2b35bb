using System.CommandLine;

namespace OpenVision.Cli.Verbs;

/// <summary><c>describe --code</c>: the C# that was generated for a model or a recipe.</summary>
internal static class GeneratedCode
{
    /// <summary>Prints it.</summary>
    /// <param name="context">What it needs.</param>
    /// <param name="result">What was parsed.</param>
    /// <param name="name">The model or recipe as typed.</param>
    /// <exception cref="UsageException">There is no such model and no such recipe.</exception>
    public static int Print(VerbContext context, ParseResult result, string name)
    {
        (string declared, Delegate create) = Find(context.Catalogue, name) ?? throw context.Catalogue.Unknown(name);

        // What makes an entry lies in the assembly that declares it: the program, or a library of recipes.
        IReadOnlyList<GeneratedSource> sources = GeneratedSources.Of(create.Method.Module.Assembly, declared);
        if (context.WantsJson(result))
        {
            context.Print(new CodeDocument(declared, sources), CliJson.Default.CodeDocument);
            return OpenVisionApp.Done;
        }

        foreach (GeneratedSource source in sources)
        {
            context.Terminal.Output.Write(source.Text);
        }

        return OpenVisionApp.Done;
    }

    private static (string Name, Delegate Create)? Find(Catalogue catalogue, string name) =>
        CatalogueNames.Find(catalogue.Recipes, entry => entry.Spec.Name, name) is { } recipe ? (recipe.Spec.Name, recipe.Create)
        : CatalogueNames.Find(catalogue.Clips, entry => entry.Spec.Name, name) is { } clip ? (clip.Spec.Name, clip.Create)
        : CatalogueNames.Find(catalogue.Visions, entry => entry.Spec.Name, name) is { } vision ? (vision.Spec.Name, vision.Create)
        : CatalogueNames.Find(catalogue.Texts, entry => entry.Spec.Name, name) is { } text ? (text.Spec.Name, text.Create)
        : CatalogueNames.Find(catalogue.Decoders, entry => entry.Spec.Name, name) is { } decoder ? (decoder.Spec.Name, decoder.Create)
        : CatalogueNames.Find(catalogue.TextDecoders, entry => entry.Spec.Name, name) is { } writer ? (writer.Spec.Name, writer.Create)
        : null;
}
