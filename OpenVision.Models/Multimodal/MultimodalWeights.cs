using OpenVision.Layers;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Multimodal;

/// <summary>What has been read of a multimodal checkpoint.</summary>
/// <param name="Layout">Its layout.</param>
/// <param name="VisionWeights">The file that the image encoder's weights came from: another one where the checkpoint holds none.</param>
/// <param name="Absent">The image encoder's tensors that no file held; the connector reads none of them, and they are 0 now.</param>
public sealed record MultimodalLoad(MultimodalLayout Layout, string VisionWeights, IReadOnlyList<string> Absent);

/// <summary>A multimodal model's weights in files: LLaVA's own layout and Hugging Face's, and the connector alone.</summary>
public static class MultimodalWeights
{
    /// <summary>Loads a model; nothing is changed unless all of it fits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The checkpoint, of any layout: a file, an index of shards, or a folder of either.</param>
    /// <param name="visionWeights">The image encoder's own weights, for a checkpoint that was trained with a frozen encoder and holds none. Default: there are none.</param>
    /// <exception cref="OpenVisionException">Weights are missing or do not fit; the message lists every difference.</exception>
    public static MultimodalLoad Load(MultimodalModel model, string path, string? visionWeights = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using WeightSource source = WeightSource.Open(path);
        MultimodalSpec spec = model.Spec;
        MultimodalLayout layout = MultimodalNames.Guess(source.Tensors.Keys);
        TensorMap[] connector = [.. MultimodalNames.ConnectorMaps(spec, layout)], language = [.. MultimodalNames.Language(spec, layout)];
        TensorMap[] vision = HasVision(source, layout) ? [.. MultimodalNames.Vision(spec.Vision, layout).Where(map => IsThere(map, source) || MultimodalNames.IsRead(spec, map.Parameter.Name))] : [];
        Require(spec, source, layout, [.. connector, .. language, .. vision]);
        if (vision.Length == 0)
        {
            LoadVision(model, source.Path, visionWeights);
        }
        else
        {
            ModelWeights.Fill(vision, source, model.VisionParameters);
        }

        string[] absent = vision.Length == 0 ? [] : Clear(model.VisionParameters, [.. vision.Select(map => map.Parameter.Name)]);
        ModelWeights.Fill(connector, source, model.ConnectorParameters);
        ModelWeights.Fill(language, source, model.LanguageParameters);
        return new(layout, vision.Length == 0 ? visionWeights! : source.Path, absent);
    }

