using System.CommandLine;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary><c>describe</c>: a model layer by layer, or a recipe with its models and stages.</summary>
internal static class DescribeVerb
{
    /// <summary>The verb.</summary>
    /// <param name="context">What it needs.</param>
    public static Command Build(VerbContext context)
    {
        Argument<string> name = new("NAME") { Description = "A model or a recipe." };
        Option<bool> code = new("--code") { Description = "Print the C# that was generated for it instead." };
        Command command = new("describe", "Show a model layer by layer, or a recipe with its models, stages and what they cost.") { name, code };
        command.SetAction(result => result.GetValue(code)
            ? GeneratedCode.Print(context, result, result.GetRequiredValue(name))
            : Run(context, result, result.GetRequiredValue(name)));
        return command;
    }

    private static int Run(VerbContext context, ParseResult result, string name)
    {
        Catalogue catalogue = context.Catalogue;
        if (CatalogueNames.Find(catalogue.Recipes, entry => entry.Spec.Name, name) is { } recipe)
        {
            Show(context, result, recipe.Spec, recipe.Published);
        }
        else if (CatalogueNames.Find(catalogue.Clips, entry => entry.Spec.Name, name) is { } clip)
        {
            Show(context, result, clip.Spec, clip.Published);
        }
        else if (CatalogueNames.Find(catalogue.Mllms, entry => entry.Spec.Name, name) is { } mllm)
        {
            Show(context, result, mllm.Spec, mllm.Published);
        }
        else if (CatalogueNames.Find(catalogue.Multimodals, entry => entry.Spec.Name, name) is { } multimodal)
        {
            Show(context, result, multimodal.Spec, multimodal.Published);
        }
        else if (Model(catalogue, name) is { } model)
        {
            Show(context, result, model, catalogue.Published().First(entry => entry.Name == model.Name).Published);
        }
        else
        {
            throw catalogue.Unknown(name);
        }

        return OpenVisionApp.Done;
    }

    private static Outline? Model(Catalogue catalogue, string name)
    {
        if (CatalogueNames.Find(catalogue.Visions, entry => entry.Spec.Name, name) is { } vision)
        {
            return Outline.Of(vision.Spec);
        }

        if (CatalogueNames.Find(catalogue.Texts, entry => entry.Spec.Name, name) is { } text)
        {
            return Outline.Of(text.Spec);
        }

        if (CatalogueNames.Find(catalogue.Languages, entry => entry.Spec.Name, name) is { } language)
        {
            return OutlineOfLanguage.Of(language.Spec);
        }

        if (CatalogueNames.Find(catalogue.TextDecoders, entry => entry.Spec.Name, name) is { } writer)
        {
            throw new OpenVisionException($"The size of '{writer.Spec.Name}' depends on the image encoder that feeds it, and nothing in this program joins it to any.");
        }

        if (CatalogueNames.Find(catalogue.Decoders, entry => entry.Spec.Name, name) is not { } decoder)
        {
            return null;
        }

        ModelSpec joined = catalogue.JoinedBy(decoder.Spec)
            ?? throw new OpenVisionException($"The size of '{decoder.Spec.Name}' depends on the towers that feed it, and nothing in this program joins it to any. Describe a recipe.");
        return Outline.Of(decoder.Spec, joined.Vision!, joined.Text!);
    }

    private static void Show(VerbContext context, ParseResult result, Outline model, IReadOnlyList<PublishedSpec> published)
    {
        if (context.WantsJson(result))
        {
            context.Print(ModelDocument.Of(model, published), CliJson.Default.ModelDocument);
            return;
        }

        context.Screen(result).WriteAll([OutlineTables.Of(model), .. ResultTables.Published([(model.Name, published)])]);
    }

    private static void Show(VerbContext context, ParseResult result, ModelSpec model, IReadOnlyList<PublishedSpec> published)
    {
        List<Outline> models = Outlines(model);
        if (context.WantsJson(result))
        {
            context.Print(new ClipDocument(model.Name, "clip", Documents(models), PublishedDocument.Of(published)), CliJson.Default.ClipDocument);
            return;
        }

        IAnsiConsole screen = context.Screen(result);
        models.ForEach(part => screen.Write(OutlineTables.Of(part)));
        screen.WriteAll(ResultTables.Published([(model.Name, published)]));
    }

    private static void Show(VerbContext context, ParseResult result, MultimodalSpec model, IReadOnlyList<PublishedSpec> published)
    {
        if (context.WantsJson(result))
        {
            context.Print(MultimodalDocument.Of(model, published), CliJson.Default.MultimodalDocument);
            return;
        }

        context.Screen(result).WriteAll([.. MllmDescription.Of(model), .. ResultTables.Published([(model.Name, published)])]);
    }

    private static void Show(VerbContext context, ParseResult result, MllmRecipeSpec recipe, IReadOnlyList<PublishedSpec> published)
    {
        IReadOnlyList<MllmStageOutline> stages = MllmDescription.Stages(recipe);
        if (context.WantsJson(result))
        {
            context.Print(MllmDocument.Of(recipe, stages, published), CliJson.Default.MllmDocument);
            return;
        }

        context.Screen(result).WriteAll([.. MllmDescription.Of(recipe.Model), .. MllmTables.Of(recipe, stages), .. ResultTables.Published([(recipe.Name, published)])]);
    }

    private static List<ModelDocument> Documents(IEnumerable<Outline> models) => [.. models.Select(static model => ModelDocument.Of(model, []))];

    private static List<Outline> Outlines(ModelSpec model)
    {
        List<Outline> models = [Outline.Of(model.Vision!), Outline.Of(model.Text!)];
        if (model.Decoder is { } decoder)
        {
            models.Add(Outline.Of(decoder, model.Vision!, model.Text!));
        }

        return models;
    }

    private static void Show(VerbContext context, ParseResult result, RecipeSpec recipe, IReadOnlyList<PublishedSpec> published)
    {
        List<Outline> models = Outlines(ModelSpec.Of(recipe));
        StageOutline[] stages = [.. recipe.Stages.Select(stage => StageOutline.Of(recipe, stage))];
        RecipeCost cost = RecipeCost.Of(recipe);
        MeasuredResults? measured = MeasuredResults.Of(recipe.Name);
        if (context.WantsJson(result))
        {
            context.Print(
                new RecipeDocument(recipe.Name, "recipe", Documents(models), stages, CostSum.Of(cost), PublishedDocument.Of(published), MeasuredDocument.Of(measured)),
                CliJson.Default.RecipeDocument);
            return;
        }

        IAnsiConsole screen = context.Screen(result);
        models.ForEach(model => screen.Write(OutlineTables.Of(model)));
        screen.Write(OutlineTables.Of(stages));
        screen.WriteAll([.. CostTables.Of(cost), .. ResultTables.Published([(recipe.Name, published)]), ResultTables.Measured([(recipe.Name, measured)])]);
    }
}
