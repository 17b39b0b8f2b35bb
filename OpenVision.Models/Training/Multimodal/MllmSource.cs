using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using OpenVision.Conversations;
using OpenVision.Data;
using OpenVision.Multimodal;

namespace OpenVision.Training;

/// <summary>Makes the updates of a stage of a multimodal run.</summary>
internal sealed class MllmSource : StepSource
{
    private const int DigestDigits = 16;

    private readonly MllmSetup setup;
    private readonly PlannedStage planned;
    private readonly MllmStage stage;
    private readonly ConversationSet set;
    private readonly ConversationLoader<PictureTiles> loader;

    /// <summary>Starts loading.</summary>
    /// <param name="setup">What the run is.</param>
    /// <param name="planned">The stage.</param>
    /// <param name="stage">Its model and optimisers.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="skips">Told what is skipped.</param>
    public MllmSource(MllmSetup setup, PlannedStage planned, MllmStage stage, TrainState state, SkipLedger skips)
    {
        (this.setup, this.planned, this.stage) = (setup, planned, stage);
        MllmStageSpec spec = setup.Stage(planned);
        MultimodalSpec model = stage.Model.Spec;
        set = ConversationSet.Open(spec.Data, setup.Recipe.Seed);
        try
        {
            ConversationPreparation<PictureTiles> preparation =
                new(ChatForm.Of(spec.Template), setup.Tokenizer, spec.MaxLength, new TilePreparer(model, stage.Model.Preprocess));
            loader = new(
                set,
                preparation,
                new(spec.BatchSize, Math.Max(0, model.Language.PaddingToken), setup.Recipe.Seed, spec.GroupByLength, Threads: Math.Max(1, Environment.ProcessorCount - 1)),
                state.Data,
                skips);
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override TimeSpan Waited => loader.Waited;

    /// <inheritdoc/>
    public override MadeStep? TryStep(TrainState state, CancellationToken cancellation)
    {
        ConversationBatch<PictureTiles> batch;
        try
        {
            batch = loader.Next(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }

        using (batch)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"Stage '{planned.Name}', step {state.Step + 1}");
            (float loss, double norm) = stage.Step(batch, state.StepInStage, where);
            TrainState after = state with
            {
                StepInStage = state.StepInStage + 1,
                Step = state.Step + 1,
                Samples = state.Samples + batch.Rows.Count,
                Data = batch.After,
                Evaluated = setup.Plan.EvaluationsDue(planned, state.StepInStage + 1).Count == 0,
            };
            return new(after, new(loss), MllmStage.Rate(setup.Stage(planned), state.StepInStage, planned.Steps), norm, LogitScale: null, Digest(batch));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        loader.Dispose();
        set.Dispose();
    }

    private static string Digest(ConversationBatch<PictureTiles> batch)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(batch.Ids.AsSpan()));
        foreach (PictureTiles picture in batch.Pictures)
        {
            hash.AppendData(picture.Pixels.bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestDigits];
    }
}
