namespace OpenVision.Cli;

/// <summary>Counts up what a program declares.</summary>
internal static class Listing
{
    /// <summary>The models and recipes, in the order of names.</summary>
    /// <param name="catalogue">What the program declares.</param>
    public static ListDocument Of(Catalogue catalogue) => new(
        [
            .. catalogue.Visions.Select(entry => Of(entry.Spec, entry.Published)),
            .. catalogue.Texts.Select(entry => Of(entry.Spec, entry.Published)),
            .. catalogue.Decoders.Select(entry => Of(entry.Spec, catalogue, entry.Published)),
            .. catalogue.TextDecoders.Select(entry => Of(entry.Spec, entry.Published)),
            .. catalogue.Clips.Select(entry => Of(entry.Spec, entry.Published)),
            .. catalogue.Languages.Select(entry => Of(entry.Spec, entry.Published)),
            .. catalogue.Multimodals.Select(entry => Of(entry.Spec, entry.Published)),
        ],
        [
            .. catalogue.Recipes.Select(entry => Of(entry.Spec, entry.Published, MeasuredResults.Of(entry.Spec.Name))),
            .. catalogue.Mllms.Select(entry => Of(entry.Spec, entry.Published, MeasuredResults.Of(entry.Spec.Name))),
        ]);

    private static ListedModel Of(VisionSpec spec, IReadOnlyList<PublishedSpec> published) => new(
        spec.Name, "vision", spec.Width, spec.Depth, spec.Patch, spec.Resolution, Tokens.Vision(spec), ParameterCount.Vision(spec), Flops.Vision(spec),
        PublishedDocument.Of(published));

    // Its size depends on the image encoder that feeds it, which nothing says.
    private static ListedModel Of(TextDecoderSpec spec, IReadOnlyList<PublishedSpec> published) =>
        new(spec.Name, "text_decoder", spec.Width, spec.Depth, null, null, spec.Context, null, null, PublishedDocument.Of(published));

    private static ListedModel Of(ModelSpec spec, IReadOnlyList<PublishedSpec> published)
    {
        VisionSpec vision = spec.Vision!;
        TextSpec text = spec.Text!;
        return new(
            spec.Name, "clip", vision.Width, vision.Depth, vision.Patch, vision.Resolution, Tokens.Vision(vision),
            spec.Parameters().Sum(static parameter => parameter.Count), Flops.Vision(vision) + Flops.Text(text),
            PublishedDocument.Of(published));
    }

    private static ListedModel Of(TextSpec spec, IReadOnlyList<PublishedSpec> published) => new(
        spec.Name, "text", spec.Width, spec.Depth, null, null, spec.Context, ParameterCount.Text(spec).Total, Flops.Text(spec),
        PublishedDocument.Of(published));

    // Its FLOPs are those of a token.
    private static ListedModel Of(LanguageSpec spec, IReadOnlyList<PublishedSpec> published) => new(
        spec.Name, "language", spec.Width, spec.Depth, null, null, spec.Context, ParameterCount.Language(spec).Total, Flops.LanguageToken(spec), PublishedDocument.Of(published));

    // Its FLOPs are those of a tile, through every part.
    private static ListedModel Of(MultimodalSpec spec, IReadOnlyList<PublishedSpec> published) => new(
        spec.Name, "multimodal", spec.Language.Width, spec.Language.Depth, spec.Vision.Patch, spec.Vision.Resolution, spec.TileTokens, ParameterCount.Multimodal(spec).Total,
        Flops.Features(spec.Vision, spec.FeatureLayer) + Flops.Connector(spec) + (spec.TileTokens * Flops.LanguageToken(spec.Language)) + Flops.LanguageAttention(spec.Language, spec.TileTokens),
        PublishedDocument.Of(published));

    private static ListedRecipe Of(MllmRecipeSpec spec, IReadOnlyList<PublishedSpec> published, MeasuredResults? measured)
    {
        long[] parts =
        [
            ParameterCount.VisionTrained(spec.Model.Vision).Total,
            ParameterCount.Of(ParameterTable.Connector(spec.Model)).Total,
            ParameterCount.Of(ParameterTable.Language(spec.Model)).Total,
        ];
        return new(
            spec.Name,
            "mllm",
            spec.Model.Vision.Name,
            null,
            null,
            [.. spec.Stages.Select(static stage => stage.Name)],
            spec.Stages.All(static stage => MllmSchedule.Samples(stage) is not null) ? spec.Stages.Sum(MllmSchedule.Samples) : null,
            spec.Model.TileTokens,
            new(parts[0], 0, 0, parts.Sum()) { Connector = parts[1], Language = parts[2] },
            MllmFlops.Of(spec, spec.Stages[^1]).Training,
            PublishedDocument.Of(published),
            MeasuredDocument.Of(measured))
        { Language = spec.Model.Language.Name };
    }

    // A decoder's size depends on the towers that feed it: it is known where something in the program joins them.
    private static ListedModel Of(DecoderSpec spec, Catalogue catalogue, IReadOnlyList<PublishedSpec> published) => catalogue.JoinedBy(spec) is { Vision: { } vision, Text: { } text }
        ? new(
            spec.Name, "decoder", spec.Width, spec.Depth, null, vision.Resolution, Tokens.Decoder(spec, vision, text, vision.Resolution),
            ParameterCount.Decoder(spec, vision.Width, text.Width).Total, Flops.Decoder(spec, vision, text, vision.Resolution),
            PublishedDocument.Of(published))
        : new(spec.Name, "decoder", spec.Width, spec.Depth, null, null, null, null, null, PublishedDocument.Of(published));

    private static ListedRecipe Of(RecipeSpec spec, IReadOnlyList<PublishedSpec> published, MeasuredResults? measured)
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
            Flops.TrainingSample(spec, spec.Vision.Resolution),
            PublishedDocument.Of(published),
            MeasuredDocument.Of(measured));
    }
}
