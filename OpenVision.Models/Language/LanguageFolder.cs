using System.Text;
using OpenVision.Layers;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Language;

/// <summary>A language model as Hugging Face keeps it: a folder of <c>config.json</c> and <c>model.safetensors</c>, or shards and their index.</summary>
public static class LanguageFolder
{
    /// <summary>The weights' name in a folder that is written.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>Loads weights into a store; nothing is changed unless all of them fit, and the configuration beside them where there is one.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="parameters">The store that it was made in.</param>
    /// <param name="path">The folder, a <c>.safetensors</c> file, or an index of shards; a multimodal model's has the language model under its own names.</param>
    /// <param name="ignoreOthers">Whether the weights may hold other parts' tensors. Default: no.</param>
    /// <exception cref="OpenVisionException">The weights or the configuration are missing, broken, or do not fit; the message lists every difference.</exception>
    public static void Load(LanguageSpec spec, ParameterStore parameters, string path, bool ignoreOthers = false)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(path);
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        string config = Path.Combine(folder, LanguageConfig.Name);
        bool isConfigured = File.Exists(config);
        if (isConfigured)
        {
            LanguageConfig.Verify(config, spec);
        }
        else if (Directory.Exists(path))
        {
            throw new OpenVisionException($"{folder} has no {LanguageConfig.Name}, without which nothing says that these are weights of {spec.Name}. Fetch it too, or name the file of weights itself.");
        }

        using WeightSource source = WeightSource.Open(path);
        IReadOnlyDictionary<string, string> keys = LanguageKeys.Of(spec, source, ignoreOthers, ignoreHead: spec.TiedHead && isConfigured);
        source.CopyAll([.. keys.Select(pair => (pair.Value, parameters[pair.Key].Master))]);
        parameters.RefreshCompute();
    }

    /// <summary>Writes a folder that transformers reads, each file atomically, weights in the number format that they are kept in.</summary>
    /// <param name="spec">The language model.</param>
    /// <param name="parameters">The store that it was made in.</param>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="adapters">Adapters that are merged into what is written; the store stays as it is. Default: none.</param>
    /// <exception cref="OpenVisionException">It cannot be written.</exception>
    public static void Save(LanguageSpec spec, ParameterStore parameters, string folder, LanguageAdapters? adapters = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"{folder} cannot be made: {e.Message}", e);
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Dictionary<string, Tensor> tensors = ParameterTable.Language(spec)
            .ToDictionary(parameter => parameter.Name, parameter => adapters?.Merged(parameter.Name, parameters[parameter.Name].Master) ?? parameters[parameter.Name].Master);
        bool isHalf = tensors.Values.First().dtype == ScalarType.BFloat16;
        Safetensors.Write(Path.Combine(folder, WeightsName), tensors, new Dictionary<string, string> { ["format"] = "pt" });
        AtomicFile.Write(Path.Combine(folder, LanguageConfig.Name), stream => stream.Write(Encoding.UTF8.GetBytes(LanguageConfigWriter.Write(spec, isHalf))));
    }
}
