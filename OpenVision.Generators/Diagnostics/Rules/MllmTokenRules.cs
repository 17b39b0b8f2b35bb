namespace OpenVision.Generators.Diagnostics.Rules;

/// <summary>Rules on the tokens of a multimodal recipe's samples: pictures, text, positions.</summary>
internal static class MllmTokenRules
{
    // Less is no text at all: a caption, or a question in its template and an answer.
    private const int RoomForCaption = 8;
    private const int RoomForChat = 16;

    /// <summary>Checks a recipe that breaks no other rule.</summary>
    public static IEnumerable<Finding> Check(MllmRecipeSpec recipe) => recipe.Stages.SelectMany((stage, i) => (IEnumerable<Finding>)
    [
        .. Positions(recipe.Model.Language, stage, i),
        .. Room(recipe, stage, i),
        .. Template(recipe.Model.Language, stage, i),
    ]);

    private static IEnumerable<Finding> Positions(LanguageSpec language, MllmStageSpec stage, int index)
    {
        int positions = language.Positions;
        if (stage.MaxLength > positions)
        {
            yield return new(Descriptors.LongerThanContext, Length(stage, index), stage.MaxLength, stage.Name, positions, language.Name,
                SizeRules.Value(Math.Ceiling((double)stage.MaxLength / language.Context)))
            {
                Edits = [Edit.Set(nameof(stage.MaxLength), positions)],
            };
        }
    }

    private static IEnumerable<Finding> Room(MllmRecipeSpec recipe, MllmStageSpec stage, int index)
    {
        MultimodalSpec model = recipe.ModelOf(stage);
        int room = stage.Template == ChatTemplate.Plain ? RoomForCaption : RoomForChat;
        bool tiles = model.Images.Aspect == ImageAspect.AnyRes;
        (string What, int Tokens, string Less)[] kinds =
        [
            ("A picture", TileLayout.MostTokens(model), tiles ? ", or fewer Grids" : ""),
            .. model.Video is { } video && stage.Data.Any(static data => data.Videos.Length > 0)
                ? [("A video", TileLayout.VideoTokens(model, video.Frames), ", or fewer Frames")]
                : Array.Empty<(string, int, string)>(),
        ];
        foreach ((string what, int tokens, string less) in kinds.Where(kind => kind.Tokens > stage.MaxLength - room))
        {
            long enough = tokens + room;
            yield return new(Descriptors.PicturesFillSamples, Length(stage, index), what, tokens, Math.Max(0, stage.MaxLength - tokens), stage.MaxLength, stage.Name,
                $"MaxLength {enough} or more{less}")
            {
                Edits = enough <= model.Language.Positions ? [Edit.Set(nameof(stage.MaxLength), enough)] : [],
            };
        }
    }

    private static IEnumerable<Finding> Template(LanguageSpec language, MllmStageSpec stage, int index)
    {
        if (Templates.Misfit(stage.Template, language) is { } misfit)
        {
            ChatTemplate[] own = [.. Templates.Of(language)];
            yield return new(Descriptors.TemplateOfAnotherModel, new(Part.MllmStage, index, nameof(stage.Template)),
                stage.Template, stage.Name, misfit.Writes, language.Name, language.Vocabulary, misfit.Lacks, Suggest.Or([.. own.Select(static template => $"ChatTemplate.{template}")]))
            {
                Edits = [.. own.Select(template => Edit.Set(nameof(stage.Template), template))],
            };
        }
    }

    private static Place Length(MllmStageSpec stage, int index) => new(Part.MllmStage, index, nameof(stage.MaxLength));
}
