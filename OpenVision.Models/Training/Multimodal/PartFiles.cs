using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// The parts of a model between the stages of its run: a file each, in the number format that they train in. A stage writes what it
/// trained and leaves the others' files alone, so that a frozen part is the same to the last bit, also where a stage computes with a
/// rounded copy of it.
/// </summary>
/// <param name="folder">The folder that holds them.</param>
internal sealed class PartFiles(string folder)
{
    private const string VisionName = "vision.safetensors", ConnectorName = "connector.safetensors", LanguageName = "language.safetensors";
    private const string AdaptersName = "adapters.safetensors";

    /// <summary>Whether all parts are there.</summary>
    public bool AreThere => File.Exists(Join(VisionName)) && File.Exists(Join(ConnectorName)) && File.Exists(Join(LanguageName));

    /// <summary>Writes every part of a model that no stage has trained yet.</summary>
    /// <param name="model">The model, in float32.</param>
    public void WriteAll(MultimodalModel model)
    {
        WritePart(VisionName, model.VisionParameters);
        WritePart(LanguageName, model.LanguageParameters);
        WritePart(ConnectorName, model.ConnectorParameters);
    }

    /// <summary>Writes the parts that a stage trained; adapters are merged into the language model that they change.</summary>
    /// <param name="model">The model.</param>
    public void WriteTrained(MultimodalModel model)
    {
        foreach ((string name, ParameterStore store) in Trained(model).Where(static part => part.Name != AdaptersName))
        {
            WritePart(name, store);
        }

        if (model.AdapterParameters is { Settings.Trains: true } adapters)
        {
            Merge(new LanguageAdapters(adapters, model.Settings.Lora!));
        }
    }

    /// <summary>Reads every part.</summary>
    /// <param name="model">The model.</param>
    public void ReadAll(MultimodalModel model)
    {
        Read(folder, VisionName, model.VisionParameters);
        Read(folder, ConnectorName, model.ConnectorParameters);
        Read(folder, LanguageName, model.LanguageParameters);
    }

    /// <summary>The stores that train, by the names of their files.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<(string Name, ParameterStore Store)> Trained(MultimodalModel model) =>
        new (string Name, ParameterStore? Store)[]
        {
            (VisionName, model.VisionParameters), (ConnectorName, model.ConnectorParameters), (LanguageName, model.LanguageParameters), (AdaptersName, model.AdapterParameters),
        }
        .Where(static part => part.Store is { Settings.Trains: true })
        .Select(static part => (part.Name, part.Store!));

    /// <summary>Reads a store's file.</summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="name">Its name.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="OpenVisionException">It is missing or damaged, or of another model.</exception>
    public static void Read(string folder, string name, ParameterStore store)
    {
        using WeightSource source = WeightSource.Open(Path.Combine(folder, name));
        string[] missing = [.. store.Parameters.Select(static parameter => parameter.Name).Where(parameter => !source.Tensors.ContainsKey(parameter))];
        if (missing.Length > 0)
        {
            throw new OpenVisionException($"{source.Path} lacks {missing.Length} tensors of the model, '{missing[0]}' first: it is of another run. Start a new run with another --out.");
        }

        source.CopyAll([.. store.Parameters.Select(static parameter => (parameter.Name, parameter.Master))]);
        store.RefreshCompute();
    }

    /// <summary>Writes a store's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="store">The store.</param>
    public static void Write(string path, ParameterStore store) => Safetensors.Write(
        path, store.Parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Master));

    private void WritePart(string name, ParameterStore store)
    {
        Directory.CreateDirectory(folder);
        Write(Join(name), store);
    }

    private void Merge(LanguageAdapters adapters)
    {
        using DisposeScope scope = NewDisposeScope();
        string path = Join(LanguageName);
        Safetensors.Write(path, Safetensors.Read(path).ToDictionary(static entry => entry.Key, entry => adapters.Merged(entry.Key, entry.Value) ?? entry.Value));
    }

    private string Join(string name) => Path.Combine(folder, name);
}
