namespace OpenVision;

/// <summary>Checks sizes that come from a file before anything is counted with them. The compiler has checked those of a program.</summary>
internal static class SpecBounds
{
    private const int Deepest = 1_024;
    private const int Widest = 1 << 20;
    private const int MostStages = 8;

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
            Tower("text", text.Width, text.Depth, text.MlpDim);
            Size("text.embedDim", text.EmbedDim);
            Size("text.context", text.Context);
            Size("text.vocabulary", text.Vocabulary);
        }

        if (model.Decoder is { } decoder)
        {
            Tower("decoder", decoder.Width, decoder.Depth, decoder.MlpDim);
            Size("decoder.queries", decoder.Queries);
            Size("decoder.vocabulary", decoder.Vocabulary);
        }

        if (model.TextDecoder is { } writer)
        {
            Tower("textDecoder", writer.Width, writer.Depth, writer.MlpDim);
            Size("textDecoder.context", writer.Context);
            Size("textDecoder.vocabulary", writer.Vocabulary);
        }
    }

    /// <summary>Checks a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <exception cref="FormatException">A size is none.</exception>
    public static void Check(StageSpec stage)
    {
        Size($"stages.{SpecPath.Key(stage.Name)}.resolution", stage.Resolution);
        Size($"stages.{SpecPath.Key(stage.Name)}.batchSize", stage.BatchSize, int.MaxValue);
    }

    private static void Check(VisionSpec vision)
    {
        Tower("vision", vision.Width, vision.Depth, vision.MlpDim);
        Size("vision.embedDim", vision.EmbedDim);
        Size("vision.patch", vision.Patch);
        Size("vision.resolution", vision.Resolution);
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
        }
    }

    private static void Tower(string place, int width, int depth, int mlpDim)
    {
        Size($"{place}.width", width);
        Size($"{place}.depth", depth, Deepest);
        Size($"{place}.mlpDim", mlpDim);
    }

    private static void Size(string place, int size, int most = Widest)
    {
        if (size < 1 || size > most)
        {
            throw new FormatException($"{place} is {size}, and sizes are from 1 to {most}");
        }
    }
}
