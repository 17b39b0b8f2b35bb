using System.Globalization;
using OpenVision.Conversations;
using OpenVision.Language;
using OpenVision.Layers;
using OpenVision.Multimodal;
using OpenVision.Numerics;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Training;

/// <summary>A stage of a multimodal run: its model, an optimiser for each part that trains, and the updates of both.</summary>
internal sealed class MllmStage : IDisposable
{
    private const string FirstMoment = "first_moment", SecondMoment = "second_moment", Updates = "updates";

    private readonly MllmStageSpec spec;
    private readonly long steps;
    private readonly int seed;
    private readonly (string Name, ModelParts Part, ParameterStore Store, AdamW Optimizer)[] trained;
    private readonly HashSet<ModelParts> reached = [];

    /// <summary>Begins a stage.</summary>
    /// <param name="model">The model, made for what trains; disposed of with the stage.</param>
    /// <param name="spec">The stage.</param>
    /// <param name="steps">The number of its updates.</param>
    /// <param name="optimizer">AdamW's settings.</param>
    /// <param name="seed">The seed of adapters' dropout.</param>
    public MllmStage(MultimodalModel model, MllmStageSpec spec, long steps, OptimizerSpec optimizer, int seed)
    {
        (Model, this.spec, this.steps, this.seed) = (model, spec, steps, seed);
        trained = [.. PartFiles.Trained(model).Select(part => (part.Name, PartOf(part.Store), part.Store, new AdamW(part.Store, optimizer)))];
    }

    /// <summary>The model.</summary>
    public MultimodalModel Model { get; }

    /// <summary>The learning rate that a stage is known by: the language model's where it trains, else the connector's, else the image encoder's.</summary>
    /// <param name="spec">The stage.</param>
    /// <param name="step">The update's number in the stage, from 0.</param>
    /// <param name="steps">The number of its updates.</param>
    /// <param name="peak">Whether its peak is asked for.</param>
    public static double Rate(MllmStageSpec spec, long step, long steps, bool peak = false)
    {
        ModelParts part = new[] { ModelParts.Language, ModelParts.Connector, ModelParts.Vision }.FirstOrDefault(part => spec.Trains.HasFlag(part));
        return peak ? MllmSchedule.Peak(spec, part) : MllmSchedule.At(spec, part, step, steps);
    }

    /// <summary>Makes an update; every tensor that it needs is gone afterwards.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="step">The update's number in the stage, from 0.</param>
    /// <param name="where">The stage and the step, for messages.</param>
    /// <returns>The loss, and the gradients' norm before clipping.</returns>
    /// <exception cref="OpenVisionException">The loss or a gradient is not finite, or what trains gets no gradient.</exception>
    public (float Loss, double GradientNorm) Step(ConversationBatch<PictureTiles> batch, long step, string where)
    {
        float loss = Backward(batch, Hash.Of(Hash.Of("adapters", seed), (ulong)step));
        if (!float.IsFinite(loss))
        {
            throw NotFinite(where, "the loss", loss);
        }

        CheckGradients(where, batch.Pictures.Any());
        double norm = Math.Sqrt(trained.Sum(static part => Math.Pow(part.Optimizer.GradientNorm(), 2)));
        if (!double.IsFinite(norm))
        {
            throw NotFinite(where, "the gradient norm", norm);
        }

        foreach ((string _, ModelParts part, ParameterStore _, AdamW optimizer) in trained)
        {
            optimizer.Apply(MllmSchedule.At(spec, part, step, steps), norm);
        }

        return (loss, norm);
    }

    /// <summary>Writes what trains, and its moments.</summary>
    /// <param name="folder">A checkpoint's folder.</param>
    public void Write(string folder)
    {
        foreach ((string name, ModelParts _, ParameterStore store, AdamW optimizer) in trained)
        {
            PartFiles.Write(Path.Combine(folder, name), store);
            Safetensors.Write(
                Path.Combine(folder, $"optimizer.{name}"),
                new Dictionary<string, Tensor> { [FirstMoment] = optimizer.FirstMoment, [SecondMoment] = optimizer.SecondMoment },
                new Dictionary<string, string> { [Updates] = optimizer.Updates.ToString(CultureInfo.InvariantCulture) });
        }
    }

