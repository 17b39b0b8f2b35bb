using OpenVision.Clip;
using OpenVision.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Weights;

/// <summary>A model's weights in a file: written in one of the known layouts, read in any of them.</summary>
public static class ModelWeights
{
    // Positions computed by another library differ in their last bits; those of another formula in all of them.
    private const double FixedTolerance = 1e-4;

    /// <summary>Makes a model and loads its weights.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="create">Makes it.</param>
    /// <param name="path">The weights.</param>
    /// <param name="settings">Where and how it computes. Default: float32 on the processor, without gradients.</param>
    /// <exception cref="OpenVisionException">The weights are missing or do not fit; the message lists every difference.</exception>
    public static TModel Load<TModel>(Func<GraphSettings, TModel> create, string path, GraphSettings? settings = null)
        where TModel : ClipModel
    {
        ArgumentNullException.ThrowIfNull(create);
        TModel model = create((settings ?? GraphSettings.Inference) with { Initialise = false });
        try
        {
            Load(model, path, ignoreOthers: false);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Loads a model's weights, and how its images are prepared where a configuration beside them says so.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The weights.</param>
    /// <param name="ignoreOthers">Whether the weights may hold tensors that the model lacks.</param>
    /// <exception cref="OpenVisionException">The weights are missing or do not fit; the message lists every difference.</exception>
    public static void Load(ClipModel model, string path, bool ignoreOthers)
    {
        ArgumentNullException.ThrowIfNull(model);
        PreprocessSpec preprocess = OpenClipConfigFile.Preprocess(path, model.Preprocess);
        Load(model.Model, model.Parameters, path, ignoreOthers);
        model.Preprocess = preprocess;
    }

    /// <summary>Loads weights into a graph; nothing is changed unless all of them fit, and the configuration beside them where there is one.</summary>
    /// <param name="model">What fixes the graph.</param>
    /// <param name="parameters">The graph's parameters.</param>
    /// <param name="path">The weights.</param>
    /// <param name="ignoreOthers">Whether the weights may hold tensors that the graph lacks: another tower's, a decoder's.</param>
    /// <exception cref="OpenVisionException">The weights are missing or do not fit; the message lists every difference.</exception>
    public static void Load(ModelSpec model, ParameterStore parameters, string path, bool ignoreOthers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        if (OpenClipConfigFile.Beside(path) is { } config)
        {
            OpenClipConfigFile.Verify(config, model);
        }

        using WeightSource source = WeightSource.Open(path);
        IReadOnlyList<TensorMap> maps = FittingCheckpoint.Of(model, source.Path, source.Tensors, ignoreOthers).Maps;
        Fill(maps, source, parameters);
    }

    /// <summary>Reads tensors into their parameters. The source's header has been found to fit.</summary>
    /// <param name="maps">Where the source holds them.</param>
    /// <param name="source">The source.</param>
    /// <param name="parameters">The graph's parameters.</param>
    /// <exception cref="OpenVisionException">Fixed tensors have other values: nothing is changed then; or the file shrank meanwhile.</exception>
    internal static void Fill(IReadOnlyList<TensorMap> maps, WeightSource source, ParameterStore parameters)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();

        // These may be refused by their values, so they come before anything is changed.
        foreach (TensorMap map in maps.Where(map => map.Parameter.Kind == ParameterKind.Fixed))
        {
            Keep(map, source, parameters);
        }

        ILookup<bool, TensorMap> straight = maps.Where(map => map.Parameter.Kind != ParameterKind.Fixed).ToLookup(map => IsStraight(map, source));

        // Most tensors go straight to their place, read on all processors.
        source.CopyAll([.. straight[true].Select(map => (map.Parts[0].Key, Stored(parameters[map.Parameter.Name].Master, source.Tensors[map.Parts[0].Key])))]);
        foreach (TensorMap map in straight[false])
        {
            Rearrange(map, source, parameters[map.Parameter.Name].Master);
        }

        parameters.RefreshCompute();
    }

    /// <summary>Writes every tensor of a model, in the number format that it is kept in, atomically. The same values give the same bytes.</summary>
    /// <param name="model">What fixes the graph.</param>
    /// <param name="parameters">The graph's parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">The file's <c>__metadata__</c>.</param>
    /// <param name="layout">Whose names and shapes it gets. Default: ours, which open_clip reads but for a decoder.</param>
    /// <exception cref="OpenVisionException">The layout has no names for the model, or the file cannot be written.</exception>
    public static void Save(
        ModelSpec model, ParameterStore parameters, string path, IReadOnlyDictionary<string, string> metadata, WeightLayout layout = WeightLayout.OpenVision)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        if (LayoutMap.WhyNot(layout, model) is { } reason)
        {
            throw new OpenVisionException($"The layout {layout} cannot hold {model.Name}: {reason}. Name another layout.");
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Dictionary<string, Tensor> own = parameters.Parameters.Concat(parameters.Fixed).ToDictionary(parameter => parameter.Name, parameter => parameter.Master);
        Dictionary<string, Tensor> stored = LayoutMap.Of(layout, model)
            .SelectMany(map => TensorLayout.ToStored(map, own[map.Parameter.Name]))
            .ToDictionary(part => part.Key, part => part.Tensor);
        Safetensors.Write(path, stored, metadata);
    }

    // Only the count of axes differs, if anything.
    private static bool IsStraight(TensorMap map, WeightSource source) =>
        map.Parts is [{ How: Rearrangement.None } part] && !LayoutCheck.IsOtherGrid(map, part, source.Tensors[part.Key].Shape);

    private static Tensor Stored(Tensor target, TensorEntry entry) => target.view([.. entry.Shape]);

    private static void Rearrange(TensorMap map, WeightSource source, Tensor target)
    {
        using DisposeScope scope = NewDisposeScope();
        StoredTensor first = map.Parts[0];
        target.copy_(LayoutCheck.IsOtherGrid(map, first, source.Tensors[first.Key].Shape)
            ? Resampled(source.Read(first.Key), target)
            : TensorLayout.ToOurs(map, source.Read));
    }

    private static Tensor Resampled(Tensor stored, Tensor target)
    {
        Tensor flat = stored.view(-1, stored.shape[^1]);
        return PositionGrid.Resample(flat, Side(flat.shape[0]), Side(target.shape[0]));
    }

    // A class token may stand before the grid.
    private static int Side(long tokens) => (int)Math.Sqrt(tokens);

    // Stored fixed positions are kept as they are, so that writing them gives the same bytes; others are of another model.
    private static void Keep(TensorMap map, WeightSource source, ParameterStore parameters)
    {
        StoredTensor part = map.Parts[0];
        if (!source.Tensors.TryGetValue(part.Key, out TensorEntry? entry) || LayoutCheck.IsOtherGrid(map, part, entry.Shape))
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        Parameter own = parameters.Fixed.Single(parameter => parameter.Name == map.Parameter.Name);
        Tensor found = source.Read(part.Key).to_type(ScalarType.Float32).view([.. own.Shape]);
        double difference = found.Plus(-own.Master).abs().max().item<float>();
        if (!(difference <= FixedTolerance))
        {
            throw new OpenVisionException(
                $"{source.Path}: '{part.Key}' differs from fixed sines and cosines by {difference:G3}. These positions were learned: declare the encoder with Positions = Positions.Learned.");
        }

        own.Master.copy_(found);
        own.Compute.copy_(found);
    }
}
