namespace OpenVision.Cli;

/// <summary>Counts up what a program declares.</summary>
internal static class Listing
{
    /// <summary>The models and recipes, in the order of names.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static ListDocument Of(Catalogue catalogue) => new(
        [
            .. catalogue.Visions.Select(entry => Of(entry.Spec)),
            .. catalogue.Texts.Select(entry => Of(entry.Spec)),
            .. catalogue.Decoders.Select(entry => Of(entry.Spec, catalogue)),
        ],
        [.. catalogue.Recipes.Select(entry => Of(entry.Spec))]);

    private static ListedModel Of(VisionSpec spec) => new(
        spec.Name, "vision", spec.Width, spec.Depth, spec.Patch, spec.Resolution, Tokens.Vision(spec), ParameterCount.Vision(spec), Flops.Vision(spec));

    private static ListedModel Of(TextSpec spec) => new(
        spec.Name, "text", spec.Width, spec.Depth, null, null, spec.Context, ParameterCount.Text(spec).Total, Flops.Text(spec));

    // A decoder's size depends on the towers that feed it: it is known where a recipe of the program joins them.
    private static ListedModel Of(DecoderSpec spec, Catalogue catalogue)
    {
        RecipeSpec? recipe = catalogue.Recipes.Select(entry => entry.Spec).FirstOrDefault(recipe => recipe.Decoder?.Name == spec.Name);
        return new(
            spec.Name,
            "decoder",
            spec.Width,
            spec.Depth,
            null,
            recipe?.Vision.Resolution,
            recipe is null ? null : Tokens.Decoder(spec, recipe.Vision, recipe.Text, recipe.Vision.Resolution),
            recipe is null ? null : ParameterCount.Decoder(spec, recipe.Vision.Width, recipe.Text.Width).Total,
            recipe is null ? null : Flops.Decoder(spec, recipe.Vision, recipe.Text, recipe.Vision.Resolution));
    }

    private static ListedRecipe Of(RecipeSpec spec)
    {
        long vision = ParameterCount.Vision(spec.Vision), text = ParameterCount.Text(spec.Text).Total;
        long decoder = spec.Decoder is { } part ? ParameterCount.Decoder(part, spec.Vision.Width, spec.Text.Width).Total : 0;
        return new(
            spec.Name,
            "recipe",
            spec.Vision.Name,
            spec.Text.Name,
            spec.Decoder?.Name,
            [.. spec.Stages.Select(stage => stage.Name)],
            spec.Stages.Sum(stage => stage.Samples),
            Tokens.Vision(spec.Vision),
            new(vision, text, decoder, vision + text + decoder + ParameterTable.Logits(spec.Loss.Kind).Count()),
            Flops.TrainingSample(spec, spec.Vision.Resolution));
    }
}
