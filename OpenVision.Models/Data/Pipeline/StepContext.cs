using OpenVision.Numerics;

namespace OpenVision.Data.Pipeline;

/// <summary>What a step does within a pipeline.</summary>
/// <typeparam name="TIn">What it is given.</typeparam>
/// <typeparam name="TOut">What it makes.</typeparam>
/// <param name="input">What it is given.</param>
/// <param name="context">What goes along with the sample.</param>
internal delegate TOut StepFunction<in TIn, out TOut>(TIn input, ref StepContext context);

/// <summary>What goes along with a sample from step to step.</summary>
/// <param name="draw">The sample's own random draws.</param>
/// <param name="place">Where its picture is wanted, [3, R, R]; empty where it may lie anywhere.</param>
internal struct StepContext(Draw draw, Memory<float> place)
{
    /// <summary>The sample's own random draws. A field, so that a step draws from it and not from a copy.</summary>
    public Draw Draw = draw;

    /// <summary>Where the text at hand comes from, told by the step that picks it.</summary>
    public DrawnText Text = DrawnText.Own;

    private Memory<float> place = place;

    /// <summary>
    /// Room for a picture: where it is wanted, so that a batch is written without a copy, but for one picture of a sample only.
    /// </summary>
    /// <param name="length">The number of values.</param>
    public Memory<float> Take(int length)
    {
        if (place.Length != length)
        {
            return new float[length];
        }

        Memory<float> taken = place;
        place = default;
        return taken;
    }
}

/// <summary>A step that threw; caught where a sample's key is known.</summary>
/// <param name="step">The step's name.</param>
/// <param name="detail">What it threw, in a sentence.</param>
/// <param name="error">What it threw.</param>
internal sealed class StepFailure(string step, string detail, Exception? error = null)
    : Exception($"The step '{step}' of the data pipeline failed: {detail}", error)
{
    /// <summary>The failure as its user is told.</summary>
    /// <param name="sample">The sample.</param>
    public OpenVisionException On(Sample sample) => new(
        $"Sample '{sample.Key}' of '{sample.Shard}': {Message} Correct the step, or put a Step.Keep before it that refuses such samples.",
        InnerException);
}
