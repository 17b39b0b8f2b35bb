namespace OpenVision.Multimodal;

/// <summary>Which frames of a video are looked at (multimodal.md, section 2.4).</summary>
public static class FrameSelection
{
    // LLaVA-NeXT's number for folders of frames, whatever the limit is.
    private const int OfFolder = 10;

    /// <summary>The frames of a video file: one for each step of time, or spread evenly where those are too many.</summary>
    /// <param name="total">The number of frames that the video has, at least 1.</param>
    /// <param name="framesPerSecond">How many it shows in a second.</param>
    /// <param name="policy">The step and the limit.</param>
    /// <returns>Frames counted from 0, in order.</returns>
    public static IReadOnlyList<int> OfVideo(int total, double framesPerSecond, VideoPolicySpec policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        long step = (long)Math.Clamp(Math.Round(framesPerSecond / policy.FramesPerSecond), 1, int.MaxValue);
        long count = (total + step - 1) / step;
        return policy.Frames > 0 && (policy.AlwaysSample || count > policy.Frames)
            ? Even(total, policy.Frames)
            : [.. Enumerable.Range(0, (int)count).Select(i => (int)(i * step))];
    }

    /// <summary>The frames of a folder of frames, which lie half a second apart: ten spread evenly, or as many as the policy samples always.</summary>
    /// <param name="total">The number of frames, at least 1.</param>
    /// <param name="policy">The limit.</param>
    /// <returns>Frames counted from 0, in order; some several times where there are fewer.</returns>
    public static IReadOnlyList<int> OfFrames(int total, VideoPolicySpec policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        return Even(total, policy.AlwaysSample ? policy.Frames : OfFolder);
    }

    // numpy's linspace from the first to the last, cut to whole numbers.
    private static int[] Even(int total, int count)
    {
        double step = count > 1 ? (total - 1) / (double)(count - 1) : 0;
        return [.. Enumerable.Range(0, count).Select(i => i > 0 && i == count - 1 ? total - 1 : (int)(i * step))];
    }
}
