using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpenVision.Layers;
using OpenVision.Weights;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>
/// One checkpoint: a folder with <c>model.safetensors</c> (parameters under their published names),
/// <c>average.safetensors</c> (their average in the same form, where the recipe has one), <c>optimizer.safetensors</c> (both
/// moments, flat as the optimiser keeps them and in its formats) and <c>state.json</c>. It is written under another name and
/// renamed, so a folder of this name is whole.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Step">The number of updates before it.</param>
internal sealed record Checkpoint(string Folder, long Step)
{
    private const string FirstMoment = "first_moment";
    private const string SecondMoment = "second_moment";
    private const string Layout = "layout";
    private const string Updates = "updates";

    /// <summary>The parameters.</summary>
    public string Weights => Path.Combine(Folder, "model.safetensors");

    /// <summary>The average of the parameters.</summary>
    public string Average => Path.Combine(Folder, "average.safetensors");

    private string Moments => Path.Combine(Folder, "optimizer.safetensors");

    private string StatePath => Path.Combine(Folder, "state.json");

    /// <summary>Writes the files into a folder that is there.</summary>
    /// <param name="state">Where the run stands.</param>
    /// <param name="graph">What is trained.</param>
    /// <param name="optimizer">Its optimiser.</param>
    public void Write(TrainState state, TrainingGraph graph, AdamW optimizer)
    {
        ModelWeights.Save(graph.Model, graph.Parameters, Weights, MetadataOf(graph, state.Step));
        Dictionary<string, string> metadata = new()
        {
            [Layout] = LayoutOf(graph.Parameters),
            [Updates] = optimizer.Updates.ToString(CultureInfo.InvariantCulture),
        };
        if (optimizer.Average is not null)
        {
            using IDisposable averaged = optimizer.UseAverage();
            ModelWeights.Save(graph.Model, graph.Parameters, Average, MetadataOf(graph, state.Step));
        }

        Safetensors.Write(Moments, new Dictionary<string, Tensor> { [FirstMoment] = optimizer.FirstMoment, [SecondMoment] = optimizer.SecondMoment }, metadata);
        WriteState(state);
    }

    /// <summary>Writes where the run stands, over what was written before.</summary>
    /// <param name="state">Where the run stands.</param>
    public void WriteState(TrainState state) =>
        AtomicFile.Write(StatePath, stream => JsonSerializer.Serialize(stream, state, TrainingJson.Default.TrainState));

    /// <summary>Reads where the run stood.</summary>
    /// <exception cref="OpenVisionException">The file is missing, damaged or of another version.</exception>
    public TrainState ReadState()
    {
        TrainState? state;
        try
        {
            using FileStream stream = File.OpenRead(StatePath);
            state = JsonSerializer.Deserialize(stream, TrainingJson.Default.TrainState);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"{StatePath} cannot be read: {e.Message}", e);
        }

        return state?.Version == TrainState.CurrentVersion
            ? state
            : throw new OpenVisionException($"{StatePath} has version {state?.Version}; this build reads version {TrainState.CurrentVersion}.");
    }

    /// <summary>Reads parameters, moments and the average.</summary>
    /// <param name="graph">What is trained.</param>
    /// <param name="optimizer">Its optimiser.</param>
    /// <exception cref="OpenVisionException">A file is missing, damaged or does not fit the graph.</exception>
    public void Restore(TrainingGraph graph, AdamW optimizer)
    {
        using SafetensorsFile moments = SafetensorsFile.Open(Moments);
        IReadOnlyDictionary<string, string> metadata = moments.Header.Metadata;
        ModelWeights.Load(graph.Model, graph.Parameters, Weights, ignoreOthers: false);
        if (metadata.GetValueOrDefault(Layout) != LayoutOf(graph.Parameters))
        {
            throw new OpenVisionException($"{Moments} holds the moments of parameters in another order than the model's.");
        }

        if (!long.TryParse(metadata.GetValueOrDefault(Updates), NumberStyles.None, CultureInfo.InvariantCulture, out long updates))
        {
            throw new OpenVisionException($"{Moments} does not say how many updates were made: '{metadata.GetValueOrDefault(Updates)}'.");
        }

        if (optimizer.Average is not null)
        {
            using IDisposable averaged = optimizer.UseAverage();
            ModelWeights.Load(graph.Model, graph.Parameters, Average, ignoreOthers: false);
        }

        moments.CopyTo(FirstMoment, optimizer.FirstMoment);
        moments.CopyTo(SecondMoment, optimizer.SecondMoment);
        optimizer.Updates = updates;
    }

    /// <summary>What a weights file says of itself.</summary>
    /// <param name="graph">What is trained.</param>
    /// <param name="step">The number of updates made.</param>
    public static IReadOnlyDictionary<string, string> MetadataOf(TrainingGraph graph, long step)
    {
        RecipeSpec spec = graph.Spec;
        Dictionary<string, string> metadata = new()
        {
            ["format"] = "pt", // what other readers of the format look for
            ["recipe"] = spec.Name,
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["vision"] = JsonSerializer.Serialize(spec.Vision, RecipeJson.Default.VisionSpec),
            ["text"] = JsonSerializer.Serialize(spec.Text, RecipeJson.Default.TextSpec),
        };
        if (spec.Decoder is { } decoder)
        {
            metadata["decoder"] = JsonSerializer.Serialize(decoder, RecipeJson.Default.DecoderSpec);
        }

        return metadata;
    }

    // The moments have no names: this is what tells whether they belong to the same parameters at the same places.
    private static string LayoutOf(ParameterStore parameters)
    {
        StringBuilder text = new();
        foreach (Parameter parameter in parameters.Parameters)
        {
            text.Append(parameter.Name).Append(' ').Append(parameter.Kind).Append(' ').AppendJoin(',', parameter.Shape).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
