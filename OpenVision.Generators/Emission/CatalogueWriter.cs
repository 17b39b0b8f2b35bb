using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes what a project declares as one list, and where it has none of its own, its entry point.</summary>
internal static class CatalogueWriter
{
    /// <summary>The catalogue.</summary>
    /// <param name="catalogue">What the project declares.</param>
    /// <param name="program">The project.</param>
    public static string Write(CatalogueSpec catalogue, ProgramSpec program) => FileWriter.Head(["OpenVision.Cli"])
        .Line($"[assembly: global::OpenVision.RecipeCatalogue(typeof(global::{program.Namespace}.OpenVisionCatalogue))]")
        .Line()
        .Line($"namespace {program.Namespace};")
        .Line()
        .Line("/// <summary>The models and recipes of this project.</summary>")
        .Line(FileWriter.GeneratedCode)
        .Block("public static class OpenVisionCatalogue", body => body.Separated(
            own => Own(own, catalogue),
            all => All(all, program.Catalogues)))
        .ToString();

    /// <summary>The entry point.</summary>
    /// <param name="program">The project.</param>
    public static string WriteProgram(ProgramSpec program) => FileWriter.Head(["OpenVision.Cli"])
        .Line($"namespace {program.Namespace};")
        .Line()
        .Line("/// <summary>The program.</summary>")
        .Line(FileWriter.GeneratedCode)
        .Block("internal static class OpenVisionProgram", body => body
            .Line("private static int Main(string[] args) => OpenVisionApp.Run(args, OpenVisionCatalogue.All);"))
        .ToString();

    private static void Own(SourceWriter writer, CatalogueSpec catalogue)
    {
        writer.Line("/// <summary>What this project declares, in the order of names.</summary>").Line("public static Catalogue Own { get; } = new(");
        List(writer, "Visions", catalogue.Visions, static name => $"new VisionEntry({name}.Definition, static scope => new {name}(scope))", ",");
        List(writer, "Texts", catalogue.Texts, static name => $"new TextEntry({name}.Definition, static scope => new {name}(scope))", ",");
        List(writer, "Decoders", catalogue.Decoders,
            static name => $"new DecoderEntry({name}.Definition, static (scope, visionWidth, textWidth) => new {name}(scope, visionWidth, textWidth))", ",");
        List(writer, "Recipes", catalogue.Recipes,
            static recipe => $"new RecipeEntry({recipe.FullName}.Definition, {recipe.FullName}.Create, {(recipe.Maker is { } maker ? $"{maker}.Make" : "null")})", ");");
    }

    private static void All(SourceWriter writer, EquatableArray<string> referenced)
    {
        writer.Line("/// <summary>What this project and those that it refers to declare.</summary>");
        if (referenced.Count == 0)
        {
            writer.Line("public static Catalogue All => Own;");
            return;
        }

        writer.Line("public static Catalogue All { get; } = Catalogue.Join(")
            .Items(["Own", .. referenced.Select(static name => $"{name}.Own")], static (w, item) => w.Line($"{item},"), ");");
    }

    private static void List<T>(SourceWriter writer, string name, IReadOnlyList<T> items, Func<T, string> write, string tail)
    {
        if (items.Count == 0)
        {
            writer.Line($"    {name}: []{tail}");
            return;
        }

        writer.Line($"    {name}:").Items(items, (w, item) => w.Line($"{write(item)},"), tail);
    }
}
