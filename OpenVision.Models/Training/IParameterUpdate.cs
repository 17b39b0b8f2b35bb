namespace OpenVision.Training;

/// <summary>The numbers of one update.</summary>
/// <param name="LearningRate">The rate.</param>
/// <param name="Clip">What gradients are multiplied with.</param>
/// <param name="Beta1">The decay of the first moment.</param>
/// <param name="Beta2">The decay of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="WeightDecay">The decay of matrices.</param>
/// <param name="Correction1">What the first moment is divided by, since it began at 0.</param>
/// <param name="Correction2">What the second moment is divided by.</param>
/// <param name="AverageDecay">The decay of the parameters' average.</param>
internal readonly record struct UpdateSettings(
    double LearningRate,
    double Clip,
    double Beta1,
    double Beta2,
    double Epsilon,
    double WeightDecay,
    double Correction1,
    double Correction2,
    double AverageDecay);

/// <summary>The arithmetic of AdamW on some device.</summary>
internal interface IParameterUpdate
{
    /// <summary>The norm of all gradients. It changes nothing.</summary>
    double GradientNorm();

    /// <summary>Moves parameters, moments and average, refreshes what the forward pass reads and sets gradients to 0.</summary>
    /// <param name="settings">The numbers.</param>
    void Apply(UpdateSettings settings);
}
