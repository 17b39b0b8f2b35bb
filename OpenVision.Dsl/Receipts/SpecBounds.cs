namespace OpenVision;

/// <summary>Checks sizes that come from a file before anything is counted with them. The compiler has checked those of a program.</summary>
internal static class SpecBounds
{
    private const int Deepest = 1_024;
    private const int Widest = 1 << 20;
    private const int MostStages = 8;
    private const int MostPatchesOfASide = 1024;
    private const double MostFlops = 1e17; // of a tower and a sample: a training sample's still fit a long

    /// <summary>Checks a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(ModelSpec model)
    {
        if (model.Vision is { } vision)
        {
            Check(vision);
        }

        if (model.Text is { } text)
        {
            Size("text.embedDim", text.EmbedDim);
            Size("text.context", text.Context);
            Size("text.vocabulary", text.Vocabulary);
            Tower("text", text.Width, text.Depth, text.MlpDim, text.Context);
        }

        int patches = model.Vision is { } image ? Tokens.Patches(image) : 0;
        if (model.Decoder is { } decoder)
        {
            Size("decoder.queries", decoder.Queries);
            Size("decoder.vocabulary", decoder.Vocabulary);
            Tower("decoder", decoder.Width, decoder.Depth, decoder.MlpDim, patches + decoder.Queries + (model.Text?.Context ?? 0));
        }

        if (model.TextDecoder is { } writer)
        {
            Size("textDecoder.context", writer.Context);
            Size("textDecoder.vocabulary", writer.Vocabulary);
            Tower("textDecoder", writer.Width, writer.Depth, writer.MlpDim, patches + writer.Context);
        }
    }

    /// <summary>Checks a recipe, its models at every stage's resolution.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(RecipeSpec recipe)
    {
        ModelSpec model = ModelSpec.Of(recipe);
        Check(model);
        Size("budget.devices", recipe.Budget?.Devices ?? 1, int.MaxValue);
        foreach (StageSpec stage in recipe.Stages)
        {
            string place = $"stages.{SpecPath.Key(stage.Name)}";
            Size($"{place}.resolution", stage.Resolution);
            Size($"{place}.batchSize", stage.BatchSize, int.MaxValue);
            Check(model with { Vision = recipe.Vision with { Resolution = stage.Resolution } });
        }
    }

    /// <summary>Checks a language model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(LanguageSpec model)
    {
        Size("language.heads", model.Heads);
        Size("language.keyValueHeads", model.KeyValueHeads);
        Size("language.headDim", model.HeadDim);
        Size("language.vocabulary", model.Vocabulary, 16 * Widest);
        Size("language.context", model.Context, 16 * Widest);
        Tower("language", Math.Max(model.Width, (int)Math.Min(int.MaxValue, (long)model.Heads * model.HeadDim)), model.Depth, model.MlpDim, 1);
    }

    /// <summary>Checks a multimodal model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(MultimodalSpec model)
    {
        Check(model.Vision);
        Check(model.Language);
        Size("language.width", model.Language.Width);
        Size("connector.layers", model.ConnectorLayers, Deepest);
        Check(model.Images, "pictures");
        if (model.FeatureLayer > -1 || model.FeatureLayer < -model.Vision.Depth)
        {
            throw new FormatException($"connector.featureLayer is {model.FeatureLayer}, and the image encoder's blocks are from {-model.Vision.Depth} to -1");
        }

        if (model.Video is { } video)
        {
            Size("video.frames", video.Frames);
            Size("video.stride", video.Stride, MostPatchesOfASide);
        }
    }

    /// <summary>Checks a multimodal recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(MllmRecipeSpec recipe)
    {
        Check(recipe.Model);
        Size("budget.devices", recipe.Budget?.Devices ?? 1, int.MaxValue);
        foreach (MllmStageSpec stage in recipe.Stages)
        {
            string place = $"stages.{SpecPath.Key(stage.Name)}";
            Size($"{place}.batchSize", stage.BatchSize, int.MaxValue);
            Size($"{place}.maxLength", stage.MaxLength, Widest);
            Tower("language", recipe.Model.Language.Width, recipe.Model.Language.Depth, recipe.Model.Language.MlpDim, stage.MaxLength);
            if (stage.Images is { } images)
            {
                Check(images, $"{place}.pictures");
            }

            if (stage.Lora is { } lora)
            {
                Size($"{place}.lora.rank", lora.Rank);
            }
        }
    }

    private static void Check(ImagePolicySpec images, string place)
    {
        if (images.Aspect == ImageAspect.AnyRes && (images.Grids.Count == 0 || images.Grids.Any(static grid => grid.Tiles < 1)))
        {
            throw new FormatException($"{place}.grids names no grid to lay a picture on");
        }

        Size($"{place}.maxTiles", images.MaxTiles + 1);
    }

    private static void Check(VisionSpec vision)
    {
        Size("vision.embedDim", vision.EmbedDim);
        Size("vision.patch", vision.Patch);
        Size("vision.resolution", vision.Resolution);
        Size("the number of patches of an image's side", Math.Max(1, vision.Resolution / vision.Patch), MostPatchesOfASide);
        Tower("vision", vision.Width, vision.Depth, vision.MlpDim, Tokens.Vision(vision));
        if (vision.Trunk != Trunk.ConvNext)
        {
            return;
        }

        Size("vision.stageWidths", vision.StageWidths.Count, MostStages);
        if (vision.StageDepths.Count != vision.StageWidths.Count)
        {
            throw new FormatException("vision.stageDepths and vision.stageWidths do not list the same number of stages");
        }

        foreach ((int width, int depth) in vision.StageWidths.Zip(vision.StageDepths))
        {
            Size("vision.stageWidths", width);
            Size("vision.stageDepths", depth, Deepest);

            // Its first blocks see a quarter of the pixels of a side.
            Tower("vision", width, depth, 4 * width, vision.Resolution / 4.0 * (vision.Resolution / 4.0));
        }
    }

    private static void Tower(string place, int width, int depth, int mlpDim, double tokens)
    {
        Size($"{place}.width", width);
        Size($"{place}.depth", depth, Deepest);
        Size($"{place}.mlpDim", mlpDim, 4 * Widest);
        double flops = 4 * tokens * width * depth * ((2.0 * width) + tokens + mlpDim);
        if (flops > MostFlops)
        {
            throw new FormatException($"{place} takes more operations than are counted");
        }
    }

    private static void Size(string place, int size, int most = Widest)
    {
        if (size < 1 || size > most)
        {
            throw new FormatException($"{place} is {size}, and sizes are from 1 to {most}");
        }
    }
}
