using System.Globalization;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// What each stage of a run starts from: a folder a stage with a file for each part, in the number format that parts train in. A stage that
/// ends writes what it trained and hands on the others' files as they are, so that a frozen part is the same to the last bit, also where a
/// stage computes with a rounded copy of it.
/// </summary>
/// <param name="root">The folder of all of them.</param>
internal sealed class PartFiles(string root)
{
    private const string VisionName = "vision.safetensors", ConnectorName = "connector.safetensors", LanguageName = "language.safetensors";
    private const string AdaptersName = "adapters.safetensors";

    private static readonly string[] all = [VisionName, ConnectorName, LanguageName];

    /// <summary>What a stage starts from.</summary>
    /// <param name="stage">The stage's place in the recipe.</param>
    public string Of(int stage) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"stage-{stage}"));

    /// <summary>Writes every part of a model for a stage that no other comes before.</summary>
    /// <param name="stage">The stage's place in the recipe.</param>
    /// <param name="model">The model, in float32.</param>
    public void Begin(int stage, MultimodalModel model) => Make(stage, folder =>
    {
        Write(Path.Combine(folder, VisionName), model.VisionParameters);
        Write(Path.Combine(folder, ConnectorName), model.ConnectorParameters);
        Write(Path.Combine(folder, LanguageName), model.LanguageParameters);
    });

    /// <summary>Writes what a stage starts from: what the former one trained, and the rest as that one had it.</summary>
    /// <param name="stage">The stage's place in the recipe.</param>
    /// <param name="former">The former stage's.</param>
    /// <param name="model">The former stage's model; its adapters are merged into the language model that they change.</param>
    public void HandOn(int stage, int former, MultimodalModel model) => Make(stage, folder =>
    {
        Dictionary<string, ParameterStore> trained = Trained(model).ToDictionary(static part => part.Name, static part => part.Store);
        foreach (string name in all)
        {
            (string from, string to) = (Path.Combine(Of(former), name), Path.Combine(folder, name));
            if (trained.TryGetValue(name, out ParameterStore? store))
            {
                Write(to, store);
            }
            else if (name == LanguageName && AdaptersOf(model) is { } adapters)
            {
                Merge(adapters, from, to);
            }
            else
            {
                File.Copy(from, to);
            }
        }
    });

    /// <summary>Reads what a stage starts from.</summary>
    /// <param name="stage">The stage's place in the recipe.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="OpenVisionException">A file is missing, damaged or of another model.</exception>
    public void Read(int stage, MultimodalModel model)
    {
        Read(Path.Combine(Of(stage), VisionName), model.VisionParameters);
        Read(Path.Combine(Of(stage), ConnectorName), model.ConnectorParameters);
        Read(Path.Combine(Of(stage), LanguageName), model.LanguageParameters);
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

    /// <summary>Puts what a stage has trained so far into a model for use: adapters become part of the language model.</summary>
    /// <param name="trained">The stage's model.</param>
    /// <param name="whole">A model in float32 with what the stage started from.</param>
    public static void Apply(MultimodalModel trained, MultimodalModel whole)
    {
        using IDisposable noGrad = no_grad();
        Copy(trained.VisionParameters, whole.VisionParameters);
        Copy(trained.ConnectorParameters, whole.ConnectorParameters);
        Copy(trained.LanguageParameters, whole.LanguageParameters);
        if (AdaptersOf(trained) is { } adapters)
        {
            foreach (Parameter parameter in whole.LanguageParameters.Parameters)
            {
                using DisposeScope scope = NewDisposeScope();
                if (adapters.Merged(parameter.Name, parameter.Master) is { } merged)
                {
                    parameter.Master.copy_(merged);
                }
            }
        }
    }

    /// <summary>Reads a store's file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="OpenVisionException">It is missing or damaged, or of another model.</exception>
    public static void Read(string path, ParameterStore store)
    {
        using WeightSource source = WeightSource.Open(path);
        string[] missing = [.. store.Parameters.Select(static parameter => parameter.Name).Where(name => !source.Tensors.ContainsKey(name))];
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
    public static void Write(string path, ParameterStore store) =>
        Safetensors.Write(path, store.Parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Master));

    private static LanguageAdapters? AdaptersOf(MultimodalModel model) =>
        model.AdapterParameters is { Settings.Trains: true } store ? new(store, model.Settings.Lora!) : null;

    private static void Merge(LanguageAdapters adapters, string from, string to)
    {
        using DisposeScope scope = NewDisposeScope();
        Safetensors.Write(to, Safetensors.Read(from).ToDictionary(static entry => entry.Key, entry => adapters.Merged(entry.Key, entry.Value) ?? entry.Value));
    }

    private static void Copy(ParameterStore from, ParameterStore to)
    {
        if (from.Settings.Trains)
        {
            foreach (Parameter parameter in to.Parameters)
            {
                parameter.Master.copy_(from[parameter.Name].Master);
            }
        }
    }

    // Whole or not at all, also where a run that goes on does it a second time.
    private void Make(int stage, Action<string> write)
    {
        (string final, string partial) = (Of(stage), Of(stage) + AtomicFile.PartialSuffix);
        try
        {
            Delete(partial);
            Directory.CreateDirectory(partial);
            write(partial);
            Delete(final);
            Directory.Move(partial, final);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The parts in '{root}' cannot be written: {e.Message} Free space or mend the folder's permissions, then go on with --resume.", e);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