    /// <summary>Reads what trains, and its moments.</summary>
    /// <param name="folder">A checkpoint's folder.</param>
    /// <exception cref="OpenVisionException">A file is missing or damaged.</exception>
    public void Read(string folder)
    {
        foreach ((string name, ModelParts _, ParameterStore store, AdamW optimizer) in trained)
        {
            PartFiles.Read(Path.Combine(folder, name), store);
            using SafetensorsFile moments = SafetensorsFile.Open(Path.Combine(folder, $"optimizer.{name}"));
            if (!long.TryParse(moments.Header.Metadata.GetValueOrDefault(Updates), NumberStyles.None, CultureInfo.InvariantCulture, out long updates))
            {
                throw new OpenVisionException($"{moments.Path} does not say how many updates were made.");
            }

            moments.CopyTo(FirstMoment, optimizer.FirstMoment);
            moments.CopyTo(SecondMoment, optimizer.SecondMoment);
            optimizer.Updates = updates;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((string _, ModelParts _, ParameterStore _, AdamW optimizer) in trained)
        {
            optimizer.Dispose();
        }

        Model.Dispose();
    }

    private ModelParts PartOf(ParameterStore store) =>
        store == Model.VisionParameters ? ModelParts.Vision : store == Model.ConnectorParameters ? ModelParts.Connector : ModelParts.Language;

    private float Backward(ConversationBatch<PictureTiles> batch, ulong dropout)
    {
        int size = spec.MicroBatch > 0 ? spec.MicroBatch : batch.Rows.Count;
        long tokens = size < batch.Rows.Count ? MllmBatch.LearntTokens(batch, Model.Spec, spec.MaxLength) : 0;
        double loss = 0;
        for (int first = 0; first < batch.Rows.Count; first += size)
        {
            if (first > 0)
            {
                foreach ((string _, ModelParts _, ParameterStore store, AdamW _) in trained)
                {
                    store.CollectGradients(); // bfloat16 would lose in the sum what float32 keeps
                }
            }

            using DisposeScope scope = NewDisposeScope();
            SplicedBatch spliced = MllmBatch.Splice(Model, batch, first, Math.Min(size, batch.Rows.Count - first), spec.MaxLength);
            Tensor hidden = Model.Language.Forward(spliced.Embeddings, new(spliced.Positions, spliced.Mask, DropoutSeed: spec.Lora is null ? null : dropout + (ulong)first));
            Tensor part = LanguageLoss.Mean(Model.Language, hidden, spliced.Labels!, tokens);       // a scalar
            part.backward();
            loss += part.item<float>();
        }

        return (float)loss;
    }

    // A batch without pictures reaches neither encoder nor connector: those are looked at when the first picture comes.
    private void CheckGradients(string where, bool hasPictures)
    {
        foreach ((string name, ModelParts part, ParameterStore store, AdamW _) in trained)
        {
            if ((part != ModelParts.Language && !hasPictures) || !reached.Add(part))
            {
                continue;
            }

            string[] silent = [.. GradientCheck.WithoutGradient(store).Where(parameter => IsReached(part, parameter, hasPictures))];
            if (silent.Length > 0)
            {
                throw new OpenVisionException($"{where}: {silent.Length} parameters of {name} are declared to train and get no gradient: {string.Join(", ", silent.Take(20))}. Leave the part out of the stage's Trains, or report it: the compiler's trainability table says otherwise.");
            }
        }
    }

    // Rows of the token table that no text of the batch has, and adapters' first matrices before their second have moved, get none rightly:
    // a table is looked at as a whole, and of adapters the second matrices alone.
    private bool IsReached(ModelParts part, string parameter, bool hasPictures) => part switch
    {
        ModelParts.Vision => StageTrainability.IsRead(Model.Spec.Vision, Model.Spec.FeatureLayer, parameter),
        ModelParts.Language => !parameter.EndsWith($"{LanguageAdapters.Down}.weight", StringComparison.Ordinal)
            && (parameter != ParameterTable.Newline || hasPictures),
        _ => true,
    };

    private static OpenVisionException NotFinite(string where, string what, double value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{where}: {what} is {value}. The parameters are those of the step before. Go on from the newest checkpoint with --resume and a lower learning rate, a longer warm-up, a ClipNorm, or --precision f32."));
}
