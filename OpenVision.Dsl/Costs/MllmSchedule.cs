using System.Globalization;

namespace OpenVision;

/// <summary>How long a multimodal stage is, and how its learning rates run: a share of warm-up, then half a cosine to 0.</summary>
public static class MllmSchedule
{
    /// <summary>The samples of a stage: as many as it says, or the passes over its data; none where a source's number is not known.</summary>
    /// <param name="stage">The stage.</param>
    public static long? Samples(MllmStageSpec stage)
    {
        if (stage.Samples > 0)
        {
            return stage.Samples;
        }

        long[] sources = [.. stage.Data.Select(Samples)];
        return sources.Length == 0 || sources.Contains(0) ? null : (long)Math.Ceiling(sources.Sum() * stage.Epochs);
    }

    /// <summary>The published samples of a source in a pass, as many as are taken of them; 0 where their number is not known.</summary>
    /// <param name="data">The source.</param>
    public static long Samples(ConversationSpec data) => (long)Math.Round(Taken(data.Sampling, data.Published) * data.Weight);

    /// <summary>The number of updates that see some samples; the last may see fewer than a batch.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="batchSize">The samples of an update.</param>
    public static long Steps(long samples, long batchSize) => (samples + batchSize - 1) / batchSize;

    /// <summary>The number of updates of the warm-up, rounded up.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="steps">The number of updates of the stage.</param>
    public static long WarmupSteps(MllmStageSpec stage, long steps) => (long)Math.Ceiling(steps * stage.Warmup);

    /// <summary>A part's peak learning rate.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="part">The part.</param>
    public static double Peak(MllmStageSpec stage, ModelParts part)
    {
        double own = part switch
        {
            ModelParts.Vision => stage.VisionLearningRate,
            ModelParts.Connector => stage.ConnectorLearningRate,
            _ => 0,
        };
        return own > 0 ? own : stage.LearningRate;
    }

    /// <summary>A part's learning rate in an update.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="part">The part.</param>
    /// <param name="step">The update's number in the stage, from 0.</param>
    /// <param name="steps">The number of updates of the stage.</param>
    public static double At(MllmStageSpec stage, ModelParts part, long step, long steps) =>
        Peak(stage, part) * LearningRate.Multiplier(step, WarmupSteps(stage, steps), steps);

    // A percentage is rounded up (multimodal.md, section 5.2).
    private static long Taken(string sampling, long all)
    {
        int colon = sampling.IndexOf(':');
        string number = sampling.Substring(colon + 1).TrimEnd('%');
        return colon < 0 || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? all
            : sampling.EndsWith("%", StringComparison.Ordinal) ? ((all * count) + 99) / 100
            : Math.Min(all, count);
    }
}
