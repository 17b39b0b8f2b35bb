namespace OpenVision.Training;

/// <summary>Measures how fast a run goes, without its evaluations and checkpoints.</summary>
internal sealed class Throughput
{
    private const double Past = 0.95; // the share of the past in the running means: about the last twenty steps

    private double seconds;
    private double samples;
    private double work;
    private double total;
    private double waited;

    /// <summary>A running mean of samples a second; 0 before the first step.</summary>
    public double SamplesPerSecond => seconds > 0 ? samples / seconds : 0;

    /// <summary>The share of the time so far spent waiting for data.</summary>
    public double WaitShare => total > 0 ? waited / total : 0;

    /// <summary>Records a step.</summary>
    /// <param name="elapsed">How long it took, the waiting included.</param>
    /// <param name="waiting">How long it waited for data.</param>
    /// <param name="stepSamples">The number of its samples.</param>
    /// <param name="stepWork">Its floating-point operations, which make steps of different resolutions comparable.</param>
    public void Add(TimeSpan elapsed, TimeSpan waiting, long stepSamples, double stepWork)
    {
        total += elapsed.TotalSeconds;
        waited += waiting.TotalSeconds;
        seconds = (Past * seconds) + elapsed.TotalSeconds;
        samples = (Past * samples) + stepSamples;
        work = (Past * work) + stepWork;
    }

    /// <summary>The estimated time of work that is left.</summary>
    /// <param name="left">Its floating-point operations.</param>
    public TimeSpan Remaining(double left) => work > 0 ? TimeSpan.FromSeconds(Math.Min(left * seconds / work, TimeSpan.MaxValue.TotalSeconds / 2)) : TimeSpan.Zero;
}
