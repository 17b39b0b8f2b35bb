using OpenVision.Generators.Model;

namespace OpenVision.Generators.Emission;

/// <summary>Writes what a project declares as one list, and where it has none of its own, its entry point.</summary>
internal static class CatalogueWriter
{
    /// <summary>The catalogue.</summary>
    /// <param name="catalogue">What the project declares.</param>
    /// <param name="program">The project.</param>
    public static string Write(CatalogueSpec catalogue, ProgramSpec program) => FileWriter.Head()
        .Line($"[assembly: global::OpenVision.RecipeCatalogue(typeof(global::{program.Namespace}.OpenVisionCatalogue))]")
        .Line()
        .Line($"namespace {program.Namespace};")
        .Line()
        .Line("/// <summary>The models and recipes of this project.</summary>")
        .Line(FileWriter.GeneratedCode)
        .Block("public static class OpenVisionCatalogue", body => body.Separated(
        [
            .. catalogue.Recipes.Count + catalogue.Mllms.Count > 0 ? [Version] : Array.Empty<Action<SourceWriter>>(),
            own => Own(own, catalogue),
            all => All(all, program.Catalogues),
        ]))
        .ToString();

    /// <summary>The entry point.</summary>
    /// <param name="program">The project.</param>
    public static string WriteProgram(ProgramSpec program) => FileWriter.Head()
        .Line($"namespace {program.Namespace};")
        .Line()
        .Line("/// <summary>The program.</summary>")
        .Line(FileWriter.GeneratedCode)
        .Block("internal static class OpenVisionProgram", body => body
            .Line("private static int Main(string[] args) => global::OpenVision.Cli.OpenVisionApp.Run(args, OpenVisionCatalogue.All);"))
        .ToString();

    private static void Version(SourceWriter writer) => writer
        .Line("// What wrote the recipes' runs: it is kept with each of them.")
        .Line($"private const string Generator = {Literals.Code(SpecFile.GeneratorVersion)};");

    private static void Own(SourceWriter writer, CatalogueSpec catalogue) => writer
        .Line("/// <summary>What this project declares, in the order of names.</summary>")
        .Line("public static global::OpenVision.Cli.Catalogue Own { get; } = new(")
        .Indented(lists =>
        {
            List(lists, "Visions", catalogue.Visions, static name => $"{name}.Definition, static scope => new {name}(scope)", ",");
            List(lists, "Texts", catalogue.Texts, static name => $"{name}.Definition, static scope => new {name}(scope)", ",");
            List(lists, "Decoders", catalogue.Decoders,
                static name => $"{name}.Definition, static (scope, visionWidth, textWidth) => new {name}(scope, visionWidth, textWidth)", ",");
            List(lists, "TextDecoders", catalogue.TextDecoders, static name => $"{name}.Definition, static (scope, visionWidth) => new {name}(scope, visionWidth)", ",");
            List(lists, "Clips", catalogue.Clips, static name => $"{name}.Definition, static settings => new {name}(settings)", ",");
            bool languages = catalogue.Languages.Count + catalogue.Multimodals.Count + catalogue.Mllms.Count > 0;
            List(lists, "Recipes", catalogue.Recipes, static name => $"{name}.Definition, {name}.Create", languages ? ")" : ");", "Generator = Generator");
            if (languages)
            {
                lists.Line("{").Indented(more => Languages(more, catalogue)).Line("};");
            }
        });

    // Projects without language models need not read of them.
    private static void Languages(SourceWriter writer, CatalogueSpec catalogue)
    {
        Set(writer, "Languages", catalogue.Languages, static name => $"{name}.Definition, static scope => new {name}(scope)");
        Set(writer, "Multimodals", catalogue.Multimodals, static name => $"{name}.Definition, static settings => new {name}(settings)");
        Set(writer, "Mllms", catalogue.Mllms, static name => $"{name}.Definition, {name}.Create", static name => ["Generator = Generator", $"Trainability = {name}.Trainability"]);
    }

    private static void Set(SourceWriter writer, string name, EquatableArray<ListedClass> items, Func<string, string> arguments, Func<string, string[]>? set = null)
    {
        if (items.Count > 0)
        {
            writer.Line($"{name} =").Items(items, (w, item) => w.Line($"new({arguments(item.FullName)}){Rest(item, set?.Invoke(item.FullName) ?? [])},"), ",");
        }
    }

    private static void All(SourceWriter writer, EquatableArray<string> referenced)
    {
        writer.Line("/// <summary>What this project and those that it refers to declare.</summary>");
        if (referenced.Count == 0)
        {
            writer.Line("public static global::OpenVision.Cli.Catalogue All => Own;");
            return;
        }

        writer.Line($"public static global::OpenVision.Cli.Catalogue All {{ get; }} = global::OpenVision.Cli.Catalogue.Join(Own, {string.Join(", ", referenced.Select(static name => $"{name}.Own"))});");
    }

    private static void List(SourceWriter writer, string name, EquatableArray<ListedClass> items, Func<string, string> arguments, string tail, params string[] set)
    {
        if (items.Count == 0)
        {
            writer.Line($"{name}: []{tail}");
            return;
        }

        writer.Line($"{name}:").Items(items, (w, item) => w.Line($"new({arguments(item.FullName)}){Rest(item, set)},"), tail);
    }

    private static string[] Pipeline(string name, string type) => type.Length > 0 ? [$"{name} = global::{type}.Train"] : [];

    private static string Rest(ListedClass item, string[] set)
    {
        string[] rest =
        [
            .. set,
            .. item.Maker is { } maker ? [$"Make = global::{maker}.Make"] : Array.Empty<string>(),
            .. Pipeline(nameof(item.Images), item.Images),
            .. Pipeline(nameof(item.Texts), item.Texts),
            .. item.Published ? [$"Published = {item.FullName}.Published"] : Array.Empty<string>(),
        ];
        return rest.Length == 0 ? "" : $" {{ {string.Join(", ", rest)} }}";
    }
}
