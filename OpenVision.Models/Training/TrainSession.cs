using System.Diagnostics;
using OpenVision.Data;
using OpenVision.Evaluation;

namespace OpenVision.Training;

/// <summary>One process's part of a run: from its start or a checkpoint to its end, an interruption or an error.</summary>
internal sealed class TrainSession : IDisposable
{
    private readonly Trainee trainee;
    private readonly RunFolder folder;
    private readonly ITrainObserver observer;
    private readonly int keepLast;
    private readonly Checkpoint? resumed;
    private readonly RunLog log;
    private readonly SkipLedger ledger;
    private readonly Throughput throughput = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly double secondsBefore;
    private Checkpoint? saved;
    private TrainState state;

    /// <summary>Takes up a run.</summary>
    /// <param name="trainee">What it trains; disposed of by whoever made it.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="observer">Told how it goes on.</param>
    /// <param name="keepLast">How many checkpoints are kept.</param>
    /// <param name="from">The checkpoint that it goes on from, and what it says.</param>
    public TrainSession(Trainee trainee, RunFolder folder, ITrainObserver observer, int keepLast, (Checkpoint Checkpoint, TrainState State)? from)
    {
        this.trainee = trainee;
        this.folder = folder;
        this.observer = observer;
        this.keepLast = keepLast;
        saved = resumed = from?.Checkpoint;
        state = from?.State ?? trainee.FirstState();
        secondsBefore = state.Seconds;
        ledger = state.Skipped.ToLedger();
        if (resumed is not null)
        {
            folder.Checkpoints.Read(resumed, trainee.Restore);
        }

        log = new RunLog(folder, observer, state.Step, state.Evaluated);
    }

    private enum Ending
    {
        Done,
        Stopped,
        Interrupted,
    }

    /// <summary>Runs what is left.</summary>
    /// <param name="cancellation">Stops after the update in hand and a checkpoint.</param>
    public RunSummary Run(CancellationToken cancellation)
    {
        try
        {
            WriteRecord(RunStatus.Running);
            Ending ending = RunStages(cancellation);
            log.Draw();
            WriteRecord(ending == Ending.Done ? RunStatus.Done : RunStatus.Stopped);
            return new(
                folder.Path,
                ending == Ending.Interrupted && saved is not null ? trainee.WeightsOf(saved) : folder.Weights,
                state.Step,
                clock.Elapsed,
                state.Evaluations,
                folder.Pictures,
                ledger.Total + state.SkippedInEvaluation.Counts.Values.Sum(),
                ending == Ending.Interrupted);
        }
        catch (Exception e)
        {
            WriteFailure(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => log.Dispose();

    private Ending RunStages(CancellationToken cancellation)
    {
        foreach (PlannedStage stage in trainee.Plan.Stages)
        {
            if (stage.Index == state.StageIndex && !state.Evaluated)
            {
                Evaluate(stage); // the run was stopped between a checkpoint and the evaluations after it
            }

            if (stage.Left > 0 && RunStage(stage, cancellation) is { } ending)
            {
                return ending;
            }
        }

        return Ending.Done;
    }

    private Ending? RunStage(PlannedStage stage, CancellationToken cancellation)
    {
        observer.StageStarted(trainee.Start(stage));
        if (stage.Done == 0)
        {
            state = trainee.Enter(stage, state);
        }

        using StepSource steps = trainee.Open(stage, state, ledger);
        while (state.StepInStage < stage.Steps)
        {
            if (state.Step >= trainee.Plan.StopAt)
            {
                Save(toRunFolder: true);
                return Ending.Stopped;
            }

            if (cancellation.IsCancellationRequested || !TryStep(stage, steps, cancellation))
            {
                Save(toRunFolder: false);
                return Ending.Interrupted;
            }

            bool ended = state.StepInStage == stage.Steps;
            if (trainee.Plan.CheckpointDue(stage, state.StepInStage) || cancellation.IsCancellationRequested)
            {
                Save(toRunFolder: ended);
            }

            if (!state.Evaluated)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return Ending.Interrupted; // what is due is made up for when the run goes on
                }

                Evaluate(stage);
            }
        }

        return null;
    }

    private bool TryStep(PlannedStage stage, StepSource steps, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan waitedBefore = steps.Waited;
        if (steps.TryStep(state, cancellation) is not { } made)
        {
            return false;
        }

        state = made.After;
        throughput.Add(Stopwatch.GetElapsedTime(start), steps.Waited - waitedBefore, stage.BatchSize, stage.Work);
        log.Stepped(new(
            stage.Name,
            state.Step,
            trainee.Plan.StopAt,
            state.Samples,
            made.Losses,
            made.LearningRate,
            made.LogitScale,
            made.GradientNorm,
            throughput.SamplesPerSecond,
            throughput.WaitShare,
            throughput.Remaining(trainee.Plan.WorkLeft(stage, state.StepInStage, state.Step)),
            made.Batch));
        return true;
    }

    private void Evaluate(PlannedStage stage)
    {
        SkipLedger skips = new();
        using IDisposable averaged = trainee.UseAverage();
        foreach (EvalSpec eval in trainee.Plan.EvaluationsDue(stage, state.StepInStage))
        {
            EvalResult result = trainee.Evaluate(eval, stage, folder, skips);
            log.Evaluated(state.Step, stage.Name, result);
            if (eval.Benchmark == Benchmark.Captions && File.Exists(folder.Samples))
            {
                log.Drew(state.Step, folder.Samples);
            }

            state = state.With(result);
        }

        state = state with { Evaluated = true, SkippedInEvaluation = SkipRecord.Of(skips) };
        if (saved?.Step == state.Step)
        {
            saved.WriteState(Snapshot());
        }

        WriteRecord(RunStatus.Running);
    }

    private void Save(bool toRunFolder)
    {
        if (toRunFolder)
        {
            trainee.Save(folder, state.Step);
        }

        if (saved?.Step == state.Step)
        {
            return;
        }

        saved = folder.Checkpoints.Write(state.Step, checkpoint => trainee.Write(checkpoint, Snapshot()));
        folder.Checkpoints.Prune(keepLast, resumed);
        log.Checkpointed();
        WriteRecord(RunStatus.Running);
        observer.Note($"checkpoint {saved.Folder}");
    }

    private TrainState Snapshot() => trainee.Stamp(state) with { Skipped = SkipRecord.Of(ledger), Seconds = secondsBefore + clock.Elapsed.TotalSeconds };

    private void WriteRecord(RunStatus status) => trainee.Record(Snapshot(), log.Losses, status).Write(folder.Record);

    private void WriteFailure(Exception error)
    {
        try
        {
            trainee.Record(Snapshot(), log.Losses, RunStatus.Failed, error.Message).Write(folder.Record);
        }
        catch (OpenVisionException)
        {
            // On a full disk the record fails too; the first error is the one to report.
        }
    }
}