    /// <summary>Writes a model, without the image encoder's head, which it does not use; atomically.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The safetensors file.</param>
    /// <param name="layout">Whose names its tensors get.</param>
    /// <param name="withVision">Whether the image encoder's weights go with it; without, loading needs their own file. Default: yes.</param>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void Save(MultimodalModel model, string path, MultimodalLayout layout, bool withVision = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        Write(path,
        [
            .. withVision ? Stored(MultimodalNames.Vision(model.Spec.Vision, layout), model.VisionParameters) : [],
            .. Stored(MultimodalNames.ConnectorMaps(model.Spec, layout), model.ConnectorParameters),
            .. Stored(MultimodalNames.Language(model.Spec, layout), model.LanguageParameters),
        ]);
    }

    /// <summary>Loads the connector alone, such as LLaVA's first stage leaves it: <c>mm_projector.bin</c> as safetensors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A checkpoint of any layout; its other tensors do not count.</param>
    /// <exception cref="OpenVisionException">The connector is missing or does not fit; the message lists every difference.</exception>
    public static void LoadConnector(MultimodalModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        using WeightSource source = WeightSource.Open(path);
        MultimodalLayout layout = MultimodalNames.Guess(source.Tensors.Keys);
        TensorMap[] maps = [.. MultimodalNames.ConnectorMaps(model.Spec, layout).Select(map => Found(map, source))];
        RequireNone(model.Spec, source.Path, Differences(maps, source));
        ModelWeights.Fill(maps, source, model.ConnectorParameters);
    }

    /// <summary>Writes the connector alone, by LLaVA's names, atomically.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="OpenVisionException">The file cannot be written.</exception>
    public static void SaveConnector(MultimodalModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        Write(path, Stored(MultimodalNames.ConnectorMaps(model.Spec, MultimodalLayout.Original), model.ConnectorParameters));
    }

    // Files of the first stage have other words before it: what follows it counts, as in LLaVA's loader.
    private static TensorMap Found(TensorMap map, WeightSource source)
    {
        string end = MultimodalNames.Connector + map.Parameter.Name;
        return IsThere(map, source) || source.Tensors.Keys.SingleOrDefault(name => name.EndsWith(end, StringComparison.Ordinal)) is not { } key
            ? map
            : map with { Parts = new([map.Parts[0] with { Key = key }]) };
    }

    private static void LoadVision(MultimodalModel model, string path, string? visionWeights) => ModelWeights.Load(
        new ModelSpec { Name = model.Spec.Vision.Name, Vision = model.Spec.Vision },
        model.VisionParameters,
        visionWeights ?? throw new OpenVisionException(
            $"{path} holds no image encoder: {model.Spec.Name} was trained with a frozen one. Name the weights of {model.Spec.Vision.Name} beside it."),
        ignoreOthers: true);

    private static bool HasVision(WeightSource source, MultimodalLayout layout) =>
        source.Tensors.Keys.Any(name => name.StartsWith(MultimodalNames.VisionPrefix(layout), StringComparison.Ordinal));

    private static bool IsThere(TensorMap map, WeightSource source) => map.Parts.All(part => source.Tensors.ContainsKey(part.Key));

    private static void Require(MultimodalSpec spec, WeightSource source, MultimodalLayout layout, TensorMap[] maps)
    {
        HashSet<string> known = [.. maps.SelectMany(map => map.Parts).Select(part => part.Key)];
        RequireNone(spec, source.Path,
        [
            .. Differences(maps, source),
            .. source.Tensors.Keys.Where(name => !known.Contains(name) && !MultimodalNames.MayBeLeft(name, spec, layout))
                .Order(StringComparer.Ordinal).Select(name => $"'{name}' is unexpected"),
        ]);
    }

    private static IEnumerable<string> Differences(TensorMap[] maps, WeightSource source) =>
    [
        .. LayoutCheck.Differences(maps, source.Tensors.ToDictionary(entry => entry.Key, entry => new EquatableArray<long>(entry.Value.Shape)), ignoreOthers: true),
        .. FittingCheckpoint.NotFloating(maps, source.Tensors),
    ];

    private static void RequireNone(MultimodalSpec spec, string path, IEnumerable<string> differences)
    {
        const int Shown = 20;
        string[] all = [.. differences];
        if (all.Length > 0)
        {
            string rest = all.Length > Shown ? $"; and {all.Length - Shown} more" : "";
            throw new OpenVisionException($"{path} does not fit {spec.Name}: {string.Join("; ", all.Take(Shown))}{rest}. Name weights of this model, or declare the model as it was when they were written.");
        }
    }

    // What no file holds must not stay as the allocator left it.
    private static string[] Clear(ParameterStore parameters, HashSet<string> loaded)
    {
        using IDisposable noGrad = no_grad();
        Parameter[] others = [.. parameters.Parameters.Where(parameter => !loaded.Contains(parameter.Name))];
        foreach (Parameter parameter in others)
        {
            parameter.Master.zero_();
        }

        parameters.RefreshCompute();
        return [.. others.Select(parameter => parameter.Name)];
    }

    private static IEnumerable<(Parameter Parameter, TensorMap Map)> Stored(IEnumerable<TensorMap> maps, ParameterStore parameters)
    {
        Dictionary<string, Parameter> own = parameters.Parameters.Concat(parameters.Fixed).ToDictionary(parameter => parameter.Name);
        return maps.Select(map => (own[map.Parameter.Name], map));
    }

    private static void Write(string path, IEnumerable<(Parameter Parameter, TensorMap Map)> tensors)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Safetensors.Write(
            path,
            tensors.SelectMany(found => TensorLayout.ToStored(found.Map, found.Parameter.Master)).ToDictionary(part => part.Key, part => part.Tensor),
            new Dictionary<string, string> { ["format"] = "pt" });
    }
}
