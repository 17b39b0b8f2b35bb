namespace OpenVision.Training;

/// <summary>A stage that starts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">What sets it apart, such as its resolution or what it trains.</param>
/// <param name="Steps">The number of its updates.</param>
/// <param name="BatchSize">The number of samples of one.</param>
/// <param name="PeakLearningRate">The largest learning rate.</param>
public sealed record StageStart(string Name, string Of, long Steps, int BatchSize, double PeakLearningRate);
