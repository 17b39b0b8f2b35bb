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
            .. catalogue.TextDecoders.Select(entry => Of(entry.Spec)),
            .. catalogue.Clips.Select(entry => Of(entry.Spec)),
        ],
        [.. catalogue.Recipes.Select(entry => Of(entry.Spec))]);

    private static ListedModel Of(VisionSpec spec) => new(
        spec.Name, "vision", spec.Width, spec.Depth, spec.Patch, spec.Resolution, Tokens.Vision(spec), ParameterCount.Vision(spec), Flops.Vision(spec));

    // Its size depends on the image encoder that feeds it, which nothing says.
    private static ListedModel Of(TextDecoderSpec spec) =>
        new(spec.Name, "text_decoder", spec.Width, spec.Depth, null, null, spec.Context, null, null);

    private static ListedModel Of(ModelSpec spec)
    {
        VisionSpec vision = spec.Vision!;
        TextSpec text = spec.Text!;
        return new(
            spec.Name, "clip", vision.Width, vision.Depth, vision.Patch, vision.Resolution, Tokens.Vision(vision),
            spec.Parameters().Sum(static parameter => parameter.Count), Flops.Vision(vision) + Flops.Text(text));
    }

    private static ListedModel Of(TextSpec spec) => new(
        spec.Name, "text", spec.Width, spec.Depth, null, null, spec.Context, ParameterCount.Text(spec).Total, Flops.Text(spec));

    // A decoder's size depends on the towers that feed it: it is known where something in the program joins them.
    private static ListedModel Of(DecoderSpec spec, Catalogue catalogue) => catalogue.JoinedBy(spec) is { Vision: { } vision, Text: { } text }
        ? new(
            spec.Name, "decoder", spec.Width, spec.Depth, null, vision.Resolution, Tokens.Decoder(spec, vision, text, vision.Resolution),
            ParameterCount.Decoder(spec, vision.Width, text.Width).Total, Flops.Decoder(spec, vision, text, vision.Resolution))
        : new(spec.Name, "decoder", spec.Width, spec.Depth, null, null, null, null, null);

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
