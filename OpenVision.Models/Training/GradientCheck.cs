using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>Finds parameters that are declared to train but that the loss does not reach.</summary>
internal static class GradientCheck
{
    /// <summary>The names of the parameters whose gradient is 0 everywhere, after a backward pass and before collecting.</summary>
    /// <param name="parameters">The parameters.</param>
    public static IReadOnlyList<string> WithoutGradient(ParameterStore parameters)
    {
        using IDisposable noGrad = no_grad();
        return [.. parameters.Parameters.Where(parameter => !HasGradient(parameter)).Select(parameter => parameter.Name)];
    }

    private static bool HasGradient(Parameter parameter)
    {
        using DisposeScope scope = NewDisposeScope();
        return parameter.Compute.grad is { } gradient && gradient.count_nonzero().item<long>() > 0;
    }
}
