using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>What a conversion did.</summary>
/// <param name="From">The layout that was read.</param>
/// <param name="To">The layout that was written.</param>
/// <param name="Tensors">The number of tensors written.</param>
/// <param name="LeftOut">Tensors of the model that the layout has no names for, and of the file that the model lacks.</param>
public sealed record ConversionReport(WeightLayout From, WeightLayout To, int Tensors, IReadOnlyList<string> LeftOut);

/// <summary>Moves a checkpoint from one layout to another, number formats as they are: there and back is bit-exact.</summary>
public static class WeightConversion
{
    /// <summary>Converts a checkpoint.</summary>
    /// <param name="model">What fixes the model.</param>
    /// <param name="from">The checkpoint, of any known layout.</param>
    /// <param name="to">The file to write, atomically: a numpy archive where its name ends in <c>.npz</c>, else safetensors.</param>
    /// <param name="layout">The layout to write.</param>
    /// <exception cref="OpenVisionException">The checkpoint does not fit the model, a layout has no names for it, or a file cannot be read or written.</exception>
    public static ConversionReport Run(ModelSpec model, string from, string to, WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (LayoutMap.WhyNot(layout, model) is { } reason)
        {
            throw new OpenVisionException($"The layout {layout} cannot hold {model.Name}: {reason}. Name another layout.");
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using WeightSource source = WeightSource.Open(from);
        FittingCheckpoint checkpoint = FittingCheckpoint.Of(model, source.Path, source.Tensors, ignoreOthers: true);
        Dictionary<string, TensorMap> sources = checkpoint.Maps.ToDictionary(map => map.Parameter.Name, StringComparer.Ordinal);
        Dictionary<string, Tensor> stored = [];
        TensorMap[] targets = [.. LayoutMap.Of(layout, model)];
        foreach (TensorMap target in targets)
        {
            if (Ours(sources.GetValueOrDefault(target.Parameter.Name), target.Parameter, model, source) is not { } ours)
            {
                continue;
            }

            foreach ((string key, Tensor tensor) in TensorLayout.ToStored(target, ours))
            {
                stored.Add(key, tensor);
            }
        }

        Write(to, stored);
        HashSet<string> written = [.. targets.Select(target => target.Parameter.Name)];
        return new(checkpoint.Layout, layout, stored.Count,
            [.. sources.Values.Select(map => map.Parameter).Where(parameter => parameter.Kind != ParameterKind.Fixed && !written.Contains(parameter.Name)).Select(parameter => parameter.Name), .. checkpoint.Others]);
    }

    private static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            Npz.Write(path, tensors);
        }
        else
        {
            Safetensors.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        }
    }

    // Fixed positions that the source does not store, as JAX's do not, or stores for another resolution, are computed.
    private static Tensor? Ours(TensorMap? source, ParameterSpec parameter, ModelSpec model, WeightSource weights)
    {
        bool there = source is not null && source.Parts.All(part => weights.Tensors.ContainsKey(part.Key));
        bool otherGrid = there && source!.Parts.Any(part => LayoutCheck.IsOtherGrid(source, part, weights.Tensors[part.Key].Shape));
        return there && !otherGrid ? TensorLayout.ToOurs(source!, weights.Read)
            : parameter.Kind == ParameterKind.Fixed && model.Vision is { } vision ? SinCosPositions.Tokens(vision)
            : otherGrid ? throw new OpenVisionException(
                $"{weights.Path}: '{source!.Parts[0].Key}' holds learned positions of another resolution than {model.Name}'s. Declare the encoder with the resolution of these weights.")
            : null;
    }
}
